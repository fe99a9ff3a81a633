package dev.kalm.e2e;

import dev.kalm.testnet.Testnet;

/** What the CA has been asked for, by its own account. */
final class PebbleLog {
  private final Testnet box;
  private final int from;

  private PebbleLog(Testnet box) {
    this.box = box;
    this.from = box.pebble().log().length();
  }

  /** From now on. */
  static PebbleLog of(Testnet box) {
    return new PebbleLog(box);
  }

  /** Requests for a new order (RFC 8555 section 7.4), those refused for their nonce included. */
  long newOrders() {
    return count("POST /order-plz");
  }

  long issued() {
    return count("Issued certificate serial");
  }

  private long count(String text) {
    return box.pebble().log().substring(from).lines().filter(line -> line.contains(text)).count();
  }
}
