package dev.kalm.bench.dns;

/** One way to ask. */
record Scenario(Kind kind, Edns edns, boolean signed) {

  enum Kind {
    UDP_FLAT("UDP flat out"),
    UDP_DNSPERF("UDP at dnsperf's load"),
    TCP_PIPELINED("TCP pipelined, 20 connections"),
    TCP_SINGLE("TCP, a connection for each query"),
    UDP_PACED("UDP, 20,000 queries a second");

    final String title;

    Kind(String title) {
      this.title = title;
    }

    boolean isUdp() {
      return this == UDP_FLAT || this == UDP_DNSPERF || this == UDP_PACED;
    }
  }

  String title() {
    return "%s; %s zone, %s".formatted(kind.title, signed ? "signed" : "unsigned", edns.title);
  }
}
