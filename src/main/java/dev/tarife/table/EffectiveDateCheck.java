package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * One price a day: closed dates of one item do not overlap (decision A-57), while a row without an
 * end is replaced by the next (decision A-58).
 */
final class EffectiveDateCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    for (NavigableMap<LocalDate, List<PriceRow>> item : Ladders.of(tables, doubts).items()) {
      for (Map.Entry<LocalDate, List<PriceRow>> ladder : item.entrySet()) {
        order(ladder.getValue(), findings);
        Map.Entry<LocalDate, List<PriceRow>> next = item.higherEntry(ladder.getKey());
        if (next != null) {
          follow(ladder.getValue(), next.getValue().get(0), findings);
        }
      }
    }
    return findings;
  }

  private static void order(List<PriceRow> ladder, Findings findings) {
    PriceRow first = ladder.get(0);
    for (PriceRow row : ladder) {
      if (!Ladders.from(row).isBefore(Ladders.to(row))) {
        findings.error(
            "date-order",
            Place.row(row.origin()),
            "effective to ("
                + row.effectiveTo()
                + ") is not after effective from ("
                + row.effectiveFrom()
                + ")",
            "write the day after the last day into Effective to");
      } else if (!Ladders.to(row).equals(Ladders.to(first))) {
        findings.error(
            "date-order",
            Place.row(row.origin()),
            "the row ends on another day than row "
                + first.origin().row()
                + ", which holds from the same day",
            "give all tiers of one price the same dates");
      }
    }
  }

  private static void follow(List<PriceRow> ladder, PriceRow next, Findings findings) {
    PriceRow row = ladder.get(0);
    if (row.effectiveTo() == null || Ladders.from(next).equals(row.effectiveTo())) {
      return;
    }
    if (Ladders.from(next).isBefore(row.effectiveTo())) {
      findings.error(
          "date-overlap",
          Place.row(next.origin()),
          "the row overlaps row " + row.origin().row() + ", which holds until " + row.effectiveTo(),
          "end that row on " + next.effectiveFrom() + ", or leave its Effective to empty");
    } else {
      findings.warning(
          "date-gap",
          Place.row(next.origin()),
          "nothing is priced from " + row.effectiveTo() + " to " + next.effectiveFrom(),
          "let row "
              + row.origin().row()
              + " end on "
              + next.effectiveFrom()
              + " if no gap is meant");
    }
  }
}
