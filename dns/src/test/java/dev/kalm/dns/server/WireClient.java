package dev.kalm.dns.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * A client that sends any bytes at all, over either transport, and knows nothing of DNS but TCP's
 * length prefix.
 */
final class WireClient implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InetSocketAddress server;
  private final Transport transport;
  private final DatagramSocket udp;
  private final Socket tcp;

  WireClient(Transport transport, InetSocketAddress server) throws IOException {
    this.server = server;
    this.transport = transport;
    this.udp = new DatagramSocket();
    this.tcp = new Socket();
    udp.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    if (transport == Transport.TCP) {
      tcp.connect(server);
      tcp.setTcpNoDelay(true);
      tcp.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    }
  }

  static byte[] exchange(Transport transport, InetSocketAddress server, byte[] query)
      throws IOException {
    try (WireClient client = new WireClient(transport, server)) {
      client.send(query);
      return client.receive();
    }
  }

  void send(byte[] message) throws IOException {
    switch (transport) {
      case UDP -> udp.send(new DatagramPacket(message, message.length, server));
      case TCP -> sendRaw(framed(message));
    }
  }

  void sendRaw(byte[] bytes) throws IOException {
    tcp.getOutputStream().write(bytes);
  }

  byte[] receive() throws IOException {
    return switch (transport) {
      case UDP -> {
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        udp.receive(packet);
        yield Arrays.copyOf(packet.getData(), packet.getLength());
      }
      case TCP -> {
        DataInputStream in = new DataInputStream(tcp.getInputStream());
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        yield answer;
      }
    };
  }

  /** Whether the server ends the connection, with nothing more to read. */
  boolean isClosedByServer() throws IOException {
    try {
      return tcp.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  Socket socket() {
    return tcp;
  }

  static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(2 + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
