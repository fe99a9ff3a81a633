package dev.kalm.server.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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
      sightings.seen("a");
      sightings.seen("other");
      assertThat(waiting).isNotDone();
      sightings.seen("b");
      waiting.get(10, TimeUnit.SECONDS);
    }
    assertThat(sightings.isIdle()).isTrue();
  }

  @Test
  void aLookBeforeTheWaitBeginsCounts() throws Exception {
    try (Sightings.Watch watch = sightings.watch(List.of("a"))) {
      sightings.seen("a");
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
      sightings.seen("a");
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
