package dev.kalm.server.database;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Brings the schema to this program's version, and refuses one that is already past it. */
final class Migrations {
  /** Where the schema's versions are: {@code V<number>__<what>.sql}, the same for both dialects. */
  static final String LOCATION = "classpath:db/migration";

  private Migrations() {}

  static void run(DataSource source, String database, String... locations) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(source)
            .locations(locations)
            .failOnMissingLocations(true)
            .cleanDisabled(true)
            .load();
    try {
      refuseNewerSchema(flyway, database);
      flyway.migrate();
    } catch (FlywayException e) {
      throw new DatabaseException(
          "The database %s could not be brought to this program's schema: %s"
              .formatted(database, firstCause(e)),
          e);
    }
  }

  private static void refuseNewerSchema(Flyway flyway, String database) {
    MigrationInfo[] all = flyway.info().all();
    Arrays.stream(all)
        .filter(migration -> migration.getState().isApplied())
        .filter(migration -> !migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .max(MigrationVersion::compareTo)
        .ifPresent(newest -> {
          throw new DatabaseException(
              "The database %s has schema version %s, and this program knows versions up to %s: a newer Kalm wrote it. Start that version again, or restore the backup that was made before the upgrade."
                  .formatted(database, newest, newestKnown(all)));
        });
  }

  private static String newestKnown(MigrationInfo[] all) {
    return Arrays.stream(all)
        .filter(migration -> migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .max(MigrationVersion::compareTo)
        .map(MigrationVersion::toString)
        .orElse("0");
  }

  private static @Nullable String firstCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
