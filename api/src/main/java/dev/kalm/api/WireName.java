package dev.kalm.api;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.stream.Stream;

/** How the contract spells an enum's constant: {@code DNS_01} is {@code dns-01}. */
final class WireName {
  private WireName() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E parse(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(text)) {
        return constant;
      }
    }
    String known = Stream.of(type.getEnumConstants()).map(WireName::of).collect(joining(", "));
    throw new IllegalArgumentException("'" + text + "' is not one of: " + known);
  }
}
