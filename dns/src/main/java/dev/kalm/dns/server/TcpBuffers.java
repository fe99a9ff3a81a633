package dev.kalm.dns.server;

import java.nio.ByteBuffer;

/** The buffers that all connections of one thread share. */
final class TcpBuffers {

  /** The longest message with its length in front. */
  static final int MAX_FRAME = 2 + 65535;

  /** What one connection may be answered at once, and so what a slow client may cost. */
  static final int OUTPUT = 2 * MAX_FRAME;

  private static final int MAX_READ = MAX_FRAME;

  final byte[] query = new byte[MAX_FRAME];
  private final ByteBuffer input = ByteBuffer.allocate(MAX_FRAME + MAX_READ);
  private final ByteBuffer output = ByteBuffer.allocate(OUTPUT);

  /** Begins with what was read before; one more read fits behind less than one longest message. */
  ByteBuffer input(byte[] before) {
    return input.clear().put(before);
  }

  ByteBuffer output() {
    return output.clear();
  }
}
