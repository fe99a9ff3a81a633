package dev.kalm.dns.server;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
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

  final InetAddress address;
  private final ClientAddress client;
  private final TcpStream stream;
  private final InstantSource clock;
  private byte[] unanswered = NOTHING;
  private byte[] unsent = NOTHING;
  private int unsentFrom;
  private boolean reading = true;
  private long lastAnswer;
  private long unsentSince;

  TcpConnection(TcpStream stream, ClientAddress client, InetAddress address, InstantSource clock) {
    this.stream = stream;
    this.client = client;
    this.address = address;
    this.clock = clock;
    this.lastAnswer = clock.millis();
  }

  /**
   * Reads, answers and writes what is possible now. Returns whether the connection is still of use.
   */
  boolean serve(TcpBuffers buffers, QueryPipeline pipeline, Events events) throws IOException {
    flush(buffers);
    for (boolean first = true; unsent.length == 0; first = false) {
      ByteBuffer input = buffers.input.clear().put(unanswered);
      boolean hasRoom = unanswered.length < TcpBuffers.MAX_FRAME;
      if (first && reading && hasRoom && stream.read(buffers) < 0) {
        reading = false;
      }
      buffers.output.clear();
      boolean all = answer(input.flip(), buffers, pipeline, events);
      unanswered = rest(input);
      send(buffers);
      events.tell();
      if (all) {
        break;
      }
    }
    boolean isOfUse = reading || unsent.length > 0;
    if (isOfUse) {
      stream.await(this, unsent.length > 0);
    }
    return isOfUse;
  }

  /**
   * Answers whole queries while there is room for answers. Returns whether no whole query is left.
   */
  private boolean answer(
      ByteBuffer input, TcpBuffers buffers, QueryPipeline pipeline, Events events) {
    ByteBuffer output = buffers.output;
    pipeline.beginBatch();
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
      int answered = pipeline.answer(buffers.query, length, client, Transport.TCP);
      if (answered != QueryPipeline.SILENCE) {
        output.putShort((short) answered).put(pipeline.answerBytes(), 0, answered);
        events.note(pipeline, client, Transport.TCP);
      }
    }
    return true;
  }

  /** One write for all answers. */
  private void send(TcpBuffers buffers) throws IOException {
    ByteBuffer output = buffers.output.flip();
    if (!output.hasRemaining()) {
      return;
    }
    lastAnswer = clock.millis();
    stream.write(buffers);
    unsent = rest(output);
    if (unsent.length > 0) {
      unsentFrom = 0;
      unsentSince = lastAnswer;
    }
  }

  private void flush(TcpBuffers buffers) throws IOException {
    if (unsent.length > 0) {
      int left = unsent.length - unsentFrom;
      ByteBuffer output = buffers.output.clear().put(unsent, unsentFrom, left).flip();
      stream.write(buffers);
      unsentFrom += output.position();
      if (unsentFrom == unsent.length) {
        unsent = NOTHING;
        lastAnswer = clock.millis();
      }
    }
  }

  private static byte[] rest(ByteBuffer buffer) {
    if (!buffer.hasRemaining()) {
      return NOTHING;
    }
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
    stream.close();
  }
}
