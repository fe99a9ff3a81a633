package dev.kalm.dns.server;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Linux's control messages {@code IP_PKTINFO} and {@code IPV6_PKTINFO} (RFC 3542 section 6): with a
 * received datagram the address that it was sent to, with a sent one the address that it leaves
 * from.
 */
final class PacketInfo {

  /** Behind the control message's header of 16 bytes. */
  private static final int IPV4_INTERFACE = 16;

  private static final int IPV6_ADDRESS = 16;
  private static final int IPV6_INTERFACE = 32;

  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private PacketInfo() {}

  /** The room for one, in bytes. */
  static int space(int family) {
    return family == SocketName.AF_INET ? 32 : 40;
  }

  /**
   * Makes what was received fit to be sent: the routing table picks the interface, save for a
   * link-local address, which means something on its own interface alone.
   */
  static void forAnswer(MemorySegment memory, long at, int family) {
    if (family == SocketName.AF_INET) {
      memory.set(JAVA_INT, at + IPV4_INTERFACE, 0);
    } else if ((memory.get(NETWORK_SHORT, at + IPV6_ADDRESS) & 0xffc0) != 0xfe80) {
      memory.set(JAVA_INT, at + IPV6_INTERFACE, 0);
    }
  }
}
