package dev.kalm.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;

class DatabaseContractTest {
  private static final String COUNTERS = "classpath:db/testmigration";
  private static final int THREADS = 50;
  private static final int INCREMENTS = 10;

  @BothDatabases(migrations = COUNTERS)
  void keepsWhatWasCommittedAndThenRunsTheActionsInOrder(Database database) {
    List<String> actions = new ArrayList<>();

    String result =
        database.inTransaction(transaction -> {
          insert(transaction.handle(), "a");
          transaction.afterCommit(() -> actions.add("first"));
          transaction.afterCommit(() -> {
            throw new IllegalStateException("an action that fails");
          });
          transaction.afterCommit(() -> actions.add("total is " + total(database, "a")));
          assertThat(actions).isEmpty();
          return "done";
        });

    assertThat(result).isEqualTo("done");
    assertThat(actions).containsExactly("first", "total is 0");
  }

  @BothDatabases(migrations = COUNTERS)
  void rollsBackAFailureAndThrowsItOn(Database database) {
    List<String> actions = new ArrayList<>();
    IllegalArgumentException failure = new IllegalArgumentException("no");

    assertThatThrownBy(() ->
            database.useTransaction(transaction -> {
              insert(transaction.handle(), "a");
              transaction.afterCommit(() -> actions.add("never"));
              throw failure;
            }))
        .isSameAs(failure);

    assertThat(counters(database)).isZero();
    assertThat(actions).isEmpty();
    database.useTransaction(transaction -> insert(transaction.handle(), "a"));
    assertThat(counters(database)).isEqualTo(1);
  }

  @BothDatabases(migrations = COUNTERS)
  void losesNoUpdateAmongFiftyThreadsThatReadAndThenWrite(Database database) throws Exception {
    database.useTransaction(transaction -> insert(transaction.handle(), "a"));
    Callable<Void> increment =
        () -> {
          for (int i = 0; i < INCREMENTS; i++) {
            database.useTransaction(transaction -> {
              long total = total(transaction.handle(), "a");
              transaction
                  .handle()
                  .execute("UPDATE counter SET total = ? WHERE name = 'a'", total + 1);
            });
          }
          return null;
        };

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> done :
          threads.invokeAll(IntStream.range(0, THREADS).mapToObj(_ -> increment).toList())) {
        done.get();
      }
    }

    assertThat(total(database, "a")).isEqualTo((long) THREADS * INCREMENTS);
  }

  @BothDatabases(migrations = COUNTERS)
  void showsOthersNothingBeforeTheCommit(Database database) throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(() ->
              database.useTransaction(transaction -> {
                insert(transaction.handle(), "a");
                written.countDown();
                await(looked);
              }));
      await(written);
      assertThat(counters(database)).isZero();
      looked.countDown();
      writer.get();
    }
    assertThat(counters(database)).isEqualTo(1);
  }

  @BothDatabases(migrations = COUNTERS)
  void readsOneSnapshot(Database database) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Long> seen =
          database.read(handle -> {
            long before = count(handle);
            await(
                threads.submit(() ->
                    database.useTransaction(transaction -> insert(transaction.handle(), "a"))));
            return List.of(before, count(handle));
          });
      assertThat(seen).containsExactly(0L, 0L);
    }
    assertThat(counters(database)).isEqualTo(1);
  }

  @BothDatabases(migrations = COUNTERS)
  void refusesToWriteOnAReadOnlyConnection(Database database) {
    assertThatThrownBy(() ->
            database.<Integer>read(
                handle -> handle.execute("INSERT INTO counter (name, total) VALUES ('a', 0)")))
        .hasMessageContaining("read");
    assertThat(counters(database)).isZero();
  }

  @BothDatabases(migrations = COUNTERS)
  void enforcesForeignKeysAndChecks(Database database) {
    assertThatThrownBy(() ->
            database.useTransaction(transaction ->
                transaction
                    .handle()
                    .execute("INSERT INTO child (id, counter) VALUES ('1', 'none')")))
        .hasMessageContainingAll("oreign", "ey");
  }

  @BothDatabases(migrations = COUNTERS)
  void refusesATransactionOrAReadInsideATransaction(Database database) {
    assertThatThrownBy(() -> database.useTransaction(_ -> database.useTransaction(_ -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("pass the Transaction on");
    assertThatThrownBy(() -> database.useTransaction(_ -> counters(database)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(counters(database)).isZero();
  }

  @BothDatabases(migrations = COUNTERS)
  void letsALibraryJoinATransactionWithoutEndingIt(Database database) {
    assertThatThrownBy(() ->
            database.useTransaction(transaction -> {
              try (Connection connection = transaction.dataSource().getConnection()) {
                connection.setAutoCommit(true);
                try (var statement = connection.createStatement()) {
                  statement.execute("INSERT INTO counter (name, total) VALUES ('a', 0)");
                }
                connection.commit();
              } catch (java.sql.SQLException e) {
                throw new AssertionError(e);
              }
              assertThat(count(transaction.handle())).isEqualTo(1);
              throw new IllegalStateException("roll back");
            }))
        .hasMessage("roll back");
    assertThat(counters(database)).isZero();
  }

  @BothDatabases(migrations = COUNTERS)
  void givesTheJobLibraryConnectionsThatWriteWhileOthersDo(Database database) throws Exception {
    database.useTransaction(transaction -> insert(transaction.handle(), "a"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        work.add(() -> {
          try (Connection connection = database.dataSource().getConnection();
              var statement = connection.createStatement()) {
            statement.execute("UPDATE counter SET total = total + 1");
          }
          return null;
        });
        work.add(() -> {
          database.useTransaction(
              transaction -> transaction.handle().execute("UPDATE counter SET total = total + 1"));
          return null;
        });
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    }
    assertThat(total(database, "a")).isEqualTo(200);
  }

  private static void insert(Handle handle, String name) {
    handle.execute("INSERT INTO counter (name, total) VALUES (?, 0)", name);
  }

  private static long counters(Database database) {
    return database.read(DatabaseContractTest::count);
  }

  private static long count(Handle handle) {
    return handle.createQuery("SELECT COUNT(*) FROM counter").mapTo(Long.class).one();
  }

  private static long total(Database database, String name) {
    return database.read(handle -> total(handle, name));
  }

  private static long total(Handle handle, String name) {
    return handle
        .createQuery("SELECT total FROM counter WHERE name = ?")
        .bind(0, name)
        .mapTo(Long.class)
        .one();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get(10, java.util.concurrent.TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @BothDatabases
  void whatIsCommittedIsAnnouncedToWhoeverListensOnPostgresql(Database database) {
    AtomicInteger heard = new AtomicInteger();
    try (Database.Announcements _ =
        database.onAnnouncement("test_channel", heard::incrementAndGet)) {
      if (database.dialect() == Dialect.SQLITE) {
        database.useTransaction(transaction -> transaction.announce("test_channel"));
        assertThat(heard).hasValue(0);
        return;
      }
      // Until the listener is there, nobody hears.
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> {
            database.useTransaction(transaction -> transaction.announce("test_channel"));
            return heard.get() > 0;
          });
    }
  }
}
