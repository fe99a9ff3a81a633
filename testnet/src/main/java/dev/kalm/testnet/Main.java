package dev.kalm.testnet;

import java.time.Duration;

/** {@code ./dev testnet}: starts a box, says where everything is, and runs until Ctrl-C. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    long before = System.nanoTime();
    try {
      Testnet box = Testnet.start();
      System.out.print(description(box, Duration.ofNanos(System.nanoTime() - before)));
    } catch (TestnetException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    Thread.currentThread().join();
  }

  private static String description(Testnet box, Duration took) {
    return """
    The internet in a box is up after %d ms. Ctrl-C stops it.

    resolver       %s:53
    provider       %s:53
    Kalm goes to   %s, ports 53, 80 and 8443
    ACME directory %s
    its HTTPS root %s
    management     %s
    files, logs    %s
    """
        .formatted(
            took.toMillis(),
            box.resolver().getAddress().getHostAddress(),
            box.provider().address().getHostAddress(),
            box.kalmAddress().getHostAddress(),
            box.directory(),
            box.trustAnchor(),
            box.management(),
            box.folder());
  }
}
