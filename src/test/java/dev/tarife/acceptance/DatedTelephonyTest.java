package dev.tarife.acceptance;

import static dev.tarife.acceptance.Shown.free;
import static dev.tarife.acceptance.Shown.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.UsageRecord;
import dev.tarife.table.read.TablesReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Home countries and stand-ins with dates, worked out by hand. */
@Tag("slow")
class DatedTelephonyTest {
  private static final String ALLOWANCES = "allowances.xlsx";
  private static final String HOMES = "Home countries";
  private static final String TELEPHONY = "telephony.xlsx";
  private static final String STAND_INS = "Stand-ins";
  private static final LocalDate MAY_16 = LocalDate.of(2024, 5, 16);

  @TempDir private Path folder = Path.of("");
  private EditedTables tables = EditedTables.NONE;

  @BeforeEach
  void copyTheWorkbooks() {
    tables =
        EditedTables.copy(folder)
            .addColumns(ALLOWANCES, HOMES, "Effective from", "Effective to")
            .addColumns(TELEPHONY, STAND_INS, "Effective from", "Effective to");
  }

  @AfterEach
  void closeTheWorkbooks() {
    tables.close();
  }

  @Test
  void aHomeCountryEndsOnADay() {
    tables.change(ALLOWANCES, HOMES, "Region", "us-west-2", "Effective to", MAY_16);
    UsageRecord number =
        Real.record("n", "phone-number", "2024-05-14T00:00:00Z")
            .endTime(Instant.parse("2024-05-18T00:00:00Z"))
            .resourceId("+12065550100")
            .country("US")
            .numberType("did")
            .build();
    assertThat(
            Shown.of(
                tables
                    .load()
                    .rate(Real.account("us-west-2", "2024-05-01"), Real.MAY, List.of(number))))
        .containsExactly(free("phone-number", "2"), usage("phone-number", "2", "0.03", "0.06"));
  }

  @Test
  void aStandInGivesWayToAnotherOnADay() {
    tables
        .change(TELEPHONY, STAND_INS, "Country", "GG", "Effective to", MAY_16)
        .add(
            TELEPHONY,
            STAND_INS,
            "Charge",
            "telephony-outbound",
            "Country",
            "GG",
            "Priced as country",
            "FR",
            "Effective from",
            MAY_16);
    // 0.0301 a minute to Great Britain, 0.1436 to France.
    assertThat(
            Shown.of(
                tables
                    .load()
                    .rate(
                        Real.account("us-west-2"),
                        Real.MAY,
                        List.of(
                            call("a", "2024-05-15T23:59:59Z"), call("b", "2024-05-16T00:00:00Z")))))
        .contains(
            usage("telephony-outbound", "1", "0.0301", "0.0301"),
            usage("telephony-outbound", "1", "0.1436", "0.1436"));
  }

  private static UsageRecord call(String id, String start) {
    return Real.record(id, "voice-outbound", start)
        .quantity(60)
        .country("GG")
        .numberCountry("US")
        .numberType("did")
        .build();
  }

  @Test
  void daysThatOverlapAreReported() {
    tables
        .add(
            ALLOWANCES,
            HOMES,
            "Region",
            "us-west-2",
            "Allowance",
            "did-numbers",
            "Country",
            "CA",
            "Effective from",
            MAY_16)
        .add(
            TELEPHONY,
            STAND_INS,
            "Charge",
            "telephony-outbound",
            "Country",
            "GG",
            "Priced as country",
            "FR",
            "Effective from",
            MAY_16)
        .save();
    assertThat(TablesReader.check(folder).findings().lines())
        .anyMatch(
            line ->
                line.contains(
                    "the Region (us-west-2) has a home country for the allowance (did-numbers) in"
                        + " row 7 already; delete one of the rows, or give them days that do not"
                        + " overlap"))
        .anyMatch(line -> line.contains("the row says what row 4 says"));
  }
}
