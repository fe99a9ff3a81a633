package dev.kalm.dns.server;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;

/** Linux's {@code sockaddr_in} and {@code sockaddr_in6}: an address and a port off the heap. */
final class SocketName {

  static final int IPV4_LENGTH = 16;
  static final int IPV6_LENGTH = 28;

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private static final int PORT = 2;
  private static final int IPV4_ADDRESS = 4;
  private static final int IPV6_ADDRESS = 8;
  private static final int IPV6_SCOPE = 24;

  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt NETWORK_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong NETWORK_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketName() {}

  static int family(InetAddress address) {
    return address instanceof Inet4Address ? AF_INET : AF_INET6;
  }

  static MemorySegment of(InetSocketAddress address, Arena arena) {
    byte[] bytes = address.getAddress().getAddress();
    int family = family(address.getAddress());
    boolean isIpv4 = family == AF_INET;
    MemorySegment name = arena.allocate(isIpv4 ? IPV4_LENGTH : IPV6_LENGTH, Long.BYTES);
    name.set(JAVA_SHORT, 0, (short) family);
    name.set(NETWORK_SHORT, PORT, (short) address.getPort());
    name.asSlice(isIpv4 ? IPV4_ADDRESS : IPV6_ADDRESS).copyFrom(MemorySegment.ofArray(bytes));
    if (address.getAddress() instanceof Inet6Address ipv6) {
      name.set(JAVA_INT, IPV6_SCOPE, ipv6.getScopeId());
    }
    return name;
  }

  /** Reads the name of that family at {@code at}. */
  static void read(MemorySegment memory, long at, int family, ClientAddress client) {
    int port = Short.toUnsignedInt(memory.get(NETWORK_SHORT, at + PORT));
    if (family == AF_INET) {
      client.setIpv4(memory.get(NETWORK_INT, at + IPV4_ADDRESS), port);
    } else {
      client.setIpv6(
          memory.get(NETWORK_LONG, at + IPV6_ADDRESS),
          memory.get(NETWORK_LONG, at + IPV6_ADDRESS + Long.BYTES),
          port);
    }
  }
}
