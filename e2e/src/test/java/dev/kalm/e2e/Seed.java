package dev.kalm.e2e;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sqlite.SQLiteConfig;

/**
 * Fills a Kalm's database with copies of what it has made itself: nothing issues a thousand
 * certificates while a test waits.
 */
final class Seed implements AutoCloseable {
  private final Connection connection;

  Seed(KalmProcess kalm) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(10_000);
    connection = config.createConnection("jdbc:sqlite:" + kalm.data().resolve("kalm.db"));
    connection.setAutoCommit(false);
  }

  /**
   * One more certificate like this one, with its issuances and versions.
   *
   * @param columns what its row has instead; times are epoch milliseconds
   * @param version what the row of its version has instead, if there is one
   */
  void certificateLike(
      String template, List<String> names, Map<String, Object> columns, Map<String, Object> version)
      throws SQLException {
    String id = UUID.randomUUID().toString();
    Map<String, Object> own = new LinkedHashMap<>(columns);
    own.put("id", id);
    own.put("sort_name", names.getFirst().replace("*.", ""));
    own.put("search", String.join(" ", names));
    String versionId = UUID.randomUUID().toString();
    if (rows("certificate_version", "certificate_id", template) > 0) {
      own.put("current_version", versionId);
    }
    copy("certificate", "id", template, own);
    for (int position = 0; position < names.size(); position++) {
      insert(
          "certificate_name",
          Map.of("certificate_id", id, "position", position, "name", names.get(position)));
    }
    String issuance = UUID.randomUUID().toString();
    copyLatest("issuance", template, "started_at", Map.of("id", issuance, "certificate_id", id));
    Map<String, Object> versions = new LinkedHashMap<>(version);
    versions.put("id", versionId);
    versions.put("certificate_id", id);
    versions.put("issuance_id", issuance);
    copyLatest("certificate_version", template, "created_at", versions);
  }

  /** A copy of the table's first row, but for these columns. */
  void copyOne(String table, Map<String, Object> others) throws SQLException {
    copyWhere(table, "1 = ? ORDER BY id LIMIT 1", 1, others);
  }

  private void copy(String table, String column, String value, Map<String, Object> others)
      throws SQLException {
    copyWhere(table, column + " = ?", value, others);
  }

  private void copyLatest(String table, String certificate, String time, Map<String, Object> others)
      throws SQLException {
    copyWhere(table, "certificate_id = ? ORDER BY " + time + " DESC LIMIT 1", certificate, others);
  }

  private void copyWhere(String table, String where, Object value, Map<String, Object> others)
      throws SQLException {
    List<String> selected = new ArrayList<>();
    List<Object> arguments = new ArrayList<>();
    List<String> columns = columns(table);
    for (String column : columns) {
      boolean own = others.containsKey(column);
      selected.add(own ? "?" : column);
      if (own) {
        arguments.add(others.get(column));
      }
    }
    arguments.add(value);
    run(
        "INSERT INTO %s (%s) SELECT %s FROM %s WHERE %s"
            .formatted(
                table, String.join(", ", columns), String.join(", ", selected), table, where),
        arguments);
  }

  void insert(String table, Map<String, Object> row) throws SQLException {
    List<String> columns = List.copyOf(row.keySet());
    run(
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                table,
                String.join(", ", columns),
                String.join(", ", columns.stream().map(_ -> "?").toList())),
        columns.stream().map(row::get).toList());
  }

  void commit() throws SQLException {
    connection.commit();
  }

  private int rows(String table, String column, String value) throws SQLException {
    String sql = "SELECT count(*) FROM " + table + " WHERE " + column + " = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }
  }

  private List<String> columns(String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
      while (rows.next()) {
        names.add(rows.getString("name"));
      }
    }
    return names;
  }

  private void run(String sql, List<?> arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.size(); i++) {
        statement.setObject(i + 1, arguments.get(i));
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
