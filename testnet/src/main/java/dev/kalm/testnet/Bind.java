package dev.kalm.testnet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** BIND's named as a resolver; it minimises names, and asks again in full at NXDOMAIN. */
record Bind() implements ResolverSoftware {
  /** All boxes' ports are below the kernel's ephemeral ones, which begin at 32768. */
  private static final int FIRST_PORT = 7000;

  @Override
  public String program() {
    return "named";
  }

  /** Named listens only on addresses that interfaces have, and 127.0.N.* are not among them. */
  @Override
  public InetSocketAddress listen(InetAddress own) {
    byte[] bytes = own.getAddress();
    int port = FIRST_PORT + Byte.toUnsignedInt(bytes[2]) * 256 + Byte.toUnsignedInt(bytes[3]);
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public List<String> arguments(Path folder) {
    return List.of("-g", "-4", "-n", "1", "-c", folder.resolve("named.conf").toString());
  }

  @Override
  public Map<String, String> files(Setup setup) {
    return Map.of("root.hints", setup.hints().text(), "named.conf", configuration(setup));
  }

  private String configuration(Setup setup) {
    InetSocketAddress listen = listen(setup.address());
    return """
    options {
      directory "%1$s";
      pid-file "%1$s/named.pid";
      session-keyfile "%1$s/session.key";
      listen-on port %6$d { %7$s; };
      query-source address %2$s;
      recursion yes;
      allow-query { any; };
      allow-recursion { any; };
      dnssec-validation %3$s;
      empty-zones-enable no;
      max-cache-ttl 1;
      max-ncache-ttl 1;
      edns-udp-size 1232;
      lame-ttl 0;
      servfail-ttl 0;
    };
    controls { };
    zone "." { type hint; file "root.hints"; };
    server 127.0.0.0/8 { tcp-only %4$s; };
    %5$s
    """
        .formatted(
            setup.folder(),
            setup.ip(),
            setup.hints().key().isPresent() ? "yes" : "no",
            setup.tcpOnly() ? "yes" : "no",
            setup.hints().key().map(key -> anchor(key.ds())).orElse(""),
            listen.getPort(),
            listen.getAddress().getHostAddress());
  }

  private static String anchor(String ds) {
    String[] words = ds.split("\\s+");
    return "trust-anchors { \".\" static-ds %s %s %s \"%s\"; };"
        .formatted(words[0], words[1], words[2], words[3]);
  }
}
