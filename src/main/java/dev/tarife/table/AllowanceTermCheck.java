package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.table.AllowanceRow.Clock;

/** An allowance's clock, length and quantity go together. */
final class AllowanceTermCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    for (AllowanceRow row : tables.allowances()) {
      Place place = Place.row(row.origin());
      clock(row, place, findings);
      if ((row.lasts() == null) != (row.lastsUnit() == null)) {
        findings.error(
            "allowance-term",
            place,
            row.lasts() == null ? "lasts unit has no lasts" : "lasts has no lasts unit",
            "fill both, or leave both empty for a term without end");
      }
      if ((row.quantity() == null) != (row.unit() == null)) {
        findings.error(
            "allowance-term",
            place,
            row.quantity() == null ? "unit has no quantity" : "quantity has no unit",
            "fill both, or leave both empty to free all usage");
      }
    }
    return findings;
  }

  private static void clock(AllowanceRow row, Place place, Findings findings) {
    if (row.clock() == Clock.ACTIVATION && row.feature() == null) {
      findings.error(
          "allowance-term",
          place,
          "the clock (activation) has no feature",
          "write the feature whose first use counts");
    }
    if (row.clock() != Clock.ACTIVATION && row.feature() != null) {
      findings.error(
          "allowance-term",
          place,
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
          place,
          "the clock (none) knows no length and no start",
          "clear Lasts, Lasts unit and Starts before, or choose another clock");
    }
  }
}
