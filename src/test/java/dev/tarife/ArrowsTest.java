package dev.tarife;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows between the rooms run one way. */
@AnalyzeClasses(packages = "dev.tarife", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule ROOMS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy("dev.tarife.model..")
          .layer("sheet")
          .definedBy("dev.tarife.sheet..")
          .layer("table")
          .definedBy("dev.tarife.table..")
          .layer("metering")
          .definedBy("dev.tarife.metering..")
          .layer("connect")
          .definedBy("dev.tarife.connect..")
          .layer("duckdb")
          .definedBy("dev.tarife.duckdb..")
          .layer("rating")
          .definedBy("dev.tarife.rating..")
          .layer("scenario")
          .definedBy("dev.tarife.scenario..")
          .layer("bundle")
          .definedBy("dev.tarife.bundle..")
          .layer("billing")
          .definedBy("dev.tarife.billing..")
          .layer("compare")
          .definedBy("dev.tarife.compare..")
          .layer("edit")
          .definedBy("dev.tarife.edit..")
          .layer("report")
          .definedBy("dev.tarife.report..")
          .layer("cli")
          .definedBy("dev.tarife.cli..")
          .layer("web")
          .definedBy("dev.tarife.web..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("compare")
          .mayOnlyBeAccessedByLayers("cli", "web", "report")
          .whereLayer("edit")
          .mayOnlyBeAccessedByLayers("cli", "web")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("cli", "web")
          .whereLayer("billing")
          .mayOnlyBeAccessedByLayers("cli", "web", "report", "compare")
          .whereLayer("bundle")
          .mayOnlyBeAccessedByLayers("cli", "web", "billing", "compare")
          .whereLayer("scenario")
          .mayOnlyBeAccessedByLayers("cli", "web", "bundle", "edit", "report")
          .whereLayer("rating")
          .mayOnlyBeAccessedByLayers(
              "cli", "web", "report", "billing", "bundle", "compare", "edit", "scenario")
          .whereLayer("connect")
          .mayOnlyBeAccessedByLayers("cli", "web", "report", "billing", "scenario")
          .whereLayer("metering")
          .mayOnlyBeAccessedByLayers(
              "cli", "web", "report", "billing", "rating", "connect", "scenario")
          .whereLayer("duckdb")
          .mayOnlyBeAccessedByLayers(
              "cli", "web", "billing", "connect", "metering", "report", "scenario")
          .whereLayer("sheet")
          .mayOnlyBeAccessedByLayers("table", "cli", "web", "compare", "edit");

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("dev.tarife.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_THE_SERVICE =
      slices().matching("dev.tarife.web.(*)..").should().beFreeOfCycles();

  /** Reading checks what it read, checks probe for counter-examples, and all speak of the rows. */
  @ArchTest
  static final ArchRule NO_CYCLES_IN_THE_TABLES =
      slices().matching("dev.tarife.table.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_THE_COMMAND_LINE =
      slices().matching("dev.tarife.cli.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_METERING =
      slices().matching("dev.tarife.metering.(*)..").should().beFreeOfCycles();

  /** What counts does not know where usage is kept, and no reader knows what is asked of it. */
  @ArchTest
  static final ArchRule INPUT_KNOWS_NO_TERM =
      noClasses()
          .that()
          .resideInAPackage("dev.tarife.metering.input..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.tarife.metering.terms..",
              "dev.tarife.metering.memory..",
              "dev.tarife.metering.bulk..",
              "dev.tarife.metering.stored..");

  @ArchTest
  static final ArchRule ONLY_THE_SERVICE_KEEPS_USAGE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tarife.metering.stored..", "dev.tarife.web..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tarife.metering.stored..");

  @ArchTest
  static final ArchRule ONLY_SHEETS_KNOW_THE_FILE_FORMAT =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tarife.sheet..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tarife.sheet.ooxml..");

  @ArchTest
  static final ArchRule ONLY_READING_RUNS_THE_CHECKS =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tarife.table.read..", "dev.tarife.table.check..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tarife.table.check..");

  /** Else the other commands would need the service's libraries. */
  @ArchTest
  static final ArchRule ONLY_THE_SERVICE_KNOWS_SPRING =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tarife.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "jakarta..", "org.thymeleaf..");

  @ArchTest
  static final ArchRule MODEL_HAS_NO_LIBRARY =
      classes()
          .that()
          .resideInAPackage("dev.tarife.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "dev.tarife.model..");

  @ArchTest
  static final ArchRule RATING_KNOWS_NO_FILE_FORMAT =
      noClasses()
          .that()
          .resideInAPackage("dev.tarife.rating..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.poi..", "org.dhatim..", "tools.jackson..", "org.duckdb..", "java.sql..");

  @ArchTest
  static final ArchRule ONLY_EDITING_NEEDS_A_SPREADSHEET_LIBRARY =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tarife.edit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.poi..", "org.openxmlformats..");

  @ArchTest
  static final ArchRule SHEETS_KNOW_NO_PRICE =
      noClasses()
          .that()
          .resideInAPackage("dev.tarife.sheet..")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("Money");

  @ArchTest
  static final ArchRule NOBODY_ASKS_THE_MACHINES_CLOCK =
      noClasses()
          .should()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.YearMonth.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
