package dev.kalm.dns;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private final JavaClasses main =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.kalm.dns");

  @Test
  void theServerNeedsTheJdkAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.kalm.dns..", "java..", "javax.crypto..", "org.jspecify.annotations")
        .check(main);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.kalm.dns.(*)..").should().beFreeOfCycles().check(main);
  }

  @Test
  void aPackageKnowsNothingOfThoseAboveItAndOnlyTheServerKnowsSockets() {
    noClasses()
        .that()
        .resideInAPackage("dev.kalm.dns.message..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.kalm.dns.dnssec..", "dev.kalm.dns.zone..", "dev.kalm.dns.server..")
        .check(main);
    noClasses()
        .that()
        .resideInAPackage("dev.kalm.dns.dnssec..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.kalm.dns.zone..", "dev.kalm.dns.server..", "java.nio.channels..")
        .check(main);
    noClasses()
        .that()
        .resideInAPackage("dev.kalm.dns.zone..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.kalm.dns.server..", "java.nio.channels..")
        .check(main);
  }

  @Test
  void nobodyReadsTheSystemClock() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(main);
  }
}
