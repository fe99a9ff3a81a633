package dev.kalm.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
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

  @Test
  void onlyHttpWritesProblemDocuments() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.kalm.server.http..")
        .should()
        .accessField(dev.kalm.api.Problem.class, "MEDIA_TYPE")
        .check(MAIN);
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
