package dev.kalm.testnet;

import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Asks a server for a zone's SOA over UDP (RFC 1035 section 4): enough to know that it serves, and
 * what.
 */
final class DnsProbe {
  private static final Duration ANSWER_LIMIT = Duration.ofMillis(1500);
  private static final int MESSAGE_LIMIT = 1232;
  private static final int HEADER = 12;
  private static final int SOA = 6;
  private static final int IN = 1;

  private DnsProbe() {}

  /**
   * The serial of the zone as served, or empty when the answer holds no SOA; no answer is an
   * IOException.
   */
  static OptionalLong serial(InetSocketAddress server, String zone) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout((int) ANSWER_LIMIT.toMillis());
      // Connected, so that a closed port is an error at once and not a time-out.
      socket.connect(server);
      byte[] query = query(zone);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket answer = new DatagramPacket(new byte[MESSAGE_LIMIT], MESSAGE_LIMIT);
      socket.receive(answer);
      return soaSerial(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
    }
  }

  private static byte[] query(String zone) {
    ByteBuffer message = ByteBuffer.allocate(MESSAGE_LIMIT);
    message.putShort((short) 0x4b41).putShort((short) 0x0100).putShort((short) 1);
    message.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    for (String label : zone.split("\\.")) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      message.put((byte) bytes.length).put(bytes);
    }
    message.put((byte) 0).putShort((short) SOA).putShort((short) IN);
    byte[] query = new byte[message.position()];
    message.flip().get(query);
    return query;
  }

  private static OptionalLong soaSerial(ByteBuffer message) throws IOException {
    try {
      if (message.getShort(6) == 0) {
        return OptionalLong.empty();
      }
      message.position(HEADER);
      skipName(message);
      message.position(message.position() + 4);
      skipName(message);
      int type = message.getShort();
      message.position(message.position() + 8);
      if (type != SOA) {
        return OptionalLong.empty();
      }
      skipName(message);
      skipName(message);
      return OptionalLong.of(Integer.toUnsignedLong(message.getInt()));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw (IOException) new EOFException("a DNS answer ends too early").initCause(e);
    }
  }

  private static void skipName(ByteBuffer message) {
    while (true) {
      int length = message.get() & 0xff;
      if (length == 0) {
        return;
      }
      if (length >= 0xc0) {
        message.get();
        return;
      }
      message.position(message.position() + length);
    }
  }
}
