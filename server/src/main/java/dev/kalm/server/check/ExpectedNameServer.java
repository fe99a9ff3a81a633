package dev.kalm.server.check;

import java.net.InetAddress;
import java.util.List;

/** A name server that the parent zone has to name, and the addresses that lead to it. */
public record ExpectedNameServer(String name, List<InetAddress> addresses) {
  public ExpectedNameServer {
    addresses = List.copyOf(addresses);
  }
}
