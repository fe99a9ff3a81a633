package dev.kalm.dns.zone;

import java.util.List;

/**
 * With what a zone is signed.
 *
 * @param keys all of the DNSKEY RRset; at least one signs the zone
 */
public record ZoneSigning(List<SigningKey> keys, Denial denial) {

  /** A rollover has two; more would make the DNSKEY answer too large for UDP. */
  public static final int MAX_KEYS = 4;

  public ZoneSigning {
    keys = List.copyOf(keys);
    if (keys.stream().noneMatch(SigningKey::signs)) {
      throw new IllegalArgumentException("A signed zone needs a key that signs it");
    }
    if (keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "A zone of %d keys: %d is the limit".formatted(keys.size(), MAX_KEYS));
    }
  }
}
