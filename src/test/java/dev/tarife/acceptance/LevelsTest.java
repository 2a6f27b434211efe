package dev.tarife.acceptance;

import static dev.tarife.acceptance.Shown.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Invoice;
import dev.tarife.model.Money;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.read.TablesReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The largest or the latest of a month, and shares of a month by its seconds, by hand. */
@Tag("slow")
class LevelsTest {
  private static final String METERING = "metering.xlsx";
  private static final String CHARGES = "charges.xlsx";
  private static final List<UsageRecord> SEATS =
      List.of(
          seats("a", "sales", 10, "2024-05-02T09:00:00Z"),
          seats("b", "sales", 12, "2024-05-09T09:00:00Z"),
          seats("c", "support", 7, "2024-05-10T09:00:00Z"),
          seats("d", "sales", 8, "2024-05-20T09:00:00Z"));

  @TempDir private Path folder = Path.of("");
  private EditedTables tables = EditedTables.NONE;

  private static UsageRecord seats(String id, String team, int quantity, String start) {
    return Real.record(id, "seats", start).resourceId(team).quantity(quantity).build();
  }

  @BeforeEach
  void copyTheWorkbooks() {
    tables =
        EditedTables.copy(folder)
            .add(CHARGES, "Units", "Unit", "seat", "Base unit", "seat", "Base per unit", 1)
            .add(
                CHARGES, "Charges", "Charge", "seat", "Area", "tasks", "Name", "Seats", "Unit",
                "seat", "Kind", "usage")
            .add("prices.xlsx", "Prices", "Charge", "seat", "Unit price", 5)
            .add(METERING, "Usage types", "Code", "seats", "Name", "Seats in use");
  }

  @AfterEach
  void closeTheWorkbooks() {
    tables.close();
  }

  private List<Shown> rated(String counting, String over) {
    tables.meter("seats", "seat", counting, "Counted over", over);
    return Shown.of(tables.load().rate(Real.account("us-west-2"), Real.MAY, SEATS));
  }

  @ParameterizedTest
  @CsvSource({
    "largest, instance, 12, 60",
    "latest, instance, 8, 40",
    "largest, resource, 19, 95",
    "latest, resource, 15, 75"
  })
  void theLevelOfTheInstanceOrTheSumOfThoseOfItsResources(
      String counting, String over, String quantity, String amount) {
    assertThat(rated(counting, over)).containsExactly(usage("seat", quantity, "5", amount));
  }

  @Test
  void distinctResourcesAreNotCountedOverResources() {
    tables.meter("seats", "seat", "distinct", "Counted over", "resource").save();
    assertThat(TablesReader.check(folder).findings().lines())
        .anyMatch(
            line ->
                line.endsWith(
                    "each resource by itself is one resource; write instance or account; resource"
                        + " is for counting largest and latest"));
  }

  @Test
  void whatIsHeldForAPartOfTheMonthCostsItsShareToTheSecond() {
    tables
        .add(
            CHARGES,
            "Units",
            "Unit",
            "line-month",
            "Base unit",
            "second",
            "Base per unit",
            "seconds of month")
        .change(CHARGES, "Charges", "Charge", "seat", "Unit", "line-month")
        .meter("seats", "seat", "hours");
    UsageRecord line =
        Real.record("line", "seats", "2024-05-31T12:00:00Z")
            .endTime(Instant.parse("2024-06-10T00:00:00Z"))
            .resourceId("trunk-1")
            .build();
    // Half a day of 31: 43,200 of 2,678,400 seconds at 5 a month, 0.0806451613.
    assertThat(Shown.of(tables.load().rate(Real.account("us-west-2"), Real.MAY, List.of(line))))
        .containsExactly(usage("seat", "0.0161290323", "5", "0.0806451613"));
  }

  @Test
  void aTotalAboveTheBudgetIsSaid() {
    Invoice invoice =
        Real.tariff()
            .rate(
                Real.account("us-west-2").withBudget(Money.of("1.00")),
                Real.MAY,
                List.of(Real.record("t", "task", "2024-05-02T00:00:00Z").count(30).build()));
    assertThat(invoice.notes())
        .containsExactly("the total (1.2) is above the account's budget (1) by 0.2");
  }
}
