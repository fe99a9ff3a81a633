package dev.kalm.server.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One real PostgreSQL for this JVM; it stops when the JVM does. */
public final class PostgresqlServer {
  private static final String USER = "postgres";
  private static final int MOST_CONNECTIONS = 300;

  private final EmbeddedPostgres postgres;

  /** Migrated once for each set of migrations: copying a database is quicker than migrating it. */
  private final Map<List<String>, String> templates = new HashMap<>();

  private int databases;

  private PostgresqlServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  private static final class Shared {
    static final PostgresqlServer INSTANCE = start();

    private static PostgresqlServer start() {
      try {
        return new PostgresqlServer(
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", Integer.toString(MOST_CONNECTIONS))
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .start());
      } catch (IOException e) {
        throw new IllegalStateException("PostgreSQL did not start.", e);
      }
    }
  }

  /** Starts with its first user. */
  public static PostgresqlServer shared() {
    return Shared.INSTANCE;
  }

  /** A database of its own with the production schema. */
  public DatabaseSettings.Postgresql freshDatabase() {
    return freshDatabase(List.of(Migrations.LOCATION));
  }

  synchronized DatabaseSettings.Postgresql freshDatabase(List<String> migrations) {
    String template = templates.computeIfAbsent(migrations, this::template);
    String name = nextName();
    execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    return settings(name);
  }

  /** A database without any schema. */
  synchronized DatabaseSettings.Postgresql emptyDatabase() {
    String name = nextName();
    execute("CREATE DATABASE " + name);
    return settings(name);
  }

  private String template(List<String> migrations) {
    String name = nextName();
    execute("CREATE DATABASE " + name);
    Database.open(settings(name), migrations.toArray(String[]::new)).close();
    return name;
  }

  private String nextName() {
    databases++;
    return "kalm_" + databases;
  }

  private DatabaseSettings.Postgresql settings(String name) {
    return new DatabaseSettings.Postgresql(
        "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), name), USER, USER);
  }

  private void execute(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
