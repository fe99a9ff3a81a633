package dev.kalm.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kalm.server.key.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The connections of one database.
 *
 * @param migrations not pooled: the migrations want several at once, and only at the start
 * @param jobs for the job library, which brings its own transactions
 */
record Pools(
    DataSource migrations, HikariDataSource write, HikariDataSource read, HikariDataSource jobs)
    implements AutoCloseable {
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(30);
  private static final Duration BUSY_WAIT = Duration.ofSeconds(10);
  private static final int READERS = 8;
  private static final int POSTGRESQL_WRITERS = 10;
  private static final int JOB_CONNECTIONS = 4;
  private static final int SQLITE_CACHE_KIB = 16 * 1024;
  private static final long SQLITE_MAPPED_BYTES = 256L * 1024 * 1024;

  static Pools of(DatabaseSettings settings) {
    return switch (settings) {
      case DatabaseSettings.Sqlite sqlite -> sqlite(sqlite.file());
      case DatabaseSettings.Postgresql postgresql -> postgresql(postgresql);
    };
  }

  private static Pools sqlite(Path file) {
    try {
      PrivateFile.createFolderOf(file);
      // SQLite gives the -wal and -shm files the permissions of this one.
      PrivateFile.createEmptyOrNarrow(file);
    } catch (IOException e) {
      throw new DatabaseException(
          "The database file %s cannot be made: %s. Give the service's user its folder, or choose another with --data."
              .formatted(file, e),
          e);
    }
    SQLiteDataSource source = sqliteSource(file, SQLiteConfig.TransactionMode.IMMEDIATE);
    HikariDataSource write = new HikariDataSource(pool("write", source, 1));
    HikariConfig read =
        pool("read", sqliteSource(file, SQLiteConfig.TransactionMode.DEFERRED), READERS);
    read.setConnectionInitSql("PRAGMA query_only = 1");
    return new Pools(
        source,
        write,
        new HikariDataSource(read),
        new HikariDataSource(pool("jobs", source, JOB_CONNECTIONS)));
  }

  private static SQLiteDataSource sqliteSource(Path file, SQLiteConfig.TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout((int) BUSY_WAIT.toMillis());
    config.setTransactionMode(mode);
    config.setCacheSize(-SQLITE_CACHE_KIB);
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, Long.toString(SQLITE_MAPPED_BYTES));
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  private static Pools postgresql(DatabaseSettings.Postgresql settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings.url());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    source.setApplicationName("kalm");
    HikariConfig write = pool("write", source, POSTGRESQL_WRITERS);
    // What SQLite's single writer gives by itself: a store behaves the same way on both.
    write.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    HikariConfig read = pool("read", source, READERS);
    read.setReadOnly(true);
    read.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    return new Pools(
        source,
        new HikariDataSource(write),
        new HikariDataSource(read),
        new HikariDataSource(pool("jobs", source, JOB_CONNECTIONS)));
  }

  private static HikariConfig pool(String name, DataSource source, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("kalm-" + name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    // The pool opens its first connection on demand: the migrations report a missing server better.
    config.setInitializationFailTimeout(-1);
    return config;
  }

  @Override
  public void close() {
    jobs.close();
    read.close();
    write.close();
  }
}
