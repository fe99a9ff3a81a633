package dev.kalm.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives each test of {@link BothDatabases} its databases, and removes them. */
final class FreshDatabases implements ArgumentsProvider {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(FreshDatabases.class);

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    BothDatabases wanted = context.getRequiredTestMethod().getAnnotation(BothDatabases.class);
    List<String> migrations =
        Stream.concat(Stream.of(Migrations.LOCATION), Stream.of(wanted.migrations())).toList();
    return Stream.of(Dialect.values())
        .map(dialect -> Arguments.of(open(dialect, migrations, context)));
  }

  private static Database open(Dialect dialect, List<String> migrations, ExtensionContext context) {
    String[] locations = migrations.toArray(String[]::new);
    return switch (dialect) {
      case SQLITE -> {
        Folder folder = Folder.create();
        context.getStore(NAMESPACE).put(folder, folder);
        yield Database.open(
            new DatabaseSettings.Sqlite(folder.path().resolve("kalm.db")), locations);
      }
      case POSTGRESQL ->
          Database.open(PostgresqlServer.shared().freshDatabase(migrations), locations);
    };
  }

  /** The folder of one SQLite database; JUnit closes it after the test's last invocation. */
  private record Folder(Path path) implements AutoCloseable {
    static Folder create() {
      try {
        return new Folder(Files.createTempDirectory("kalm-database"));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
