package dev.kalm.testnet;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The records of one zone, and their text for NSD (RFC 1035 section 5). Names are as a provider's
 * panel takes them: {@code @} or the origin is the apex, a name that ends with the origin or with a
 * dot is whole, anything else is below the origin.
 */
final class ZoneFile {
  private static final Duration USUAL_TTL = Duration.ofSeconds(5);
  private static final int NEGATIVE_TTL_SECONDS = 1;
  private static final int STRING_LIMIT = 255;

  /** Types whose last word is a host name, which a panel's user writes without the dot. */
  private static final Set<String> NAMING = Set.of("NS", "CNAME", "DNAME", "MX", "PTR", "SRV");

  private record Key(String name, String type) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : type.compareTo(other.type);
    }
  }

  private final String origin;
  private final String nameServer;
  private final Map<Key, Set<String>> records = new TreeMap<>();
  private Duration ttl = USUAL_TTL;

  /**
   * A zone with nothing but its SOA and one NS record; both names are absolute, with the final dot.
   */
  ZoneFile(String origin, String nameServer) {
    this.origin = origin;
    this.nameServer = nameServer;
    records.put(new Key(origin, "NS"), new LinkedHashSet<>(List.of(nameServer)));
  }

  private ZoneFile(ZoneFile other) {
    this.origin = other.origin;
    this.nameServer = other.nameServer;
    this.ttl = other.ttl;
    other.records.forEach((key, values) -> records.put(key, new LinkedHashSet<>(values)));
  }

  ZoneFile copy() {
    return new ZoneFile(this);
  }

  /** Absolute, lower case, with the final dot; "." is the root. */
  String origin() {
    return origin;
  }

  ZoneFile set(String type, String name, Collection<String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("No values for " + type + " at " + name + ": use remove");
    }
    remove(type, name);
    return add(type, name, values);
  }

  ZoneFile add(String type, String name, Collection<String> values) {
    Key key = key(type, name);
    refuseCnameBesideOthers(key, values.size());
    Set<String> all = records.computeIfAbsent(key, _ -> new LinkedHashSet<>());
    for (String value : values) {
      all.add(canonicalValue(key.type, value));
    }
    return this;
  }

  /** For all records, whole seconds. */
  ZoneFile ttl(Duration wanted) {
    ttl = wanted;
    return this;
  }

  ZoneFile remove(String type, String name) {
    records.remove(key(type, name));
    return this;
  }

  ZoneFile delegate(String child, String childServer, InetAddress address) {
    return set("NS", child, List.of(childServer))
        .set("A", childServer, List.of(address.getHostAddress()));
  }

  String text(long serial) {
    StringBuilder text = new StringBuilder();
    text.append("$ORIGIN ").append(origin).append("\n$TTL ").append(ttl.toSeconds()).append('\n');
    text.append(
        "%s SOA %s hostmaster.%s %d 60 60 3600 %d\n"
            .formatted(origin, nameServer, nameServer, serial, NEGATIVE_TTL_SECONDS));
    records.forEach((key, values) ->
        values.forEach(value ->
            text.append(key.name)
                .append(' ')
                .append(key.type)
                .append(' ')
                .append(value)
                .append('\n')));
    return text.toString();
  }

  private Key key(String type, String name) {
    return new Key(absolute(name), type.toUpperCase(Locale.ROOT));
  }

  private String absolute(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String bare = origin.substring(0, origin.length() - 1);
    if (lower.chars().anyMatch(Character::isWhitespace) || lower.isEmpty()) {
      throw new IllegalArgumentException("Not a record's name: \"" + name + "\"; the apex is @");
    }
    if (lower.equals("@")) {
      return origin;
    }
    if (lower.endsWith(".")) {
      if (!origin.equals(".") && !lower.equals(origin) && !lower.endsWith("." + origin)) {
        throw new IllegalArgumentException(name + " is outside the zone " + origin);
      }
      return lower;
    }
    boolean whole = !bare.isEmpty() && (lower.equals(bare) || lower.endsWith("." + bare));
    return whole || origin.equals(".") ? lower + "." : lower + "." + origin;
  }

  private void refuseCnameBesideOthers(Key key, int added) {
    for (Map.Entry<Key, Set<String>> other : records.entrySet()) {
      boolean clash =
          !other.getKey().type.equals(key.type)
              && (other.getKey().type.equals("CNAME") || key.type.equals("CNAME"));
      if (other.getKey().name.equals(key.name) && clash) {
        throw new IllegalArgumentException(
            "A CNAME stands alone (RFC 1034 section 3.6.2): "
                + key.name
                + " has "
                + other.getKey().type
                + " already");
      }
    }
    int present = records.getOrDefault(key, Set.of()).size();
    if (key.type.equals("CNAME") && present + added > 1) {
      throw new IllegalArgumentException(
          "A name has one CNAME at most (RFC 2181 section 10.1): " + key.name);
    }
  }

  private static String canonicalValue(String type, String value) {
    if ((value.isBlank() && !type.equals("TXT")) || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("Not a value of a " + type + " record: \"" + value + "\"");
    }
    if (type.equals("TXT") && !value.startsWith("\"")) {
      return quoted(value);
    }
    return NAMING.contains(type) && !value.endsWith(".") ? value + "." : value;
  }

  /** One or more character strings of at most 255 bytes (RFC 1035 section 3.3.14). */
  private static String quoted(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    List<String> strings = new ArrayList<>();
    for (int start = 0; start == 0 || start < bytes.length; start += STRING_LIMIT) {
      byte[] part = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + STRING_LIMIT));
      String escaped =
          new String(part, StandardCharsets.ISO_8859_1).replace("\\", "\\\\").replace("\"", "\\\"");
      strings.add('"' + escaped + '"');
    }
    return String.join(" ", strings);
  }
}
