package dev.kalm.dns.server;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * A block of addresses: {@code 192.0.2.0/24}, {@code 2001:db8::/32} (RFC 4632 section 3.1, RFC 4291
 * section 2.3).
 *
 * @param address any address of the block
 * @param length how many leading bits say whether an address belongs to it
 */
public record AddressPrefix(InetAddress address, int length) {

  public AddressPrefix {
    int bits = address instanceof Inet4Address ? 32 : 128;
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException(
          "The prefix of %s has to have 0 to %d bits, not %d"
              .formatted(address.getHostAddress(), bits, length));
    }
  }

  /**
   * Reads {@code address/length}; a single address without a length is a block of its own.
   *
   * @throws IllegalArgumentException says what is wrong with which text
   */
  public static AddressPrefix parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int bits = address instanceof Inet4Address ? 32 : 128;
      return new AddressPrefix(
          address, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is no block of addresses such as 192.0.2.0/24 or 2001:db8::/32".formatted(text), e);
    }
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }
}
