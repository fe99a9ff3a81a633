package dev.kalm.server.config;

/**
 * A PostgreSQL database.
 *
 * @param url {@code jdbc:postgresql://host:port/name}
 */
public record DatabaseConfig(String url, String user, String password) {
  @Override
  public String toString() {
    int parameters = url.indexOf('?');
    return "DatabaseConfig[url=%s, user=%s, password=hidden]"
        .formatted(parameters < 0 ? url : url.substring(0, parameters), user);
  }

  static DatabaseConfig of(Section section) {
    return new DatabaseConfig(
        // Not quoted when it is wrong: a password may stand in it.
        section.requiredSecret(
            "url",
            Parsers::postgresqlUrl,
            "the database's place, for example jdbc:postgresql://localhost/kalm"),
        section.required("user", Parsers::text, "the database's user", ""),
        section.secret("password").orElse(""));
  }
}
