package dev.kalm.server.database;

import java.nio.file.Path;

/** Which database, and where. */
public sealed interface DatabaseSettings {

  /** One file on this machine's own disk; its folder is made if it is missing. */
  record Sqlite(Path file) implements DatabaseSettings {}

  /**
   * A PostgreSQL server that several nodes may share.
   *
   * @param url as JDBC spells it: {@code jdbc:postgresql://host:5432/name}
   */
  record Postgresql(String url, String user, String password) implements DatabaseSettings {
    @Override
    public String toString() {
      return "Postgresql[url=%s, user=%s, password=hidden]".formatted(withoutParameters(), user);
    }

    /** The URL without its parameters, which may hold a password. */
    String withoutParameters() {
      int parameters = url.indexOf('?');
      return parameters < 0 ? url : url.substring(0, parameters);
    }
  }
}
