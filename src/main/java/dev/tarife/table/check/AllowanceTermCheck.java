package dev.tarife.table.check;

import dev.tarife.model.Findings;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.AllowanceRow.Clock;

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
    boolean dated = row.lasts() != null || row.startsBefore() != null;
    if (row.clock() == Clock.NONE && dated) {
      findings.error(
          "allowance-term",
          reading.cells().of(row.origin(), "Clock"),
          "the clock (none) knows no length and no start",
          "clear Lasts, Lasts unit and Starts before, or choose another clock");
    }
  }
}
