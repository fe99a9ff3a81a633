package dev.kalm.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLI =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.kalm.cli");

  @Test
  void onlyServeSeesTheServer() {
    ArchRuleDefinition.classes()
        .that()
        .doNotHaveSimpleName("ServeCommand")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.kalm.cli..",
            "dev.kalm.api..",
            "java..",
            "picocli..",
            "tools.jackson..",
            "org.jspecify.annotations..")
        .check(CLI);
  }

  @Test
  void onlyMainReadsTheSystemClock() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLI);
  }

  @Test
  void hasNoCycles() {
    slices()
        .matching("dev.kalm.cli.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLI);
  }
}
