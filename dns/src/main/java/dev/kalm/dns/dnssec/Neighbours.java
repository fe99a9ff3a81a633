package dev.kalm.dns.dnssec;

import dev.kalm.dns.message.Name;

/**
 * The names next to a name in canonical order (RFC 4034 section 6.1), in the manner of RFC 4471.
 * They are in the zone, in lower case where they differ.
 *
 * <p>Names that mean something are taken to have no byte 255 in them.
 */
final class Neighbours {

  private static final char FIRST = '\0';
  private static final char LAST = '\u00ff';
  private static final int LABEL_WITH_ONE_BYTE = 2;

  private Neighbours() {}

  /**
   * The name right after {@code name}: its first child; after a name that is too long for children,
   * what is {@link #afterAllBelow} it.
   */
  static Name successor(Name name, Name apex) {
    return hasRoom(name, LABEL_WITH_ONE_BYTE)
        ? name.child(String.valueOf(FIRST))
        : afterAllBelow(name, apex);
  }

  /**
   * The name right after all names below {@code name}; the apex after the zone's last name, as the
   * chain of NSEC records goes round (RFC 4034 section 4.1.1).
   */
  static Name afterAllBelow(Name name, Name apex) {
    if (name.equals(apex)) {
      return apex;
    }
    Name parent = name.parent();
    String label = firstLabel(name);
    if (label.length() < Name.MAX_LABEL_LENGTH && hasRoom(name, 1)) {
      return parent.child(label + FIRST);
    }
    int end = label.length();
    while (end > 0 && label.charAt(end - 1) == LAST) {
      end--;
    }
    return end == 0
        ? afterAllBelow(parent, apex)
        : parent.child(label.substring(0, end - 1) + after(label.charAt(end - 1)));
  }

  /**
   * A name before {@code name} with no name between the two that means something. It is {@code
   * name}'s parent if there is none at all between those.
   *
   * @throws IllegalArgumentException when {@code name} is not below {@code apex}
   */
  static Name predecessor(Name name, Name apex) {
    if (name.equals(apex) || !name.isSubdomainOf(apex)) {
      throw new IllegalArgumentException(
          "%s has no predecessor in the zone %s: it is not below it".formatted(name, apex));
    }
    Name parent = name.parent();
    String label = firstLabel(name);
    String front = label.substring(0, label.length() - 1);
    char last = label.charAt(label.length() - 1);
    if (last == FIRST) {
      return front.isEmpty() ? parent : lastBelow(parent.child(front));
    }
    String before = front + before(last);
    return before.length() < Name.MAX_LABEL_LENGTH && hasRoom(name, 1)
        ? parent.child(before + LAST)
        : lastBelow(parent.child(before));
  }

  /** A name behind all names below {@code name} that mean something. */
  private static Name lastBelow(Name name) {
    return hasRoom(name, LABEL_WITH_ONE_BYTE) ? name.child(String.valueOf(LAST)) : name;
  }

  private static boolean hasRoom(Name name, int bytes) {
    return name.length() + bytes <= Name.MAX_LENGTH;
  }

  private static String firstLabel(Name name) {
    StringBuilder label = new StringBuilder(name.labels().getFirst());
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        label.setCharAt(i, Character.toLowerCase(c));
      }
    }
    return label.toString();
  }

  /** Upper case letters count as lower case ones, so '[' follows on '@'. */
  private static char after(char c) {
    return c == '@' ? '[' : (char) (c + 1);
  }

  private static char before(char c) {
    return c == '[' ? '@' : (char) (c - 1);
  }
}
