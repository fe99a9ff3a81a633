package dev.kalm.dns.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.InstantSource;

/**
 * One client's connection: queries with their length in front, answered in order (RFC 1035 section
 * 4.2.2, RFC 7766). It owns no buffer as long as whole queries come in and their answers go out at
 * once.
 *
 * <p>While answers wait for a slow client nothing more is read from it, so it costs at most one
 * {@link TcpBuffers#OUTPUT}.
 */
final class TcpConnection {

  private static final byte[] NOTHING = new byte[0];
  private static final int LENGTH_PREFIX = 2;

  final InetSocketAddress client;
  private final ClientAddress address = new ClientAddress();
  private final SelectionKey key;
  private final SocketChannel channel;
  private final InstantSource clock;
  private byte[] unanswered = NOTHING;
  private byte[] unsent = NOTHING;
  private int unsentFrom;
  private boolean reading = true;
  private long lastAnswer;
  private long unsentSince;

  TcpConnection(SelectionKey key, InetSocketAddress client, InstantSource clock) {
    this.key = key;
    this.channel = (SocketChannel) key.channel();
    this.client = client;
    address.set(client);
    this.clock = clock;
    this.lastAnswer = clock.millis();
  }

  /**
   * Reads, answers and writes what is possible now. Returns whether the connection is still of use.
   */
  boolean serve(TcpBuffers buffers, QueryPipeline pipeline, Events events) throws IOException {
    flush();
    for (boolean first = true; unsent.length == 0; first = false) {
      ByteBuffer input = buffers.input(unanswered);
      boolean hasRoom = unanswered.length < TcpBuffers.MAX_FRAME;
      if (first && reading && hasRoom && channel.read(input) < 0) {
        reading = false;
      }
      ByteBuffer output = buffers.output();
      boolean all = answer(input.flip(), output, buffers, pipeline, events);
      unanswered = input.hasRemaining() ? rest(input) : NOTHING;
      send(output.flip());
      events.tell();
      if (all) {
        break;
      }
    }
    key.interestOps(unsent.length > 0 ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    return reading || unsent.length > 0;
  }

  /**
   * Answers whole queries while there is room for answers. Returns whether no whole query is left.
   */
  private boolean answer(
      ByteBuffer input,
      ByteBuffer output,
      TcpBuffers buffers,
      QueryPipeline pipeline,
      Events events) {
    while (input.remaining() >= LENGTH_PREFIX) {
      int length = Short.toUnsignedInt(input.getShort(input.position()));
      if (input.remaining() < LENGTH_PREFIX + length) {
        return true;
      }
      if (output.remaining() < TcpBuffers.MAX_FRAME) {
        return false;
      }
      input.getShort();
      input.get(buffers.query, 0, length);
      int answered = pipeline.answer(buffers.query, length, address, Transport.TCP);
      if (answered != QueryPipeline.SILENCE) {
        output.putShort((short) answered).put(pipeline.answerBytes(), 0, answered);
        events.note(pipeline, address, Transport.TCP);
        lastAnswer = clock.millis();
      }
    }
    return true;
  }

  private void send(ByteBuffer output) throws IOException {
    if (output.hasRemaining()) {
      channel.write(output);
    }
    if (output.hasRemaining()) {
      unsent = rest(output);
      unsentFrom = 0;
      unsentSince = clock.millis();
    }
  }

  private void flush() throws IOException {
    if (unsent.length > 0) {
      unsentFrom += channel.write(ByteBuffer.wrap(unsent, unsentFrom, unsent.length - unsentFrom));
      if (unsentFrom == unsent.length) {
        unsent = NOTHING;
        lastAnswer = clock.millis();
      }
    }
  }

  private static byte[] rest(ByteBuffer buffer) {
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return rest;
  }

  /** No more is read; what was read whole is still answered. */
  void stopReading() {
    reading = false;
  }

  /** When the client last had a whole answer, epoch milliseconds. */
  long lastAnswer() {
    return lastAnswer;
  }

  /**
   * Whether the client took too long to ask, or too long to read. Bytes without a whole query are
   * no sign of life.
   */
  boolean isOverdue(DnsServerSettings.TcpLimits limits) {
    return unsent.length > 0
        ? clock.millis() - unsentSince > limits.writeTimeout().toMillis()
        : clock.millis() - lastAnswer > limits.idleTimeout().toMillis();
  }

  void close() {
    key.cancel();
    ServerLoop.closeQuietly(channel);
  }
}
