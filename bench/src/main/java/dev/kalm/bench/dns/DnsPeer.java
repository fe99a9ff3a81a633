package dev.kalm.bench.dns;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/** A server that is measured: how it is told to serve a zone. */
interface DnsPeer {

  /**
   * Where and what to serve.
   *
   * @param folder for the server's configuration and state; its own
   * @param port of 127.0.0.1, for UDP and TCP
   * @param zoneFile holds {@code zone}, signed or not
   */
  record Site(Path folder, int port, BenchZone zone, Path zoneFile, boolean signed) {}

  String name();

  /** Writes the configuration and returns the command that serves, in the foreground. */
  List<String> command(Site site) throws IOException;

  /** False for the floor, which answers a query with itself and has no TCP. */
  default boolean speaksDns() {
    return true;
  }

  /** Free for UDP and TCP a moment ago. */
  static int freePort() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    while (true) {
      try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
          DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
        return udp.getLocalPort();
      } catch (BindException taken) {
        // TCP's port is somebody's on UDP: another one.
      }
    }
  }
}
