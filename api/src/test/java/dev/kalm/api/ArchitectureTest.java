package dev.kalm.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses API =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.kalm.api");

  @Test
  void dependsOnTheJdkAndJacksonOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.kalm.api..",
            "java..",
            "javax.net.ssl..",
            "tools.jackson..",
            "com.fasterxml.jackson.annotation..",
            "org.jspecify.annotations..")
        .check(API);
  }

  @Test
  void hasNoCycles() {
    slices()
        .matching("dev.kalm.api.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(API);
  }
}
