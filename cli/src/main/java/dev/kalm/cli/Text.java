package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateVersion;
import dev.kalm.api.Delegation;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.Issuance;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.Problem;
import dev.kalm.api.RecordStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Representations for people. Values to copy stand on lines of their own and are never cut. */
final class Text {
  /** Names are cut only where they can be looked up again. */
  private static final int MAX_NAME = 34;

  private static final int MAX_AUTHORITY = 14;

  private Text() {}

  /** After a request: the certificate, what to create in DNS, and what happens next. */
  static String requested(Certificate certificate) {
    StringBuilder text = new StringBuilder(head(certificate));
    text.append(records(certificate.records(), "at your DNS provider"));
    text.append('\n').append(next(certificate)).append('\n');
    return text.toString();
  }

  static String certificate(Certificate certificate, Instant now) {
    StringBuilder text = new StringBuilder(head(certificate));
    CertificateVersion version = certificate.version();
    if (version != null) {
      line(text, "serial", version.serial());
      line(text, "issuer", version.issuer());
      line(text, "valid", version.notBefore() + " to " + version.notAfter());
      line(text, "", daysLeft(version.notAfter(), now) + " days left");
      line(text, "SHA-256", version.fingerprintSha256());
    }
    if (certificate.renewAt() != null) {
      line(text, "renewal", certificate.renewAt().toString());
    }
    Issuance issuance = certificate.issuance();
    if (issuance != null) {
      line(text, "step", issuance.state() + ": " + issuance.detail());
      if (issuance.nextAttemptAt() != null) {
        line(text, "next look", issuance.nextAttemptAt().toString());
      }
    }
    text.append(records(certificate.records(), "at your DNS provider"));
    if (issuance != null && issuance.problem() != null) {
      text.append("\nProblem: ").append(problem(issuance.problem()));
    }
    return text.toString();
  }

  private static StringBuilder head(Certificate certificate) {
    StringBuilder text = new StringBuilder();
    text.append("Certificate ").append(certificate.id()).append('\n');
    line(text, "status", certificate.status().toString());
    for (int i = 0; i < certificate.names().size(); i++) {
      line(text, i == 0 ? "names" : "", certificate.names().get(i));
    }
    line(text, "authority", certificate.authority());
    line(text, "challenge", certificate.challenge().toString());
    line(text, "key", certificate.keyType().toString());
    if (certificate.profile() != null) {
      line(text, "profile", certificate.profile());
    }
    return text;
  }

  private static String next(Certificate certificate) {
    String show = "Follow it with: kalm cert show " + certificate.id();
    Issuance issuance = certificate.issuance();
    if (issuance == null) {
      return "Next: the order starts by itself.\n" + show;
    }
    if (issuance.state() == IssuanceState.AWAITING_DELEGATION) {
      return "Next: the order starts by itself as soon as the records are seen from outside.\n"
          + show;
    }
    return "Next: " + issuance.state() + ": " + issuance.detail() + "\n" + show;
  }

  static String delegation(Delegation delegation) {
    StringBuilder text = new StringBuilder("Delegation of " + delegation.domain() + "\n");
    Instant checked = delegation.checkedAt();
    line(text, "checked", checked == null ? "not yet" : checked.toString());
    for (String value : delegation.values()) {
      line(text, "TXT", value);
    }
    return text + records(List.of(delegation.cname()), "at the domain's DNS provider");
  }

  static boolean allInPlace(List<DnsRecord> records) {
    return records.stream().allMatch(dns -> dns.status() == RecordStatus.OK);
  }

  static String records(List<DnsRecord> records, String where) {
    if (records.isEmpty()) {
      return "";
    }
    boolean complete = allInPlace(records);
    StringBuilder text = new StringBuilder();
    text.append(
        complete
            ? "\nDNS records, all in place:\n"
            : "\nDNS records that have to be " + where + ":\n");
    for (DnsRecord dns : complete ? List.<DnsRecord>of() : records) {
      text.append("\n  ").append(dns.type()).append("  ").append(dns.status()).append('\n');
      text.append("    host   ").append(dns.name()).append('\n');
      text.append("    value  ").append(dns.value()).append('\n');
      if (dns.detail() != null && !dns.detail().isBlank()) {
        text.append("    ").append(dns.detail()).append('\n');
      }
    }
    for (DnsRecord dns : complete ? records : List.<DnsRecord>of()) {
      text.append("  ").append(dns.type()).append(' ').append(dns.name());
      text.append(" → ").append(dns.value()).append('\n');
    }
    return text.toString();
  }

  /** What failed, every mistake and every identifier's part, and what to do. */
  static String problem(Problem problem) {
    StringBuilder text = new StringBuilder(problem.summary()).append('\n');
    if (!problem.type().equals(Problem.NO_TYPE)) {
      text.append("  ").append(problem.type()).append('\n');
    }
    for (Problem.Mistake mistake : problem.errors()) {
      String place = mistake.pointer() == null ? mistake.name() : mistake.pointer();
      text.append("  ").append(place == null ? "" : place + ": ").append(mistake.detail());
      text.append('\n');
    }
    for (Problem.Subproblem part : problem.subproblems()) {
      Problem.Identifier identifier = part.identifier();
      text.append("  ").append(identifier == null ? "" : identifier.value() + ": ");
      text.append(part.detail() == null ? part.type() : part.detail()).append('\n');
    }
    if (problem.instance() != null && problem.instance().startsWith("https://")) {
      text.append("  See ").append(problem.instance()).append('\n');
    }
    if (problem.advice() != null) {
      text.append("What to do: ").append(problem.advice()).append('\n');
    }
    return text.toString();
  }

  static String certificates(List<Certificate> certificates, Instant now) {
    if (certificates.isEmpty()) {
      return "No certificates yet. Ask for one: kalm cert create www.myapp.com\n";
    }
    Table table =
        new Table("NAMES", "STATUS", "CHALLENGE", "AUTHORITY", "DAYS LEFT", "NEXT RENEWAL");
    for (Certificate certificate : certificates) {
      table.row(
          names(certificate.names()),
          certificate.status().toString(),
          certificate.challenge().toString(),
          cut(certificate.authority(), MAX_AUTHORITY),
          certificate.notAfter() == null ? "-" : "" + daysLeft(certificate.notAfter(), now),
          day(certificate.renewAt()));
    }
    return table.toString();
  }

  static String delegations(List<Delegation> delegations) {
    if (delegations.isEmpty()) {
      return "No delegations yet: the first wildcard of a domain makes its one.\n";
    }
    Table table = new Table("DOMAIN", "STATUS", "TARGET");
    for (Delegation delegation : delegations) {
      table.row(delegation.domain(), delegation.cname().status().toString(), delegation.target());
    }
    return table.toString();
  }

  private static String names(List<String> names) {
    if (names.isEmpty()) {
      return "-";
    }
    String more = names.size() == 1 ? "" : " +" + (names.size() - 1);
    return cut(names.getFirst(), MAX_NAME - more.length()) + more;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 3) + "...";
  }

  private static String day(@Nullable Instant instant) {
    return instant == null ? "-" : instant.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
  }

  private static long daysLeft(Instant notAfter, Instant now) {
    return Math.floorDiv(
        Duration.between(now, notAfter).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  static void line(StringBuilder text, String label, String value) {
    text.append("  ").append(label).append(" ".repeat(Math.max(1, 11 - label.length())));
    text.append(value).append('\n');
  }
}
