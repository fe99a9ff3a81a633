package dev.kalm.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class JobsContractTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Instant FAR =
      Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.MILLIS);

  @BothDatabases
  void aJobRunsWhenItIsDueAndComesBackWhenItSaid(Database database) {
    AtomicInteger runs = new AtomicInteger();
    try (Jobs jobs =
        new Jobs(
            database,
            "node",
            CLOCK,
            subject ->
                runs.incrementAndGet() < 3 ? Optional.of(Instant.now()) : Optional.empty())) {
      jobs.start();
      database.useTransaction(transaction -> jobs.schedule(transaction, "a", Instant.now()));
      await().atMost(Duration.ofSeconds(10)).until(() -> runs.get() == 3);
      await().atMost(Duration.ofSeconds(10)).until(() -> rows(database) == 0);
    }
  }

  @BothDatabases
  void aJobOfATransactionThatRolledBackNeverWas(Database database) {
    try (Jobs jobs = new Jobs(database, "node", CLOCK, subject -> Optional.empty())) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(() ->
                  database.useTransaction(transaction -> {
                    jobs.schedule(transaction, "a", FAR);
                    throw new IllegalStateException("no");
                  })))
          .hasMessage("no");
      assertThat(rows(database)).isZero();
    }
  }

  @BothDatabases
  void aJobFarAwayIsHastenedAndOneThatIsSoonerIsLeft(Database database) {
    List<String> ran = new CopyOnWriteArrayList<>();
    try (Jobs jobs =
        new Jobs(
            database,
            "node",
            CLOCK,
            subject -> {
              ran.add(subject);
              return Optional.of(FAR);
            })) {
      jobs.start();
      database.useTransaction(transaction -> jobs.schedule(transaction, "a", FAR));
      database.useTransaction(transaction -> jobs.schedule(transaction, "a", Instant.now()));
      await().atMost(Duration.ofSeconds(10)).until(() -> ran.size() == 1 && free(database) == 1);
      database.useTransaction(transaction -> jobs.schedule(transaction, "a", FAR.plusSeconds(1)));
      assertThat(executionTime(database)).isEqualTo(FAR.toEpochMilli());
    }
  }

  @BothDatabases
  void aJobThatIsRunningRunsAgainWhenItIsScheduledMeanwhile(Database database) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    try (Jobs jobs =
        new Jobs(
            database,
            "node",
            CLOCK,
            subject -> {
              if (runs.incrementAndGet() == 1) {
                running.countDown();
                goOn.await();
              }
              return Optional.of(FAR);
            })) {
      jobs.start();
      database.useTransaction(transaction -> jobs.schedule(transaction, "a", Instant.now()));
      assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
      database.useTransaction(transaction -> jobs.schedule(transaction, "a", Instant.now()));
      goOn.countDown();
      await().atMost(Duration.ofSeconds(10)).until(() -> runs.get() == 2);
    }
  }

  @BothDatabases
  void whatAKilledProcessHadTakenIsRunAtOnceByItsSuccessor(Database database) {
    try (Jobs jobs = new Jobs(database, "node", CLOCK, subject -> Optional.empty())) {
      database.useTransaction(transaction -> jobs.schedule(transaction, "a", Instant.now()));
    }
    database.useTransaction(transaction ->
        transaction
            .handle()
            .createUpdate(
                "UPDATE scheduled_tasks SET picked = :yes, picked_by = 'node', last_heartbeat = execution_time")
            .bind("yes", true)
            .execute());
    AtomicInteger runs = new AtomicInteger();
    try (Jobs successor =
        new Jobs(
            database,
            "node",
            CLOCK,
            subject -> {
              runs.incrementAndGet();
              return Optional.empty();
            })) {
      successor.start();
      await().atMost(Duration.ofSeconds(5)).until(() -> runs.get() == 1);
    }
  }

  @BothDatabases
  void aJobThatThrowsIsTriedAgainLaterAndACancelledOneIsGone(Database database) {
    AtomicInteger runs = new AtomicInteger();
    try (Jobs jobs =
        new Jobs(
            database,
            "node",
            CLOCK,
            subject -> {
              runs.incrementAndGet();
              throw new IllegalStateException("on purpose, by a test");
            })) {
      jobs.start();
      database.useTransaction(transaction -> jobs.schedule(transaction, "a", Instant.now()));
      await().atMost(Duration.ofSeconds(10)).until(() -> runs.get() == 1 && free(database) == 1);
      database.useTransaction(transaction -> jobs.cancel(transaction, "a"));
      assertThat(rows(database)).isZero();
    }
  }

  @BothDatabases
  void aJobThatIsCancelledWhileItRunsStaysAway(Database database) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    try (Jobs jobs =
        new Jobs(
            database,
            "node",
            CLOCK,
            subject -> {
              runs.incrementAndGet();
              running.countDown();
              cancelled.await();
              return Optional.of(Instant.now());
            })) {
      jobs.start();
      database.useTransaction(transaction -> jobs.schedule(transaction, "a", Instant.now()));
      running.await();
      database.useTransaction(transaction -> jobs.cancel(transaction, "a"));
      cancelled.countDown();
    }
    assertThat(rows(database)).isZero();
    assertThat(runs.get()).isEqualTo(1);
  }

  private static int rows(Database database) {
    return database.read(handle ->
        handle.createQuery("SELECT count(*) FROM scheduled_tasks").mapTo(Integer.class).one());
  }

  private static long executionTime(Database database) {
    return database.read(handle ->
        handle
            .createQuery("SELECT execution_time FROM scheduled_tasks")
            .map((row, _) -> row.getTimestamp("execution_time").getTime())
            .one());
  }

  private static int free(Database database) {
    return database.read(handle ->
        handle
            .createQuery("SELECT count(*) FROM scheduled_tasks WHERE picked = :no")
            .bind("no", false)
            .mapTo(Integer.class)
            .one());
  }
}
