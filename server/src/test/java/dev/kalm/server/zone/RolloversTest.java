package dev.kalm.server.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Denial;
import dev.kalm.api.KeyState;
import dev.kalm.api.RolloverStep;
import dev.kalm.server.check.DsData;
import dev.kalm.server.check.ParentDs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RolloversTest {
  private static final Instant BEGUN = Instant.parse("2026-11-24T12:00:00Z");
  private static final DsData OLD = new DsData(1, 13, 2, "AB".repeat(32));
  private static final DsData FRESH = new DsData(2, 13, 2, "CD".repeat(32));

  private static ParentDs parent(Duration ttl) {
    return new ParentDs(
        "z.mycluster.com",
        "mycluster.com",
        List.of(new ParentDs.Said("ns1", Set.of(OLD, FRESH), ttl)),
        List.of(),
        null);
  }

  private static SignedZone zone(Duration ttl, Instant rightAt) {
    return new SignedZone(
        UUID.randomUUID(),
        Denial.COMPACT,
        BEGUN,
        3,
        RolloverStep.ADD_DS,
        BEGUN,
        new SignedZone.DsSight(ttl, rightAt, null),
        List.of(
            new SignedZone.Key(UUID.randomUUID(), 1, OLD.toString(), KeyState.ACTIVE),
            new SignedZone.Key(UUID.randomUUID(), 2, FRESH.toString(), KeyState.INCOMING)));
  }

  private static boolean mayGoOn(Duration ttl, Instant rightAt, Instant now) {
    return Rollovers.refusal(zone(ttl, rightAt), parent(ttl), now).isEmpty();
  }

  @Test
  void waitsForTheZonesOwnRecordsToLeaveCachesWhereTheParentsAreShorter() {
    Duration ttl = Duration.ofSeconds(30);
    Instant nodes = BEGUN.plus(Rollovers.NODES);
    Instant ready = nodes.plus(Rollovers.ZONE_TTL);
    assertThat(mayGoOn(ttl, BEGUN.plusSeconds(1), ready.minusMillis(1))).isFalse();
    assertThat(mayGoOn(ttl, BEGUN.plusSeconds(1), ready)).isTrue();
    // Seen right late: from then on.
    Instant late = ready.plusSeconds(3600);
    assertThat(mayGoOn(ttl, late, late.plus(Rollovers.ZONE_TTL).minusMillis(1))).isFalse();
    assertThat(mayGoOn(ttl, late, late.plus(Rollovers.ZONE_TTL))).isTrue();
  }

  @Test
  void waitsForTheParentsRecordsToLeaveCachesWhereTheyAreLonger() {
    Duration ttl = Duration.ofDays(1);
    Instant right = BEGUN.plusSeconds(7);
    assertThat(mayGoOn(ttl, right, right.plus(ttl).minusMillis(1))).isFalse();
    assertThat(mayGoOn(ttl, right, right.plus(ttl))).isTrue();
  }
}
