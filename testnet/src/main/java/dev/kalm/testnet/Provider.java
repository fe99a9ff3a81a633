package dev.kalm.testnet;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The DNS provider whose panel a user types records into: an NSD of its own, to which the TLDs
 * delegate.
 */
public final class Provider {
  /** In every zone, so that the TLD's glue is below the cut; a name that no test will want. */
  private static final String NAME_SERVER_LABEL = "dns-provider.";

  private static final int RANDOM_BYTES = 3;

  private final NameServer server;
  private final boolean signed;
  private final Registry registry;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Zone> zones = new TreeMap<>();

  /**
   * @param signer signs all zones, or null
   */
  Provider(InetAddress address, Path folder, Registry registry, @Nullable ZoneSigner signer) {
    this.signed = signer != null;
    this.server = new NameServer("NSD (provider)", address, folder, signer);
    this.registry = registry;
  }

  /**
   * The zone with this origin, such as "myapp.com"; one that is new here is registered at its TLD
   * too.
   */
  public synchronized Zone zone(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    String absolute = lower.endsWith(".") ? lower : lower + ".";
    if (!absolute.matches("([a-z0-9_-]{1,63}\\.){2,}")) {
      throw new IllegalArgumentException(
          "Not a domain that a provider can serve: \"" + origin + "\"");
    }
    Zone present = zones.get(absolute);
    if (present != null) {
      return present;
    }
    boolean nested = zones.keySet().stream().anyMatch(other -> absolute.endsWith("." + other));
    if (nested && signed) {
      throw new IllegalArgumentException(
          origin + " is inside another zone here, and a signed parent has to delegate it by a DS");
    }
    String nameServer = NAME_SERVER_LABEL + absolute;
    ZoneFile file =
        new ZoneFile(absolute, nameServer)
            .set("A", nameServer, List.of(server.address().getHostAddress()));
    server.publish(file);
    if (!nested) {
      registry.register(absolute, nameServer, server.address());
    }
    Zone zone = new Zone(server, file);
    zones.put(absolute, zone);
    return zone;
  }

  /** A zone that nobody else has, such as "a7f3c2.com", so that tests run side by side. */
  public synchronized Zone freshZone() {
    byte[] bytes = new byte[RANDOM_BYTES];
    String origin;
    do {
      random.nextBytes(bytes);
      origin = HexFormat.of().formatHex(bytes) + ".com";
    } while (zones.containsKey(origin + "."));
    return zone(origin);
  }

  /** The address of the provider's name server. */
  public InetAddress address() {
    return server.address();
  }

  /** Makes the provider's name server unreachable, until {@link #start}. */
  public synchronized void stop() {
    server.stop();
  }

  /** Serves again, with all zones as they were. */
  public synchronized void start() {
    server.start();
  }

  void startEmpty() {
    server.start(List.of(new ZoneFile("provider.", "provider.")));
  }
}
