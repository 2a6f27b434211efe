package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warning that somebody looked at is told no more, until a row that it is about changes. */
class AcceptedWarningsTest {
  @TempDir Path folder;

  @Test
  void stockTablesHaveNoWarningThatNobodyLookedAt() {
    Findings findings = TablesReader.check(Real.TABLES).findings();
    assertThat(findings.lines()).isEmpty();
    assertThat(findings.count()).isEqualTo("no errors, 0 warnings, 10 accepted");
  }

  @Test
  void anAcceptedWarningComesBackWhenItsRowChanges() throws IOException {
    // Any kind of warning: this one is of a charge that nothing uses.
    Findings told = check(tables -> tables.add("charges.xlsx", "Charges", NEW_CHARGE));
    Finding unused =
        told.warnings().stream()
            .filter(finding -> finding.what().contains("fax"))
            .findFirst()
            .orElseThrow();
    assertThat(told.lines())
        .contains(
            "  if it is right, add a row to charges.xlsx, Accepted: Finding "
                + unused.check()
                + ", Fingerprint "
                + unused.fingerprint());

    Findings accepted =
        check(
            tables ->
                tables
                    .add("charges.xlsx", "Charges", NEW_CHARGE)
                    .add("charges.xlsx", "Accepted", accept(unused)));
    assertThat(accepted.warnings()).isEmpty();
    assertThat(accepted.accepted()).isEqualTo(11);

    Findings moved =
        check(
            tables ->
                tables
                    .addFirst("charges.xlsx", "Charges", NEW_CHARGE)
                    .add("charges.xlsx", "Accepted", accept(unused)));
    assertThat(moved.warnings()).isEmpty();

    Findings changed =
        check(
            tables ->
                tables
                    .add("charges.xlsx", "Charges", NEW_CHARGE)
                    .change("charges.xlsx", "Charges", "Charge", "fax", "Name", "Fax page, colour")
                    .add("charges.xlsx", "Accepted", accept(unused)));
    assertThat(changed.warnings().stream().map(Finding::check))
        .containsExactly("accepted-nothing", unused.check());
  }

  @Test
  void aChangedPriceIsDoubtedAgain() throws IOException {
    Findings changed =
        check(
            tables ->
                tables.edit(
                    "telephony.xlsx",
                    book -> {
                      Sheet sheet = book.getSheet("Numbers");
                      for (Row row : sheet) {
                        if ("af-south-1 DK did"
                            .equals(row.getCell(0) + " " + row.getCell(1) + " " + row.getCell(2))) {
                          row.getCell(5).setCellValue(0.0134);
                        }
                      }
                    }));
    assertThat(changed.warnings().stream().map(Finding::check))
        .containsExactly("accepted-nothing", "price-far");
  }

  @Test
  void anAcceptanceNeedsADateAPersonAndAReason() throws IOException {
    Findings findings =
        check(
            tables ->
                tables.add(
                    "charges.xlsx", "Accepted", "Finding", "price-far", "Fingerprint", "0123abcd"));
    assertThat(findings.errors().stream().map(finding -> finding.place().toString()))
        .containsExactly(
            "charges.xlsx:Accepted!D12", "charges.xlsx:Accepted!E12", "charges.xlsx:Accepted!F12");
  }

  private static final Object[] NEW_CHARGE = {
    "Charge", "fax", "Area", "messaging", "Name", "Fax page", "Unit", "message", "Kind", "usage"
  };

  private static Object[] accept(Finding finding) {
    return new Object[] {
      "Finding",
      finding.check(),
      "Fingerprint",
      finding.fingerprint(),
      "Date",
      LocalDate.of(2026, 11, 28),
      "By",
      "Elif",
      "Reason",
      "comes next month"
    };
  }

  private Findings check(Consumer<EditedTables> change) throws IOException {
    try (EditedTables tables = EditedTables.copy(Files.createTempDirectory(folder, "tables"))) {
      change.accept(tables);
      return TablesReader.check(tables.save()).findings();
    }
  }
}
