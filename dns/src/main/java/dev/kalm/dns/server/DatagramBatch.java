package dev.kalm.dns.server;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.kalm.dns.message.Edns;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Up to {@link #SIZE} queries that arrived together and their answers, off the heap: the arrays of
 * {@code mmsghdr} for recvmmsg and sendmmsg and all that they point to. It belongs to one thread.
 *
 * <p>An answer is sent with the name and the control message of its query as the kernel wrote them,
 * so it goes to the client from the address that the client asked.
 */
final class DatagramBatch {

  static final int SIZE = 64;

  /** What is longer is cut; no query needs half of it. */
  static final int MAX_QUERY = 4096;

  static final int MAX_ANSWER = Edns.SERVER_PAYLOAD_SIZE;

  // mmsghdr: a msghdr, then the length of the datagram.
  private static final long HEADER = 64;
  private static final int NAME_POINTER = 0;
  private static final int NAME_LENGTH = 8;
  private static final int IOVEC_POINTER = 16;
  private static final int IOVEC_COUNT = 24;
  private static final int CONTROL_POINTER = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int FLAGS = 48;
  private static final int DATAGRAM_LENGTH = 56;

  // iovec
  private static final long IOVEC = 16;
  private static final int IOVEC_LENGTH = 8;

  private static final long NAME = 32;
  private static final long CONTROL = 64;

  // An odd number of cache lines: the beginnings of neighbours are not in the same set.
  private static final long QUERY = MAX_QUERY + 64;
  private static final long ANSWER = (MAX_ANSWER + 127) / 128 * 128 + 64;

  private static final long RECEIVED = 0;
  private static final long SENT = RECEIVED + SIZE * HEADER;
  private static final long RECEIVED_IOVECS = SENT + SIZE * HEADER;
  private static final long SENT_IOVECS = RECEIVED_IOVECS + SIZE * IOVEC;
  private static final long NAMES = SENT_IOVECS + SIZE * IOVEC;
  private static final long CONTROLS = NAMES + SIZE * NAME;
  private static final long QUERIES = CONTROLS + SIZE * CONTROL;
  private static final long ANSWERS = QUERIES + SIZE * QUERY;
  private static final long END = ANSWERS + SIZE * ANSWER;

  private final NativeSocket socket;
  private final MemorySegment errno;
  private final MemorySegment memory;
  private final long base;
  private final int nameLength;
  private final int controlLength;
  private int received;
  private int answers;

  /** Its memory lives as long as this object, which therefore has to outlive each call. */
  DatagramBatch(NativeSocket socket) {
    Arena arena = Arena.ofAuto();
    this.socket = socket;
    this.errno = NativeCalls.newErrno(arena);
    this.memory = arena.allocate(END, 64);
    this.base = memory.address();
    boolean isIpv4 = socket.family == SocketName.AF_INET;
    this.nameLength = isIpv4 ? SocketName.IPV4_LENGTH : SocketName.IPV6_LENGTH;
    this.controlLength = socket.isWildcard ? PacketInfo.space(socket.family) : 0;
    for (int i = 0; i < SIZE; i++) {
      long header = RECEIVED + i * HEADER;
      pointTo(header, RECEIVED_IOVECS + i * IOVEC, QUERIES + i * QUERY);
      memory.set(JAVA_LONG, header + NAME_POINTER, base + NAMES + i * NAME);
      memory.set(JAVA_LONG, header + CONTROL_POINTER, base + CONTROLS + i * CONTROL);
      memory.set(JAVA_LONG, RECEIVED_IOVECS + i * IOVEC + IOVEC_LENGTH, MAX_QUERY);
      pointTo(SENT + i * HEADER, SENT_IOVECS + i * IOVEC, ANSWERS + i * ANSWER);
    }
    received = SIZE;
  }

  private void pointTo(long header, long iovec, long buffer) {
    memory.set(JAVA_LONG, header + IOVEC_POINTER, base + iovec);
    memory.set(JAVA_LONG, header + IOVEC_COUNT, 1);
    memory.set(JAVA_LONG, iovec, base + buffer);
  }

  /**
   * Receives what has arrived, and returns how many datagrams that is. Waits for a first one if it
   * may; even then there may be none.
   *
   * @throws IOException an error that is not just about waiting
   */
  int receive(boolean mayWait) throws IOException {
    for (int i = 0; i < received; i++) {
      // The kernel has written here how much it used.
      memory.set(JAVA_INT, RECEIVED + i * HEADER + NAME_LENGTH, nameLength);
      memory.set(JAVA_LONG, RECEIVED + i * HEADER + CONTROL_LENGTH, controlLength);
    }
    answers = 0;
    int flags = mayWait ? NativeCalls.MSG_WAITFORONE : NativeCalls.MSG_DONTWAIT;
    received = NativeCalls.receive(errno, socket.descriptor, base + RECEIVED, SIZE, flags);
    if (received < 0) {
      received = 0;
      int error = NativeCalls.errno(errno);
      if (error != NativeCalls.EAGAIN && error != NativeCalls.EINTR) {
        throw NativeCalls.failure("recvmmsg", errno);
      }
    }
    return received;
  }

  /** Who sent datagram {@code i}; false when it came from nowhere, as the end of a wait does. */
  boolean client(int i, ClientAddress client) {
    if (memory.get(JAVA_INT, RECEIVED + i * HEADER + NAME_LENGTH) != nameLength) {
      return false;
    }
    SocketName.read(memory, NAMES + i * NAME, socket.family, client);
    return true;
  }

  /** The length of datagram {@code i}, or of its header alone if it was too long to be a query. */
  int length(int i, int headerLength) {
    long header = RECEIVED + i * HEADER;
    boolean isCut = (memory.get(JAVA_INT, header + FLAGS) & NativeCalls.MSG_TRUNC) != 0;
    return isCut ? headerLength : memory.get(JAVA_INT, header + DATAGRAM_LENGTH);
  }

  void copyQuery(int i, byte[] to, int length) {
    MemorySegment.copy(memory, JAVA_BYTE, QUERIES + i * QUERY, to, 0, length);
  }

  /** Answers datagram {@code i}; the answer leaves with {@link #send}. */
  void answer(int i, byte[] message, int length) {
    if (length > MAX_ANSWER) {
      throw new IllegalArgumentException("An answer of " + length + " bytes on UDP");
    }
    MemorySegment.copy(message, 0, memory, JAVA_BYTE, ANSWERS + answers * ANSWER, length);
    memory.set(JAVA_LONG, SENT_IOVECS + answers * IOVEC + IOVEC_LENGTH, length);
    long from = RECEIVED + i * HEADER;
    long to = SENT + answers * HEADER;
    memory.set(JAVA_LONG, to + NAME_POINTER, base + NAMES + i * NAME);
    memory.set(JAVA_INT, to + NAME_LENGTH, nameLength);
    if (controlLength != 0) {
      long used = memory.get(JAVA_LONG, from + CONTROL_LENGTH);
      if (used != 0) {
        PacketInfo.forAnswer(memory, CONTROLS + i * CONTROL, socket.family);
      }
      memory.set(JAVA_LONG, to + CONTROL_POINTER, base + CONTROLS + i * CONTROL);
      memory.set(JAVA_LONG, to + CONTROL_LENGTH, used);
    }
    answers++;
  }

  /**
   * Sends the answers. One that cannot be sent is left out, as the network may lose it too: the
   * client asks again.
   */
  void send() {
    int sent = 0;
    while (sent < answers) {
      int count =
          NativeCalls.send(
              errno,
              socket.descriptor,
              base + SENT + sent * HEADER,
              answers - sent,
              NativeCalls.MSG_DONTWAIT);
      sent += Math.max(count, 1);
    }
    answers = 0;
  }
}
