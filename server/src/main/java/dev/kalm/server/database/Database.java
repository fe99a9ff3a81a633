package dev.kalm.server.database;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service's database. Transactions are serializable on both dialects: work that reads, decides
 * and writes needs no locks of its own. It may run more than once, so everything outside of the
 * database belongs into {@link Transaction#afterCommit}.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final Dialect dialect;
  private final String description;
  private final Pools pools;
  private final Jdbi writer;
  private final Jdbi reader;

  /** Held by SQLite's one writer; on PostgreSQL by the one transaction that is being repeated. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final ThreadLocal<Boolean> insideTransaction = ThreadLocal.withInitial(() -> false);

  private Database(Dialect dialect, String description, Pools pools) {
    this.dialect = dialect;
    this.description = description;
    this.pools = pools;
    this.writer = Jdbi.create(pools.write());
    this.reader = Jdbi.create(pools.read());
  }

  /**
   * Connects and brings the schema up to date.
   *
   * @throws DatabaseException if the database cannot be reached, or a newer Kalm wrote it
   */
  public static Database open(DatabaseSettings settings) {
    return open(settings, Migrations.LOCATION);
  }

  static Database open(DatabaseSettings settings, String... migrations) {
    Dialect dialect;
    String description;
    switch (settings) {
      case DatabaseSettings.Sqlite sqlite -> {
        dialect = Dialect.SQLITE;
        description = sqlite.file().toString();
      }
      case DatabaseSettings.Postgresql postgresql -> {
        dialect = Dialect.POSTGRESQL;
        description = postgresql.withoutParameters();
      }
    }
    Pools pools = Pools.of(settings);
    try {
      Migrations.run(pools.migrations(), description, migrations);
      return new Database(dialect, description, pools);
    } catch (RuntimeException e) {
      pools.close();
      throw e;
    }
  }

  /**
   * Runs the work in a read-write transaction and returns once it is committed. A failure of the
   * work rolls back and is thrown on; a conflict with another transaction repeats the work.
   */
  public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
    refuseNesting("inTransaction");
    long start = System.nanoTime();
    int attempt = 1;
    try {
      while (true) {
        try {
          return attempt(work, attempt > 1);
        } catch (RuntimeException e) {
          if (attempt == Retries.MOST_ATTEMPTS || !Retries.mayCure(e)) {
            throw e;
          }
          pause(attempt, e);
          attempt++;
        }
      }
    } finally {
      logIfSlow(Duration.ofNanos(System.nanoTime() - start), attempt);
    }
  }

  /** As {@link #inTransaction}, for work without a result. */
  public void useTransaction(Consumer<Transaction> work) {
    this.<@Nullable Void>inTransaction(transaction -> {
      work.accept(transaction);
      return null;
    });
  }

  /** Runs the work on a read-only connection that sees one snapshot of the database throughout. */
  public <T extends @Nullable Object> T read(Function<Handle, T> work) {
    refuseNesting("read");
    return reader.inTransaction(work::apply);
  }

  /** As {@link #read}, for work that hands the moment on to other features. */
  public <T extends @Nullable Object> T snapshot(Function<Snapshot, T> work) {
    return this.<T>read(handle -> work.apply(new Snapshot(handle)));
  }

  /** Whether a query is answered now. */
  public boolean answers() {
    try {
      return read(handle -> handle.select("SELECT 1").mapTo(Integer.class).one()) == 1;
    } catch (RuntimeException unreachable) {
      LOG.warn("the database does not answer: {}", unreachable.getMessage());
      return false;
    }
  }

  /** Listens until it is closed. */
  public interface Announcements extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Runs the action soon after any process has committed what it {@linkplain Transaction#announce
   * announced} on the channel. Not every notice arrives, and on SQLite none does.
   *
   * @param channel letters and underscores
   */
  public Announcements onAnnouncement(String channel, Runnable action) {
    return switch (dialect) {
      case POSTGRESQL -> new Notices(pools.migrations(), channel, action);
      case SQLITE -> () -> {};
    };
  }

  public Dialect dialect() {
    return dialect;
  }

  /** Connections with transactions of their own, for the job library. */
  public DataSource dataSource() {
    return pools.jobs();
  }

  @Override
  public void close() {
    pools.close();
  }

  private <T extends @Nullable Object> T attempt(
      Function<Transaction, T> work, boolean isRepetition) {
    boolean takesTurn = dialect == Dialect.SQLITE || isRepetition;
    if (takesTurn) {
      turn.lock();
    }
    Transaction transaction;
    T result;
    insideTransaction.set(true);
    try (Handle handle = writer.open()) {
      transaction = new Transaction(handle, dialect);
      Transaction begun = transaction;
      result = handle.inTransaction(_ -> work.apply(begun));
    } finally {
      insideTransaction.remove();
      if (takesTurn) {
        turn.unlock();
      }
    }
    transaction.committed();
    return result;
  }

  private void refuseNesting(String method) {
    if (insideTransaction.get()) {
      throw new IllegalStateException(
          "%s inside a transaction would wait for itself or miss its changes: pass the Transaction on and use its handle()."
              .formatted(method));
    }
  }

  private static void pause(int attempt, RuntimeException failure) {
    try {
      Retries.pause(attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private void logIfSlow(Duration taken, int attempts) {
    if (taken.compareTo(SLOW) > 0) {
      LOG.warn(
          "A transaction took {} ms ({} attempts, called by {}).",
          taken.toMillis(),
          attempts,
          caller());
    }
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .filter(frame -> !frame.getClassName().equals(Database.class.getName()))
                .findFirst()
                .map(StackWalker.StackFrame::toString)
                .orElse("unknown"));
  }

  /** The dialect and the place, without any secret. */
  @Override
  public String toString() {
    return dialect + " " + description;
  }
}
