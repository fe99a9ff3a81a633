package dev.kalm.dns.server;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The calls of Linux's C library for many connections at once; see {@link NativeCalls}. */
final class EpollCalls {

  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_DEL = 2;
  static final int EPOLL_CTL_MOD = 3;
  static final int EPOLLIN = 1;
  static final int EPOLLOUT = 4;
  static final int CLOEXEC = 0x80000;
  static final int NONBLOCK = 0x800;

  private static final MethodHandle LISTEN = intCall("listen", 2);
  private static final MethodHandle EPOLL_CREATE = intCall("epoll_create1", 1);
  private static final MethodHandle EVENTFD = intCall("eventfd", 2);
  private static final MethodHandle EVENTFD_WRITE =
      NativeCalls.call("eventfd_write", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle EVENTFD_READ =
      NativeCalls.call("eventfd_read", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle EPOLL_CTL =
      NativeCalls.call(
          "epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle EPOLL_WAIT =
      NativeCalls.call(
          "epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT));
  private static final MethodHandle ACCEPT =
      NativeCalls.call(
          "accept4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle RECV =
      NativeCalls.call(
          "recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle SEND =
      NativeCalls.call(
          "send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

  private EpollCalls() {}

  private static MethodHandle intCall(String function, int parameters) {
    FunctionDescriptor descriptor = FunctionDescriptor.of(JAVA_INT);
    for (int i = 0; i < parameters; i++) {
      descriptor = descriptor.appendArgumentLayouts(JAVA_INT);
    }
    return NativeCalls.call(function, descriptor);
  }

  static int listen(MemorySegment errno, int socket, int backlog) {
    try {
      return (int) LISTEN.invokeExact(errno, socket, backlog);
    } catch (Throwable e) {
      throw NativeCalls.impossible(e);
    }
  }

  static int create(MemorySegment errno) {
    try {
      return (int) EPOLL_CREATE.invokeExact(errno, CLOEXEC);
    } catch (Throwable e) {
      throw NativeCalls.impossible(e);
    }
  }

  static int eventCounter(MemorySegment errno) {
    try {
      return (int) EVENTFD.invokeExact(errno, 0, CLOEXEC | NONBLOCK);
    } catch (Throwable e) {
      throw NativeCalls.impossible(e);
    }
  }

  static int addEvent(MemorySegment errno, int counter) {
    try {
      return (int) EVENTFD_WRITE.invokeExact(errno, counter, 1L);
    } catch (Throwable e) {
      throw NativeCalls.impossible(e);
    }
  }

  /** Sets the counter back to 0; {@code value} has room for what it was. */
  static int takeEvents(MemorySegment errno, int counter, long value) {
    try {
      return (int) EVENTFD_READ.invokeExact(errno, counter, value);
    } catch (Throwable e) {
      throw NativeCalls.impossible(e);
    }
  }

  static int control(MemorySegment errno, int epoll, int operation, int descriptor, long event) {
    try {
      return (int) EPOLL_CTL.invokeExact(errno, epoll, operation, descriptor, event);
    } catch (Throwable e) {
      throw NativeCalls.impossible(e);
    }
  }

  static int await(MemorySegment errno, int epoll, long events, int count, int millis) {
    try {
      return (int) EPOLL_WAIT.invokeExact(errno, epoll, events, count, millis);
    } catch (Throwable e) {
      throw NativeCalls.impossible(e);
    }
  }

  static int accept(MemorySegment errno, int listener, long name, long length) {
    try {
      return (int) ACCEPT.invokeExact(errno, listener, name, length, CLOEXEC | NONBLOCK);
    } catch (Throwable e) {
      throw NativeCalls.impossible(e);
    }
  }

  static int receive(MemorySegment errno, int socket, long buffer, int length) {
    try {
      return (int) (long) RECV.invokeExact(errno, socket, buffer, (long) length, 0);
    } catch (Throwable e) {
      throw NativeCalls.impossible(e);
    }
  }

  static int send(MemorySegment errno, int socket, long buffer, int length) {
    try {
      return (int)
          (long) SEND.invokeExact(errno, socket, buffer, (long) length, NativeCalls.MSG_NOSIGNAL);
    } catch (Throwable e) {
      throw NativeCalls.impossible(e);
    }
  }
}
