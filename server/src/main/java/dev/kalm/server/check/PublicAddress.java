package dev.kalm.server.check;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which addresses the internet can reach (RFC 6890). */
public final class PublicAddress {
  private static final int UNIQUE_LOCAL_MASK = 0xfe;
  private static final int UNIQUE_LOCAL = 0xfc;

  private PublicAddress() {}

  /** Whether the internet could reach a machine at this address. */
  public static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = Byte.toUnsignedInt(bytes[0]);
    int second = Byte.toUnsignedInt(bytes[1]);
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return address instanceof Inet4Address
        ? first != 0 && first < 240 && !isShared(first, second) && !isReserved(bytes)
        : (first & UNIQUE_LOCAL_MASK) != UNIQUE_LOCAL && !isDocumentation6(bytes);
  }

  /** RFC 6598: what providers put their customers behind. */
  private static boolean isShared(int first, int second) {
    return first == 100 && (second & 0xc0) == 64;
  }

  /** Documentation and benchmarks: RFC 5737, RFC 2544; and RFC 6890's protocol assignments. */
  private static boolean isReserved(byte[] address) {
    int first = Byte.toUnsignedInt(address[0]);
    int second = Byte.toUnsignedInt(address[1]);
    int third = Byte.toUnsignedInt(address[2]);
    return switch (first) {
      case 192 -> second == 0 && (third == 0 || third == 2);
      case 198 -> (second & 0xfe) == 18 || (second == 51 && third == 100);
      case 203 -> second == 0 && third == 113;
      default -> false;
    };
  }

  /** RFC 3849. */
  private static boolean isDocumentation6(byte[] address) {
    return address[0] == 0x20
        && address[1] == 0x01
        && address[2] == 0x0d
        && address[3] == (byte) 0xb8;
  }
}
