package dev.kalm.bench.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Asks a server for a TXT value over UDP until it is there. */
final class Prober implements AutoCloseable {
  private static final int TRIES = 100_000;
  private static final int MAX_ANSWER = 4096;

  private final DatagramSocket socket;
  private final byte[] buffer = new byte[MAX_ANSWER];

  Prober(InetSocketAddress server) throws SocketException {
    socket = new DatagramSocket();
    socket.connect(server);
    socket.setSoTimeout(1000);
  }

  /** Returns when an answer has held {@code value}. */
  void await(UUID id, String apex, String value) throws IOException {
    QueryMix.Query question = new QueryMix.Query(id + "." + apex, QueryMix.Type.TXT, 0, 1);
    byte[] query = QueryMix.message(question, Edns.EDNS);
    byte[] wanted = value.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < TRIES; i++) {
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket answer = new DatagramPacket(buffer, buffer.length);
      socket.receive(answer);
      if (holds(answer.getLength(), wanted)) {
        return;
      }
    }
    throw new IOException("%s is not served at %s".formatted(value, question.name()));
  }

  private boolean holds(int length, byte[] wanted) {
    for (int from = 0; from + wanted.length <= length; from++) {
      if (Arrays.equals(buffer, from, from + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    socket.close();
  }
}
