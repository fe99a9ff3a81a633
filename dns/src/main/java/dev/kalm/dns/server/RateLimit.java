package dev.kalm.dns.server;

import java.util.List;

/**
 * How many whole answers a second clients get over UDP. What is beyond is answered with TC=1 and no
 * records, which sends an honest client to TCP and is no use for flooding a forged address.
 *
 * @param answersPerSecond for one client prefix (a /24 of IPv4, a /56 of IPv6): {@link #MIN} or
 *     more; 0 for no limit
 * @param exempt clients without a limit
 */
public record RateLimit(int answersPerSecond, List<AddressPrefix> exempt) {

  /** A CA validates from a few prefixes with bursts of questions; a limit below would hit it. */
  public static final int MIN = 100;

  public static final int MAX = 1_000_000;

  public static final RateLimit DEFAULT = new RateLimit(1000, List.of());

  public static final RateLimit OFF = new RateLimit(0, List.of());

  public RateLimit {
    exempt = List.copyOf(exempt);
    if (answersPerSecond != 0 && (answersPerSecond < MIN || answersPerSecond > MAX)) {
      throw new IllegalArgumentException(
          "A limit of %d answers a second is not possible: it is 0 for none, or %d to %d"
              .formatted(answersPerSecond, MIN, MAX));
    }
  }
}
