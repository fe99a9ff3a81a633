package dev.kalm.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.kalm.server");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.kalm.server.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void onlyStoresAndTheDatabaseTouchJdbc() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.kalm.server.database..")
        .and()
        .haveSimpleNameNotContaining("Store")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "org.jdbi..",
            "com.zaxxer..",
            "org.sqlite..",
            "org.postgresql..")
        .check(MAIN);
  }

  @Test
  void onlyAuthorityKnowsTheAcmeLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.kalm.server.authority..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.shredzone..")
        .check(MAIN);
  }

  /** By the source, for the compiler leaves no trace of a constant's name. */
  @Test
  void onlyHttpWritesProblemDocuments() throws IOException {
    Path sources = Path.of("src/main/java/dev/kalm/server");
    try (Stream<Path> all = Files.walk(sources)) {
      List<Path> writers =
          all.filter(Files::isRegularFile).filter(ArchitectureTest::namesTheMediaType).toList();
      assertThat(writers).isNotEmpty().allMatch(path -> path.startsWith(sources.resolve("http")));
    }
  }

  private static boolean namesTheMediaType(Path source) {
    try {
      String text = Files.readString(source);
      return text.contains("problem+json") || text.contains("Problem.MEDIA_TYPE");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void onlyMainReadsTheSystemClock() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.kalm.server.Main")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(MAIN);
  }

  @Test
  void nobodyWritesToTheStandardStreams() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
        .allowEmptyShould(true)
        .check(
            MAIN.that(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "not Main", type -> !type.getName().equals("dev.kalm.server.Main"))));
  }

  @Test
  void theServerDoesNotKnowItsClients() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.kalm.cli..", "dev.kalm.testnet..")
        .check(MAIN);
  }
}
