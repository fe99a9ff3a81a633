package dev.kalm.dns.server;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The buffers that all connections of one thread share; what goes to the kernel is off the heap.
 */
final class TcpBuffers {

  /** The longest message with its length in front. */
  static final int MAX_FRAME = 2 + 65535;

  /** What one connection may be answered at once, and so what a slow client may cost. */
  static final int OUTPUT = 2 * MAX_FRAME;

  /** One more read fits behind less than one longest message. */
  private static final int INPUT = 2 * MAX_FRAME;

  final byte[] query = new byte[MAX_FRAME];
  final ByteBuffer input = ByteBuffer.allocateDirect(INPUT);
  final ByteBuffer output = ByteBuffer.allocateDirect(OUTPUT);
  final long inputAddress = MemorySegment.ofBuffer(input).address();
  final long outputAddress = MemorySegment.ofBuffer(output).address();
}
