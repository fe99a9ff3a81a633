package dev.kalm.e2e;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/**
 * Kalm's database read from beside it: read-only, so that a recovery after a crash stays Kalm's
 * own.
 */
final class SqliteFile implements AutoCloseable {
  private final Connection connection;

  SqliteFile(KalmProcess kalm) throws SQLException {
    Path file = kalm.data().resolve("kalm.db");
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(5_000);
    connection = config.createConnection("jdbc:sqlite:" + file);
  }

  /** The state's word of the certificate's unfinished issuance; "issued" when there is none. */
  String state(String certificate) throws SQLException {
    return text(
        "SELECT state FROM issuance WHERE certificate_id = ? AND finished_at IS NULL",
        certificate,
        "issued");
  }

  int versions(String certificate) throws SQLException {
    return Integer.parseInt(
        text(
            "SELECT count(*) FROM certificate_version WHERE certificate_id = ?", certificate, "0"));
  }

  private String text(String sql, String argument, String absent) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, argument);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : absent;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
