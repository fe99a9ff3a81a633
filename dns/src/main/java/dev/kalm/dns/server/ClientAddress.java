package dev.kalm.dns.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Who sent a query: an address and a port. One object is set again for each query, so that asking
 * who it was allocates nothing.
 *
 * <p>Every address is 128 bits; an IPv4 address stands in its IPv6 form {@code ::ffff:a.b.c.d} (RFC
 * 4291 section 2.5.5.2).
 */
final class ClientAddress {

  private static final long IPV4_MAPPED = 0xffff_0000_0000L;

  private long high;
  private long low;
  private int port;

  void setIpv4(int address, int newPort) {
    high = 0;
    low = IPV4_MAPPED | Integer.toUnsignedLong(address);
    port = newPort;
  }

  void setIpv6(long newHigh, long newLow, int newPort) {
    high = newHigh;
    low = newLow;
    port = newPort;
  }

  void set(InetSocketAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress().getAddress());
    if (address.getAddress() instanceof Inet4Address) {
      setIpv4(bytes.getInt(), address.getPort());
    } else {
      setIpv6(bytes.getLong(), bytes.getLong(), address.getPort());
    }
  }

  /** The first 64 bits; 0 for IPv4. */
  long high() {
    return high;
  }

  /** The last 64 bits; for IPv4 {@code 0000ffff} and the address. */
  long low() {
    return low;
  }

  boolean isIpv4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  int port() {
    return port;
  }

  InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(address(high, low), port);
  }

  /** The address of two halves as this class keeps them. */
  static InetAddress address(long high, long low) {
    boolean ipv4 = high == 0 && low >>> 32 == 0xffff;
    ByteBuffer bytes =
        ipv4
            ? ByteBuffer.allocate(4).putInt((int) low)
            : ByteBuffer.allocate(16).putLong(high).putLong(low);
    try {
      return InetAddress.getByAddress(bytes.array());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
