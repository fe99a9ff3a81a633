package dev.kalm.server.overview;

import dev.kalm.api.Attention;
import dev.kalm.api.Attention.AttentionTarget;
import dev.kalm.api.AttentionKind;
import dev.kalm.api.Issuance;
import dev.kalm.api.MissingSetting;
import dev.kalm.api.Problem;
import dev.kalm.api.Severity;
import dev.kalm.api.TargetType;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.overview.OverviewStore.Broken;
import dev.kalm.server.overview.OverviewStore.Trouble;
import dev.kalm.server.overview.OverviewStore.Troubled;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What needs attention, in words: what is wrong, of which name, and what to do. */
final class AttentionText {
  /** With less than a quarter left between the planned renewal and the end, it is urgent. */
  private static final int URGENT = 4;

  private AttentionText() {}

  static Attention certificate(
      Trouble trouble, Troubled one, List<String> names, @Nullable Issuance issuance, Instant now) {
    String name = names.isEmpty() ? one.id() : names.getFirst();
    AttentionTarget target = new AttentionTarget(TargetType.CERTIFICATE, one.id());
    return switch (trouble) {
      case FAILING -> failing(one, name, issuance, target, now);
      case EXPIRED ->
          new Attention(
              Severity.ERROR,
              AttentionKind.CERTIFICATE_EXPIRED,
              name + " has expired",
              "It ended on " + day(one.notAfter()) + "." + standing(issuance),
              issuance == null ? "Renew it now." : null,
              target);
      case EXPIRING ->
          new Attention(
              isUrgent(one, now) ? Severity.ERROR : Severity.WARNING,
              AttentionKind.CERTIFICATE_EXPIRING,
              name + " ends soon, and its renewal is late",
              "It ends on "
                  + day(one.notAfter())
                  + ", and was to be renewed on "
                  + day(one.renewAt())
                  + "."
                  + standing(issuance),
              issuance == null ? "Renew it now." : null,
              target);
      case WAITING ->
          new Attention(
              one.notAfter() == null ? Severity.INFO : Severity.WARNING,
              AttentionKind.CERTIFICATE_WAITING,
              name + " waits for DNS records",
              issuance == null ? "It waits for records." : sentence(issuance.detail()),
              "Add the records that the certificate shows at your DNS provider: it goes on by itself as soon as they are seen.",
              target);
    };
  }

  private static Attention failing(
      Troubled one, String name, @Nullable Issuance issuance, AttentionTarget target, Instant now) {
    @Nullable Problem problem = issuance == null ? null : issuance.problem();
    @Nullable Instant notAfter = one.notAfter();
    String rest = "";
    if (notAfter != null) {
      rest =
          (notAfter.isBefore(now) ? " It ended on " : " It is good until ") + day(notAfter) + ".";
    }
    return new Attention(
        notAfter == null || isUrgent(one, now) ? Severity.ERROR : Severity.WARNING,
        AttentionKind.CERTIFICATE_FAILING,
        name + (notAfter == null ? " cannot be issued" : " cannot be renewed"),
        (problem == null ? "The last try failed." : sentence(problem.summary())) + rest,
        problem == null ? null : problem.advice(),
        target);
  }

  private static boolean isUrgent(Troubled one, Instant now) {
    @Nullable Instant notAfter = one.notAfter();
    @Nullable Instant renewAt = one.renewAt();
    if (notAfter == null || renewAt == null) {
      return true;
    }
    Duration whole = Duration.between(renewAt, notAfter);
    return Duration.between(now, notAfter).compareTo(whole.dividedBy(URGENT)) < 0;
  }

  private static String standing(@Nullable Issuance issuance) {
    return issuance == null ? "" : " Its renewal: " + sentence(issuance.detail());
  }

  static Attention delegation(Broken broken) {
    return new Attention(
        Severity.WARNING,
        AttentionKind.DELEGATION_BROKEN,
        "The CNAME of " + broken.domain() + " is " + broken.status(),
        sentence(broken.detail()),
        "Mend the record _acme-challenge."
            + broken.domain()
            + " at its DNS provider: the next renewal needs it.",
        new AttentionTarget(TargetType.DELEGATION, broken.domain()));
  }

  /**
   * @param wrong the first record that is
   */
  static Attention zone(String zone, RecordCheck wrong) {
    return new Attention(
        Severity.ERROR,
        AttentionKind.ZONE_UNREACHABLE,
        "The world does not reach " + zone,
        sentence(wrong.type() + " record of " + wrong.name() + ": " + wrong.detail()),
        "Mend it at the DNS provider of the domain above: no wildcard can be issued or renewed meanwhile.",
        new AttentionTarget(TargetType.ZONE, zone));
  }

  static Attention setup(MissingSetting missing) {
    AttentionTarget target = new AttentionTarget(TargetType.SETTINGS, missing.toString());
    return switch (missing) {
      case AUTHORITY ->
          new Attention(
              Severity.ERROR,
              AttentionKind.SETUP_INCOMPLETE,
              "No authority is ready",
              "Without an authority whose terms of service are agreed to, nothing can be issued or renewed.",
              "Choose one in the settings, and agree to its terms of service.",
              target);
      case CLUSTER ->
          new Attention(
              Severity.INFO,
              AttentionKind.SETUP_INCOMPLETE,
              "There is no place for the validation zone",
              "Wildcards are proven through a zone below a domain of yours, and none is set.",
              "Set the domain and the public addresses of this server in the settings.",
              target);
      case ADMINISTRATOR ->
          new Attention(
              Severity.INFO,
              AttentionKind.SETUP_INCOMPLETE,
              "There is no administrator",
              "Nobody can sign in: only the data folder's token is good for anything.",
              "Open the link that the server printed when it started.",
              target);
    };
  }

  private static String day(@Nullable Instant instant) {
    return instant == null ? "?" : instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** With a capital at the start and a full stop at the end. */
  private static String sentence(String text) {
    if (text.isBlank()) {
      return "Nothing more is known.";
    }
    String stripped = text.strip();
    String end = stripped.endsWith(".") || stripped.endsWith("?") ? "" : ".";
    return Character.toUpperCase(stripped.charAt(0)) + stripped.substring(1) + end;
  }
}
