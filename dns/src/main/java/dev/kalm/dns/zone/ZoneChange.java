package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** One change of a zone's contents. Each may be applied twice and leaves the same zone. */
public sealed interface ZoneChange {

  /** Bytes of UTF-8; an ACME key digest has 43 (RFC 8555 section 8.4). */
  int MAX_VALUE_LENGTH = 2048;

  /** From now on {@code <id>.<zone>} exists, with or without values. */
  record AddDelegation(UUID id) implements ZoneChange {}

  /** The name goes, and its values with it. */
  record RemoveDelegation(UUID id) implements ZoneChange {}

  /**
   * One more TXT value of a delegation, which is added when it is not there. The same value again
   * is still one value, which leaves at the later of the two times.
   *
   * @param expiresAt from this moment on it is not answered
   */
  record AddTxt(UUID delegation, String value, Instant expiresAt) implements ZoneChange {
    public AddTxt {
      checkValue(delegation, value);
    }
  }

  /** The value goes, the delegation stays. */
  record RemoveTxt(UUID delegation, String value) implements ZoneChange {}

  /**
   * A TXT value of one of the service's own names.
   *
   * @param owner {@code _acme-challenge.<zone>}, {@code _acme-challenge.ns.<zone>}: a name in the
   *     zone
   */
  record AddOwnTxt(Name owner, String value, Instant expiresAt) implements ZoneChange {
    public AddOwnTxt {
      checkValue(owner, value);
    }
  }

  /** The value goes; with its last value the name goes too, unless it holds something else. */
  record RemoveOwnTxt(Name owner, String value) implements ZoneChange {}

  private static void checkValue(Object owner, String value) {
    int length = value.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_VALUE_LENGTH) {
      throw new IllegalArgumentException(
          "A TXT value of %d bytes for %s: %d is the limit"
              .formatted(length, owner, MAX_VALUE_LENGTH));
    }
  }
}
