package dev.kalm.dns.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether {@link NativeCalls} works here. */
final class NativeSupport {

  private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64", "riscv64");

  private NativeSupport() {}

  /** Why not; empty when it works. Finds out by trying. */
  static Optional<String> obstacle() {
    String system = System.getProperty("os.name", "");
    String architecture = System.getProperty("os.arch", "");
    if (!system.equals("Linux")
        || !ARCHITECTURES.contains(architecture)
        || !ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN)) {
      return Optional.of("this is " + system + " on " + architecture);
    }
    if (!NativeSupport.class.getModule().isNativeAccessEnabled()) {
      return Optional.of("Java was started without --enable-native-access=ALL-UNNAMED");
    }
    try {
      tryCalls();
      return Optional.empty();
    } catch (IOException | RuntimeException | LinkageError e) {
      // A C library without the functions, or a sandbox that forbids a call.
      return Optional.of("calling the C library failed: " + e);
    }
  }

  /** A receiving call that works says that nothing is there. */
  private static void tryCalls() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    List<NativeSocket> sockets = NativeUdpSockets.bind(anyPort, 1);
    try {
      new DatagramBatch(sockets.getFirst()).receive(false);
    } finally {
      sockets.forEach(NativeSocket::close);
    }
    WakeCounter.open().close();
  }
}
