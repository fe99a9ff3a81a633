package dev.kalm.server.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SightingsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final Sightings sightings = new Sightings();

  @Test
  void aWaitEndsWhenEveryKeyWasLookedAt() throws Exception {
    try (Sightings.Watch watch = sightings.watch(List.of("a", "b"))) {
      CompletableFuture<Void> waiting = waiting(watch, LONG);
      sightings.seen(sighting("a"));
      sightings.seen(sighting("other"));
      assertThat(waiting).isNotDone();
      sightings.seen(sighting("b"));
      waiting.get(10, TimeUnit.SECONDS);
    }
    assertThat(sightings.isIdle()).isTrue();
  }

  @Test
  void aLookBeforeTheWaitBeginsCounts() throws Exception {
    try (Sightings.Watch watch = sightings.watch(List.of("a"))) {
      sightings.seen(sighting("a"));
      waiting(watch, LONG).get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aWaitEndsAtItsLimit() throws Exception {
    try (Sightings.Watch watch = sightings.watch(List.of("a"))) {
      waiting(watch, Duration.ofMillis(1)).get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void twoWhoWaitForOneKeyAreBothTold() throws Exception {
    try (Sightings.Watch one = sightings.watch(List.of("a"));
        Sightings.Watch two = sightings.watch(List.of("a"))) {
      CompletableFuture<Void> first = waiting(one, LONG);
      CompletableFuture<Void> second = waiting(two, LONG);
      sightings.seen(sighting("a"));
      first.get(10, TimeUnit.SECONDS);
      second.get(10, TimeUnit.SECONDS);
    }
    assertThat(sightings.isIdle()).isTrue();
  }

  @Test
  void onlyDelegationsThatSomebodyWaitsForAreWatched() {
    UUID id = UUID.randomUUID();
    assertThat(sightings.mayWatchDelegation(id.getMostSignificantBits())).isFalse();
    try (Sightings.Watch watch = sightings.watch(List.of(id.toString(), "a-token"))) {
      assertThat(sightings.mayWatchDelegation(id.getMostSignificantBits())).isTrue();
      assertThat(sightings.mayWatchDelegation(UUID.randomUUID().getMostSignificantBits()))
          .isFalse();
      assertThat(watch).isNotNull();
    }
    assertThat(sightings.mayWatchDelegation(id.getMostSignificantBits())).isFalse();
  }

  @Test
  void whatWasSeenIsToldOnceAndOfAFloodTheBeginning() {
    try (Sightings.Watch watch = sightings.watch(List.of("a"))) {
      for (int look = 0; look < Sightings.KEPT + 5; look++) {
        sightings.seen(sighting("a"));
      }
      assertThat(watch.drain()).hasSize(Sightings.KEPT).containsOnly(sighting("a"));
      assertThat(watch.drain()).isEmpty();
      sightings.seen(sighting("a"));
      assertThat(watch.drain()).hasSize(1);
    }
  }

  private static Sighting sighting(String key) {
    return new Sighting(key, Instant.EPOCH, "asked", "answered", Optional.of(true));
  }

  private static CompletableFuture<Void> waiting(Sightings.Watch watch, Duration limit) {
    return CompletableFuture.runAsync(() -> {
      try {
        watch.await(limit);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }
}
