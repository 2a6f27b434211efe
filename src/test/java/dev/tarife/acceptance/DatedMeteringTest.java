package dev.tarife.acceptance;

import static dev.tarife.acceptance.Shown.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.UsageRecord;
import dev.tarife.table.read.TablesReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the sheet Metering with dates, worked out by hand. */
@Tag("slow")
class DatedMeteringTest {
  private static final String BOOK = "metering.xlsx";
  private static final String SHEET = "Metering";
  private static final LocalDate MAY_16 = LocalDate.of(2024, 5, 16);
  private static final List<UsageRecord> TASKS =
      List.of(
          Real.record("a", "task", "2024-05-15T23:59:59Z").count(100).build(),
          Real.record("b", "task", "2024-05-16T00:00:00Z").count(100).build());

  @TempDir private Path folder = Path.of("");
  private EditedTables tables = EditedTables.NONE;

  @BeforeEach
  void copyTheWorkbooks() {
    tables = EditedTables.copy(folder).addColumns(BOOK, SHEET, "Effective from", "Effective to");
  }

  @AfterEach
  void closeTheWorkbooks() {
    tables.close();
  }

  private List<Shown> rated() {
    return Shown.of(tables.load().rate(Real.account("us-west-2"), Real.MAY, TASKS));
  }

  @Test
  void aNewChargeBesideAnOldOneFromADay() {
    tables.meter("task", "case", "sum", "Effective from", MAY_16);
    assertThat(rated())
        .containsExactlyInAnyOrder(
            usage("task", "200", "0.04", "8"), usage("case", "100", "0.12", "12"));
  }

  @Test
  void oneWayOfCountingFollowsAnother() {
    tables
        .change(BOOK, SHEET, "Usage type", "task", "Effective to", MAY_16)
        .meter("task", "task", "sum", "Increment", 2, "Effective from", MAY_16);
    // An increment is of each task: 100 × 1, and 100 × 2.
    assertThat(rated()).containsExactly(usage("task", "300", "0.04", "12"));
  }

  @Test
  void daysBetweenTwoRowsOnWhichNoneMetersAreReported() {
    tables
        .change(BOOK, SHEET, "Usage type", "task", "Effective to", MAY_16)
        .meter("task", "task", "sum", "Effective from", MAY_16.plusDays(3))
        .save();
    assertThat(
            TablesReader.check(folder).findings().list().stream()
                .map(finding -> finding.check() + " " + finding)
                .filter(text -> text.contains("2024-05-16")))
        .singleElement()
        .asString()
        .startsWith("metering-gap metering.xlsx:Metering!")
        .contains("warning");
  }

  @Test
  void datesInTheWrongOrder() {
    tables
        .change(BOOK, SHEET, "Usage type", "task", "Effective from", MAY_16, "Effective to", MAY_16)
        .save();
    assertThat(TablesReader.check(folder).findings().lines())
        .anyMatch(
            line ->
                line.contains(
                    "effective to (2024-05-16) is not after effective from (2024-05-16); write the"
                        + " day after the last day into Effective to"));
  }
}
