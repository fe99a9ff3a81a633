package dev.kalm.testnet;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Stands where a Kalm will: answers every TXT question with one value, and all others with no data.
 */
final class TxtResponder implements AutoCloseable {
  private static final int TXT = 16;

  private final DatagramSocket socket;
  private final byte[] value;

  TxtResponder(InetAddress address, String value) throws IOException {
    this.socket = new DatagramSocket(53, address);
    this.value = value.getBytes(StandardCharsets.US_ASCII);
    Thread.ofVirtual().start(this::serve);
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket query = new DatagramPacket(new byte[1232], 1232);
        socket.receive(query);
        byte[] answer = answer(ByteBuffer.wrap(query.getData(), 0, query.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private byte[] answer(ByteBuffer query) {
    int end = 12;
    while (query.get(end) != 0) {
      end += 1 + query.get(end);
    }
    int type = query.getShort(end + 1);
    int records = type == TXT ? 1 : 0;
    ByteBuffer answer = ByteBuffer.allocate(1232);
    answer.putShort(query.getShort(0)).putShort((short) 0x8400);
    answer.putShort((short) 1).putShort((short) records).putInt(0);
    answer.put(query.array(), 12, end + 5 - 12);
    if (records == 1) {
      answer.putShort((short) 0xc00c).putShort((short) TXT).putShort((short) 1).putInt(1);
      answer.putShort((short) (value.length + 1)).put((byte) value.length).put(value);
    }
    byte[] bytes = new byte[answer.position()];
    answer.flip().get(bytes);
    return bytes;
  }
}
