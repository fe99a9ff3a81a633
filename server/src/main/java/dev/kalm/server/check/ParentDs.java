package dev.kalm.server.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The DS records (RFC 4034 section 5) that each name server of the parent has for a zone.
 *
 * @param parent the parent zone's name
 * @param said what those said that answered
 * @param unasked why the others did not: {@code ns2.provider.net (192.0.2.2) timed out}
 * @param unknown why nothing is known; null when there is at least one answer
 */
public record ParentDs(
    String zone, String parent, List<Said> said, List<String> unasked, @Nullable String unknown) {

  /**
   * @param server {@code ns1.provider.net (192.0.2.1)}
   * @param ttl for how long caches may keep the records; nothing for none
   */
  public record Said(String server, Set<DsData> records, Duration ttl) {
    /** Those of {@code keys} that a record here leads to, and the records that lead to none. */
    private Set<String> shown(Collection<String> keys) {
      Set<String> shown = new TreeSet<>();
      for (DsData record : records) {
        shown.add(
            keys.stream()
                .filter(key -> record.leadsTo(DsData.parse(key)))
                .findFirst()
                .orElse(record.toString()));
      }
      return shown;
    }
  }

  public ParentDs {
    said = List.copyOf(said);
    unasked = List.copyOf(unasked);
  }

  /** Whether every name server has answered. */
  public boolean isComplete() {
    return unknown == null && unasked.isEmpty();
  }

  /** Whether those that answered have exactly these DS records; true also when none answered. */
  public boolean nobodyContradicts(Collection<String> wanted) {
    Set<String> exactly = new TreeSet<>(wanted);
    return said.stream().allMatch(server -> server.shown(wanted).equals(exactly));
  }

  /** Whether every name server has exactly these DS records. */
  public boolean isExactly(Collection<String> wanted) {
    return isComplete() && nobodyContradicts(wanted);
  }

  /** The longest time for which caches may keep what was seen. */
  public Duration ttl() {
    return said.stream().map(Said::ttl).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** Who shows what, in key tags: {@code ns1.provider.net (192.0.2.1) has 12345 and 999}. */
  public String shown() {
    if (unknown != null) {
      return unknown;
    }
    return Stream.concat(
            said.stream().map(server -> server.server() + " has " + tags(server.records())),
            unasked.stream())
        .collect(Collectors.joining(", "));
  }

  private static String tags(Collection<DsData> records) {
    return records.isEmpty()
        ? "none"
        : records.stream()
            .map(record -> Integer.toString(record.keyTag()))
            .distinct()
            .collect(Collectors.joining(" and "));
  }

  /**
   * A check for each DS record that the parent has to have; for a zone without keys, one for each
   * that it must not have. WRONG is what makes validating resolvers refuse the whole zone.
   *
   * @param wanted in presentation form, for keys of the zone
   * @param published the DS of every key that the zone publishes
   */
  List<RecordCheck> checks(List<String> wanted, List<String> published) {
    if (published.isEmpty()) {
      return strangers(published).stream().map(this::ofUnsigned).toList();
    }
    List<RecordCheck> checks = new ArrayList<>();
    wanted.forEach(ds -> checks.add(check(ds, published)));
    return checks;
  }

  private RecordCheck ofUnsigned(DsData stranger) {
    return new RecordCheck(
        "DS",
        zone,
        stranger.toString(),
        RecordStatus.WRONG,
        "%s has this DS record, but %s is not signed: validating resolvers, and so CAs, refuse everything in it (bogus). Delete the DS record, or sign the zone and replace it"
            .formatted(parent, zone));
  }

  private RecordCheck check(String ds, List<String> published) {
    if (unknown != null) {
      return new RecordCheck("DS", zone, ds, RecordStatus.UNKNOWN, unknown);
    }
    if (said.stream().anyMatch(server -> isBogus(server, published))) {
      return new RecordCheck(
          "DS",
          zone,
          ds,
          RecordStatus.WRONG,
          "%s's DS records match no key of %s (%s): validating resolvers, and so CAs, refuse everything in it (bogus). Replace them by this one"
              .formatted(parent, zone, shown()));
    }
    List<String> having =
        said.stream()
            .filter(server -> server.shown(List.of(ds)).contains(ds))
            .map(Said::server)
            .toList();
    if (having.isEmpty()) {
      return new RecordCheck(
          "DS",
          zone,
          ds,
          RecordStatus.MISSING,
          parent + "'s name servers do not have this DS record yet: add it");
    }
    if (having.size() < said.size()) {
      return new RecordCheck(
          "DS",
          zone,
          ds,
          RecordStatus.MISSING,
          "not every name server has the record (%s): wait until the provider has it on all of them"
              .formatted(shown()));
    }
    return new RecordCheck("DS", zone, ds, RecordStatus.OK, okay(published));
  }

  private String okay(List<String> published) {
    Set<DsData> strangers = strangers(published);
    return parent
        + " has the DS record"
        + (strangers.isEmpty()
            ? ""
            : "; its other one, of key " + tags(strangers) + ", matches no key: delete that")
        + (unasked.isEmpty() ? "" : ", though " + String.join(", ", unasked));
  }

  /** RFC 4035 section 5.2: records, and none that leads to a key. */
  private static boolean isBogus(Said server, List<String> published) {
    return !server.records().isEmpty()
        && server.records().stream().allMatch(record -> isStranger(record, published));
  }

  private Set<DsData> strangers(List<String> published) {
    return said.stream()
        .flatMap(server -> server.records().stream())
        .filter(record -> isStranger(record, published))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isStranger(DsData record, List<String> published) {
    return published.stream().noneMatch(key -> record.leadsTo(DsData.parse(key)));
  }
}
