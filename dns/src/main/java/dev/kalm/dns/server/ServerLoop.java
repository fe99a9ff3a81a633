package dev.kalm.dns.server;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.List;

/** A thread around a selector. */
abstract class ServerLoop extends ServerThread {

  final Selector selector;

  ServerLoop(String name, Selector selector) {
    super(name);
    this.selector = selector;
  }

  @Override
  final void wake() {
    selector.wakeup();
  }

  @Override
  final void prepareToFinish() throws IOException {
    // The call to wake up may have come outside of a wait; it must not pass for silence in the
    // next one.
    selector.selectNow(_ -> {});
  }

  @Override
  final void release() {
    List.copyOf(selector.keys()).forEach(key -> closeQuietly(key.channel()));
    closeQuietly(selector);
  }
}
