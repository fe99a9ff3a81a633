package dev.kalm.server.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Which failures another attempt may cure, and how long to stay away before it. */
final class Retries {
  static final int MOST_ATTEMPTS = 20;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String DEADLOCK_DETECTED = "40P01";

  private Retries() {}

  /** Whether nothing was committed and the cause is another transaction that was in the way. */
  static boolean mayCure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        int primary = sqlite.getResultCode().code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_BUSY.code
            || primary == SQLiteErrorCode.SQLITE_LOCKED.code;
      }
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return SERIALIZATION_FAILURE.equals(state) || DEADLOCK_DETECTED.equals(state);
      }
    }
    return false;
  }

  /** A random pause, up to a limit that doubles with each attempt. */
  static void pause(int attempt) throws InterruptedException {
    long limit = Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(attempt, 16));
    Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(limit) + 1));
  }
}
