package dev.kalm.testnet;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One zone at the DNS provider. When a method returns, every query sees the change; TTLs are 5 s
 * unless {@link #ttl} says otherwise, negative ones 1 s.
 *
 * <p>Names are as in a provider's panel: {@code "@"}, {@code "www"}, {@code "www.myapp.com"} or
 * {@code "www.myapp.com."}; so are values: host names with or without the final dot, TXT values
 * with or without quotes. A record that DNS does not allow is an {@link IllegalArgumentException}
 * or, when NSD finds it, a {@link TestnetException}; then nothing has changed.
 */
public final class Zone {
  private final NameServer server;
  private ZoneFile file;

  Zone(NameServer server, ZoneFile file) {
    this.server = server;
    this.file = file;
  }

  /** Without the final dot: "myapp.com". */
  public synchronized String origin() {
    return file.origin().substring(0, file.origin().length() - 1);
  }

  /** Replaces all values of this type at this name. */
  public Zone set(String type, String name, String... values) {
    return change(changed -> changed.set(type, name, List.of(values)));
  }

  /** Adds to the values of this type at this name. */
  public Zone add(String type, String name, String... values) {
    return change(changed -> changed.add(type, name, List.of(values)));
  }

  /** Removes all values of this type at this name; none is no error. */
  public Zone remove(String type, String name) {
    return change(changed -> changed.remove(type, name));
  }

  /** How long caches may keep the records of this zone from now on, whole seconds. */
  public Zone ttl(Duration ttl) {
    return change(changed -> changed.ttl(ttl));
  }

  private synchronized Zone change(Consumer<ZoneFile> edit) {
    ZoneFile changed = file.copy();
    edit.accept(changed);
    try {
      server.publish(changed);
    } catch (TestnetException e) {
      server.publish(file);
      throw e;
    }
    file = changed;
    return this;
  }
}
