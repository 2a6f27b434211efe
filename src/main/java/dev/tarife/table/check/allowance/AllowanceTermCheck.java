package dev.tarife.table.check.allowance;

import dev.tarife.model.Findings;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.AllowanceRow.Measure;
import dev.tarife.table.AllowanceRow.Per;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An allowance's clock, length and quantity go together. */
final class AllowanceTermCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (AllowanceRow row : reading.tables().allowances()) {
      clock(reading, row, findings);
      if ((row.lasts() == null) != (row.lastsUnit() == null)) {
        findings.error(
            "allowance-term",
            reading.cells().of(row.origin(), row.lasts() == null ? "Lasts unit" : "Lasts"),
            row.lasts() == null ? "lasts unit has no lasts" : "lasts has no lasts unit",
            "fill both, or leave both empty for a term without end");
      }
      order(
          reading,
          row,
          "Effective from",
          row.effectiveFrom(),
          "Effective to",
          row.effectiveTo(),
          findings);
      order(
          reading,
          row,
          "Starts from",
          row.startsFrom(),
          "Starts before",
          row.startsBefore(),
          findings);
      boolean rolls = row.measure() == Measure.UNITS && row.per() == Per.ACCOUNT;
      if (row.keeps() != null && (row.quantity() == null || !rolls)) {
        findings.error(
            "allowance-term",
            reading.cells().of(row.origin(), "Rolls over"),
            "an allowance "
                + (row.quantity() == null
                    ? "without a quantity"
                    : row.measure() == Measure.UNITS
                        ? "of each " + row.per().word()
                        : "in " + row.unit())
                + " does not roll over",
            "clear the cell");
      }
      if ((row.quantity() == null) != (row.unit() == null)) {
        findings.error(
            "allowance-term",
            reading.cells().of(row.origin(), row.quantity() == null ? "Unit" : "Quantity"),
            row.quantity() == null ? "unit has no quantity" : "quantity has no unit",
            "fill both, or leave both empty to free all usage");
      }
    }
    return findings;
  }

  private static void order(
      CheckContext reading,
      AllowanceRow row,
      String first,
      @Nullable LocalDate from,
      String last,
      @Nullable LocalDate to,
      Findings findings) {
    if (from != null && to != null && !from.isBefore(to)) {
      findings.error(
          "date-order",
          reading.cells().of(row.origin(), last),
          last.toLowerCase(Locale.ROOT)
              + " ("
              + to
              + ") is not after "
              + first.toLowerCase(Locale.ROOT)
              + " ("
              + from
              + ")",
          "write the day after the last day into " + last);
    }
  }

  private static void clock(CheckContext reading, AllowanceRow row, Findings findings) {
    if (row.clock() == Clock.ACTIVATION && row.feature() == null) {
      findings.error(
          "allowance-term",
          reading.cells().of(row.origin(), "Feature"),
          "the clock (activation) has no feature",
          "write the feature whose first use counts");
    }
    if (row.clock() != Clock.ACTIVATION && row.feature() != null) {
      findings.error(
          "allowance-term",
          reading.cells().of(row.origin(), "Feature"),
          "the feature ("
              + row.feature()
              + ") has no meaning with the clock ("
              + row.clock().word()
              + ")",
          "clear it, or write activation into Clock");
    }
    boolean dated = row.lasts() != null || row.startsFrom() != null || row.startsBefore() != null;
    if (row.clock() == Clock.NONE && dated) {
      findings.error(
          "allowance-term",
          reading.cells().of(row.origin(), "Clock"),
          "the clock (none) knows no length and no start",
          "clear Lasts, Lasts unit, Starts from and Starts before, or choose another clock");
    }
  }
}
