package dev.kalm.testnet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One NSD on one address. A published zone is served by every query that starts after {@link
 * #publish} returns.
 */
final class NameServer {
  private static final Duration RELOAD_LIMIT = Duration.ofSeconds(5);

  /**
   * The processes before and after a reload share a socket for a moment: one fresh answer alone
   * proves nothing.
   */
  private static final int FRESH_ANSWERS_IN_A_ROW = 8;

  private final String name;
  private final InetAddress address;
  private final Path folder;
  private final Program program;
  private final @Nullable ZoneSigner signer;
  private final Map<String, Long> serials = new TreeMap<>();

  /**
   * @param signer signs every zone, or null
   */
  NameServer(String name, InetAddress address, Path folder, @Nullable ZoneSigner signer) {
    this.name = name;
    this.signer = signer;
    this.address = address;
    this.folder = folder;
    this.program =
        new Program(
            name,
            List.of(
                Tools.find("nsd").toString(), "-d", "-c", folder.resolve("nsd.conf").toString()),
            Map.of(),
            folder.resolve("nsd.log"));
  }

  /** Starts with these zones; at least one. */
  synchronized void start(List<ZoneFile> zones) {
    StringBuilder configuration = new StringBuilder(serverSection());
    try {
      Files.createDirectories(folder);
      for (ZoneFile zone : zones) {
        write(zone);
        configuration.append(
            "zone:\n  name: \"%s\"\n  zonefile: \"%s\"\n"
                .formatted(zone.origin(), fileName(zone.origin())));
      }
      Files.writeString(folder.resolve("nsd.conf"), configuration);
    } catch (IOException e) {
      throw new TestnetException("The files of " + name + " cannot be written to " + folder, e);
    }
    start();
  }

  /** Starts with the zones it had when it was stopped. */
  synchronized void start() {
    program.start();
    String zone = serials.keySet().iterator().next();
    program.awaitReady(() -> DnsProbe.serial(socketAddress(), zone).isPresent());
  }

  synchronized void stop() {
    program.stop();
  }

  InetAddress address() {
    return address;
  }

  private InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, AddressBlock.DNS);
  }

  /**
   * Serves this zone, new or changed. A zone that NSD refuses is an error, and then it serves none
   * of that name.
   */
  synchronized void publish(ZoneFile zone) {
    boolean known = serials.containsKey(zone.origin());
    int seen = program.output().length();
    try {
      long serial = write(zone);
      String answer =
          control(known ? "reload " + zone.origin() : "addzone " + bare(zone.origin()) + " file");
      if (!answer.startsWith("ok")) {
        throw new TestnetException(name + " refused to serve " + zone.origin() + ": " + answer);
      }
      awaitSerial(zone, serial, seen);
    } catch (IOException e) {
      throw new TestnetException(
          name
              + " cannot be told to serve "
              + zone.origin()
              + " ("
              + e
              + "). Its last words:\n"
              + program.lastLines(),
          e);
    }
  }

  private long write(ZoneFile zone) throws IOException {
    long serial = serials.merge(zone.origin(), 1L, Long::sum);
    Path file = folder.resolve(fileName(zone.origin()));
    Files.writeString(file, zone.text(serial));
    if (signer != null) {
      signer.sign(zone.origin(), file);
    }
    // NSD reads a file again only when it is newer, and the file system's clock ticks too slowly
    // for two changes at once.
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.EPOCH.plus(Duration.ofDays(365)).plusSeconds(serial)));
    return serial;
  }

  private void awaitSerial(ZoneFile zone, long serial, int seen) throws IOException {
    long deadline = System.nanoTime() + RELOAD_LIMIT.toNanos();
    int fresh = 0;
    while (fresh < FRESH_ANSWERS_IN_A_ROW) {
      boolean served =
          DnsProbe.serial(socketAddress(), zone.origin()).equals(OptionalLong.of(serial));
      fresh = served ? fresh + 1 : 0;
      String news = served ? "" : program.output().substring(seen);
      if (news.contains(": error: ")) {
        throw new TestnetException(name + " cannot read the zone " + zone.origin() + ":\n" + news);
      }
      if (System.nanoTime() > deadline) {
        throw new TestnetException(
            name
                + " does not serve "
                + zone.origin()
                + " with serial "
                + serial
                + ". Its last words:\n"
                + program.lastLines());
      }
    }
  }

  /** The protocol of nsd-control, spoken over its local socket. */
  private String control(String command) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(folder.resolve("control")));
      channel.write(
          ByteBuffer.wrap(("NSDCT1 " + command + "\n").getBytes(StandardCharsets.US_ASCII)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(1024);
      while (channel.read(buffer) >= 0) {
        answer.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      return answer.toString(StandardCharsets.US_ASCII);
    }
  }

  private static String fileName(String origin) {
    return (origin.equals(".") ? "root" : bare(origin)) + ".zone";
  }

  private static String bare(String origin) {
    return origin.substring(0, origin.length() - 1);
  }

  private String serverSection() {
    return """
    server:
      server-count: 1
      ip-address: %2$s@53
      do-ip6: no
      username: ""
      chroot: ""
      zonesdir: "%1$s"
      database: ""
      pidfile: "%1$s/nsd.pid"
      xfrdfile: "%1$s/xfrd.state"
      zonelistfile: "%1$s/zone.list"
      xfrdir: "%1$s"
      xfrd-reload-timeout: 0
      rrl-ratelimit: 0
      rrl-whitelist-ratelimit: 0
      verbosity: 1
    remote-control:
      control-enable: yes
      control-interface: "%1$s/control"
    pattern:
      name: file
      zonefile: "%%s.zone"
    """
        .formatted(folder, address.getHostAddress());
  }
}
