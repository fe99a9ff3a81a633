package dev.kalm.server.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Columns that hold a time as epoch milliseconds, or nothing. */
public final class Moments {
  private Moments() {}

  /** Null for SQL's NULL. */
  public static @Nullable Instant orNull(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }
}
