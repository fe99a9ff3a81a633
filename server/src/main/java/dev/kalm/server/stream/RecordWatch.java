package dev.kalm.server.stream;

import dev.kalm.api.ChallengeType;
import dev.kalm.server.certificate.CertificateChanges;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import dev.kalm.server.zone.Delegation;
import dev.kalm.server.zone.ValidationZone;
import dev.kalm.server.zone.ZoneService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the records of a certificate that somebody watches, for as long as they are not all
 * right: whoever adds a record sees it turn good without doing anything.
 */
public final class RecordWatch {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration LATER = Duration.ofSeconds(30);

  /** Somebody who still watches after this long has gone to do something else. */
  private static final Duration EAGER = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(RecordWatch.class);

  private final ZoneService zones;
  private final Consumer<Optional<String>> recordsSeen;
  private final CertificateChanges changes;
  private final InstantSource clock;

  /**
   * @param recordsSeen told of a domain whose CNAME has become right; of empty when a zone's
   *     records have
   */
  public RecordWatch(
      ZoneService zones,
      Consumer<Optional<String>> recordsSeen,
      CertificateChanges changes,
      InstantSource clock) {
    this.zones = zones;
    this.recordsSeen = recordsSeen;
    this.changes = changes;
    this.clock = clock;
  }

  /** Looks again and again until nobody watches. */
  void follow(CertificateWatch watch, ChallengeType challenge, List<String> domains) {
    if (challenge != ChallengeType.DNS_01) {
      return;
    }
    Instant since = clock.instant();
    while (watch.isWatched()) {
      try {
        Thread.sleep(since.plus(EAGER).isAfter(clock.instant()) ? SOON : LATER);
        if (watch.isWatched() && look(domains)) {
          changes.changed(watch.id());
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException failed) {
        LOG.warn("the records of {} could not be looked at", watch.id(), failed);
      }
    }
  }

  /** Whether there was anything to look at. */
  private boolean look(List<String> domains) {
    List<Delegation> delegations = zones.delegations(domains);
    boolean looked = false;
    for (ValidationZone zone : zones.of(delegations)) {
      if (zone.checks().isEmpty() || zone.checks().stream().anyMatch(RecordCheck::stopsIssuance)) {
        looked = true;
        if (zones.check(zone).stream().noneMatch(RecordCheck::stopsIssuance)) {
          recordsSeen.accept(Optional.empty());
        }
      }
    }
    for (Delegation delegation : delegations) {
      if (delegation.checkedAt() == null || delegation.status() != RecordStatus.OK) {
        looked = true;
        if (zones.check(delegation).status() == RecordStatus.OK) {
          recordsSeen.accept(Optional.of(delegation.domain()));
        }
      }
    }
    return looked;
  }
}
