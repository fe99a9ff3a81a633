package dev.kalm.dns.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;

/**
 * Answers datagrams where {@link NativeUdpServer} cannot run: one thread for all sockets. Under
 * load it asks the selector only when a socket has run dry.
 */
final class ChannelUdpServer extends ServerLoop {

  /** So many queries of one socket, then the next socket has its turn. */
  private static final int BATCH = 64;

  private final QueryPipeline pipeline;
  private final Events events;
  private final ClientAddress client = new ClientAddress();
  private final byte[] query = new byte[65535];
  private final ByteBuffer input = ByteBuffer.wrap(query);
  private final ByteBuffer output;

  ChannelUdpServer(List<DatagramChannel> channels, QueryPipeline pipeline, Events events)
      throws IOException {
    super("dns-udp", Selector.open());
    this.pipeline = pipeline;
    this.events = events;
    this.output = ByteBuffer.wrap(pipeline.answerBytes());
    for (DatagramChannel channel : channels) {
      channel.register(selector, SelectionKey.OP_READ);
    }
  }

  @Override
  boolean turn(boolean isLast) throws IOException {
    return selector.select(this::serve, isLast ? DRAIN_QUIET.toMillis() : 0) == 0;
  }

  private void serve(SelectionKey key) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    for (int i = 0; i < BATCH; i++) {
      try {
        input.clear();
        SocketAddress sender = channel.receive(input);
        if (sender == null) {
          return;
        }
        client.set((InetSocketAddress) sender);
        answer(channel, sender);
      } catch (IOException e) {
        // What the network says about one client (unreachable, forbidden) is no reason to leave the
        // others alone.
        if (!channel.isOpen()) {
          return;
        }
      }
    }
  }

  private void answer(DatagramChannel channel, SocketAddress sender) throws IOException {
    pipeline.beginBatch();
    int length =
        client.port() == 0
            ? QueryPipeline.SILENCE
            : pipeline.answer(query, input.position(), client, Transport.UDP);
    if (length == QueryPipeline.SILENCE) {
      return;
    }
    output.clear().limit(length);
    // A full send buffer takes nothing: the answer is lost, as the network may lose it, and the
    // client asks again.
    channel.send(output, sender);
    events.note(pipeline, client, Transport.UDP);
    events.tell();
  }
}
