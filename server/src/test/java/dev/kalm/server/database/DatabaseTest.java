package dev.kalm.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What is not the same on both databases, and what fails before there is one. */
class DatabaseTest {
  private static final String[] WITH_COUNTERS = {Migrations.LOCATION, "classpath:db/testmigration"};
  private static final String INSERT = "INSERT INTO counter (name, total) VALUES ('a', 0)";

  @TempDir Path folder;

  @Test
  void keepsSqliteForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("data/kalm.db");
    try (Database database = open(file)) {
      database.useTransaction(transaction -> transaction.handle().execute(INSERT));

      assertThat(mode(file.getParent())).isEqualTo("rwx------");
      for (String suffix : List.of("", "-wal", "-shm")) {
        assertThat(mode(file.resolveSibling("kalm.db" + suffix))).isEqualTo("rw-------");
      }
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    open(file).close();
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void setsSqliteUpToLoseNothing() {
    try (Database database = open(folder.resolve("kalm.db"))) {
      for (String pragma : List.of("journal_mode=wal", "synchronous=2", "foreign_keys=1")) {
        String name = pragma.split("=")[0];
        String value =
            database.inTransaction(transaction ->
                transaction.handle().createQuery("PRAGMA " + name).mapTo(String.class).one());
        assertThat(name + "=" + value).isEqualTo(pragma);
      }
    }
  }

  @Test
  void hasWrittenWhatItAcknowledges() throws Exception {
    Path file = folder.resolve("kalm.db");
    Path copy = Files.createDirectory(folder.resolve("copy")).resolve("kalm.db");
    try (Database database = open(file)) {
      database.useTransaction(transaction -> transaction.handle().execute(INSERT));
      // What a power cut at this moment would leave.
      Files.copy(file, copy);
      Files.copy(file.resolveSibling("kalm.db-wal"), copy.resolveSibling("kalm.db-wal"));
    }
    try (Database database = open(copy)) {
      assertThat(count(database)).isEqualTo(1);
    }
  }

  @Test
  void runsNoActionWhenTheCommitItselfFails() {
    try (Database database = open(folder.resolve("kalm.db"))) {
      List<String> actions = new ArrayList<>();

      assertThatThrownBy(() ->
              database.useTransaction(transaction -> {
                transaction.afterCommit(() -> actions.add("never"));
                transaction.handle().execute("PRAGMA defer_foreign_keys = 1");
                transaction
                    .handle()
                    .execute("INSERT INTO child (id, counter) VALUES ('1', 'none')");
              }))
          .hasStackTraceContaining("FOREIGN KEY");

      assertThat(actions).isEmpty();
      database.useTransaction(transaction -> transaction.handle().execute(INSERT));
      assertThat(count(database)).isEqualTo(1);
    }
  }

  @Test
  void waitsForAnotherProgramThatWritesToTheSqliteFile() throws Exception {
    Path file = folder.resolve("kalm.db");
    CountDownLatch started = new CountDownLatch(1);
    try (Database database = open(file);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      statement.execute("BEGIN IMMEDIATE");
      Future<?> waiting =
          threads.submit(() -> {
            started.countDown();
            database.useTransaction(transaction -> transaction.handle().execute(INSERT));
          });
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
      statement.execute("UPDATE counter SET total = 1");
      assertThat(waiting.isDone()).isFalse();
      statement.execute("COMMIT");
      waiting.get(10, TimeUnit.SECONDS);
      assertThat(count(database)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesASchemaThatANewerProgramMade(Dialect dialect) {
    DatabaseSettings settings =
        switch (dialect) {
          case SQLITE -> new DatabaseSettings.Sqlite(folder.resolve("kalm.db"));
          case POSTGRESQL -> PostgresqlServer.shared().emptyDatabase();
        };
    Database.open(settings, WITH_COUNTERS).close();

    assertThatThrownBy(() -> Database.open(settings))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("has schema version 9001")
        .hasMessageContaining("newer Kalm")
        .hasMessageContaining("backup");
    Database.open(settings, WITH_COUNTERS).close();
  }

  @Test
  void saysThatTheServerIsNotThereAndKeepsThePasswordOutOfIt() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    DatabaseSettings.Postgresql settings =
        new DatabaseSettings.Postgresql(
            "jdbc:postgresql://127.0.0.1:%d/kalm?password=s3cret".formatted(port), "k", "s3cret");

    assertThat(settings.toString()).doesNotContain("s3cret");
    assertThatThrownBy(() -> Database.open(settings))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:%d/kalm".formatted(port))
        .hasMessageContaining("refused")
        .satisfies(failure -> assertThat(everything(failure)).doesNotContain("s3cret"));
  }

  @Test
  void saysThatTheFileCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> open(file.resolve("kalm.db")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining(file.resolve("kalm.db").toString())
        .hasMessageContaining("--data");
  }

  @Test
  void logsWhoHoldsATransactionForLong() {
    Logger logger = (Logger) LoggerFactory.getLogger(Database.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try (Database database = open(folder.resolve("kalm.db"))) {
      database.useTransaction(transaction -> transaction.handle().execute(INSERT));
      assertThat(log.list).isEmpty();

      // A query that counts until the limit for slow transactions has passed.
      database.useTransaction(DatabaseTest::compute);

      assertThat(log.list)
          .singleElement()
          .satisfies(event ->
              assertThat(event.getFormattedMessage())
                  .contains("1 attempts")
                  .contains("DatabaseTest"));
    } finally {
      logger.detachAppender(log);
    }
  }

  private static void compute(Transaction transaction) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(1001)) {
      transaction
          .handle()
          .createQuery(
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT MAX(i) FROM n")
          .mapTo(Long.class)
          .one();
    }
  }

  private static Database open(Path file) {
    return Database.open(new DatabaseSettings.Sqlite(file), WITH_COUNTERS);
  }

  private static long count(Database database) {
    return database.read(
        handle -> handle.createQuery("SELECT COUNT(*) FROM counter").mapTo(Long.class).one());
  }

  private static String everything(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
