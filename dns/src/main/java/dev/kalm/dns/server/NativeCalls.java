package dev.kalm.dns.server;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.net.SocketException;

/**
 * The socket calls of Linux's C library. Pointers are plain numbers here, since a number costs no
 * check for each call; who passes one keeps the memory behind it alive.
 *
 * <p>Structures and constants are those of 64-bit little-endian Linux (x86-64, AArch64, RISC-V).
 * Every call takes a segment of {@link #ERRNO} for the error's number, and returns what C returns:
 * -1 for an error.
 */
final class NativeCalls {

  static final StructLayout ERRNO = Linker.Option.captureStateLayout();

  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_NOSIGNAL = 0x4000;
  static final int MSG_WAITFORONE = 0x10000;

  private static final long ERRNO_OFFSET =
      ERRNO.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SETSOCKOPT =
      call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle BIND = call("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      call("getsockname", JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SHUTDOWN = call("shutdown", JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT);
  private static final MethodHandle RECVMMSG =
      call("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle SENDMMSG =
      call("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);

  /** Keeping the error's number may make an object for each call. */
  private static final MethodHandle RECVMMSG_WITHOUT_ERRNO =
      callWithoutErrno("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);

  private static final MethodHandle SENDMMSG_WITHOUT_ERRNO =
      callWithoutErrno("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle STRERROR =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("strerror"),
              FunctionDescriptor.of(JAVA_LONG, JAVA_INT));

  private NativeCalls() {}

  private static MethodHandle call(String function, MemoryLayout... parameters) {
    return call(function, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  static MethodHandle call(String function, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function),
        descriptor,
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle callWithoutErrno(String function, MemoryLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function), FunctionDescriptor.of(JAVA_INT, parameters));
  }

  static int errno(MemorySegment errno) {
    return errno.get(JAVA_INT, ERRNO_OFFSET);
  }

  static int socket(MemorySegment errno, int family, int type) {
    try {
      return (int) SOCKET.invokeExact(errno, family, type, 0);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int setOption(
      MemorySegment errno, int socket, int level, int option, long value, int length) {
    try {
      return (int) SETSOCKOPT.invokeExact(errno, socket, level, option, value, length);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int bind(MemorySegment errno, int socket, long address, int length) {
    try {
      return (int) BIND.invokeExact(errno, socket, address, length);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int localName(MemorySegment errno, int socket, long address, long length) {
    try {
      return (int) GETSOCKNAME.invokeExact(errno, socket, address, length);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int shutdown(MemorySegment errno, int socket, int how) {
    try {
      return (int) SHUTDOWN.invokeExact(errno, socket, how);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int close(MemorySegment errno, int socket) {
    try {
      return (int) CLOSE.invokeExact(errno, socket);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /**
   * Without a timeout: recvmmsg's own is looked at only between two datagrams. A call that fails is
   * made once more, to learn why.
   */
  static int receive(MemorySegment errno, int socket, long headers, int count, int flags) {
    try {
      int received = (int) RECVMMSG_WITHOUT_ERRNO.invokeExact(socket, headers, count, flags, 0L);
      if (received >= 0) {
        return received;
      }
      return (int) RECVMMSG.invokeExact(errno, socket, headers, count, flags, 0L);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** A call that fails is made once more, to learn why. */
  static int send(MemorySegment errno, int socket, long headers, int count, int flags) {
    try {
      int sent = (int) SENDMMSG_WITHOUT_ERRNO.invokeExact(socket, headers, count, flags);
      if (sent >= 0) {
        return sent;
      }
      return (int) SENDMMSG.invokeExact(errno, socket, headers, count, flags);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** The exception for a call that has just failed. */
  static IOException failure(String call, MemorySegment errno) {
    int number = errno(errno);
    try {
      long text = (long) STRERROR.invokeExact(number);
      String message = MemorySegment.ofAddress(text).reinterpret(Long.MAX_VALUE).getString(0);
      return new SocketException(message + " (" + call + ")");
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static MemorySegment newErrno(Arena arena) {
    return arena.allocate(ERRNO);
  }

  /** C functions throw nothing; what arrives here comes from the JVM. */
  static RuntimeException impossible(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e);
  }
}
