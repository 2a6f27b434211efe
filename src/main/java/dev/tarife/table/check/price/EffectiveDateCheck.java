package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.table.PriceRow;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.probe.DimensionBox;
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
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (NavigableMap<LocalDate, List<PriceRow>> item :
        TierLadders.of(reading.tables(), reading.doubts()).items()) {
      for (Map.Entry<LocalDate, List<PriceRow>> ladder : item.entrySet()) {
        order(reading, ladder.getValue(), findings);
        item.tailMap(ladder.getKey(), false).values().stream()
            .map(later -> later.get(0))
            .filter(later -> overlaps(ladder.getValue().get(0), later))
            .findFirst()
            .ifPresent(later -> overlap(reading, ladder.getValue().get(0), later, findings));
      }
    }
    return findings;
  }

  private static void order(CheckContext reading, List<PriceRow> ladder, Findings findings) {
    PriceRow first = ladder.get(0);
    for (PriceRow row : ladder) {
      Place place = reading.cells().of(row.origin(), "Effective to");
      if (!row.firstDay().isBefore(row.endDay())) {
        findings.error(
            "date-order",
            place,
            "effective to ("
                + row.effectiveTo()
                + ") is not after effective from ("
                + row.effectiveFrom()
                + ")",
            "write the day after the last day into Effective to");
      } else if (!row.endDay().equals(first.endDay())) {
        findings.add(
            Finding.error(
                    "date-order",
                    place,
                    "the row ends on another day than row "
                        + first.origin().row()
                        + ", which holds from the same day",
                    "give all tiers of one price the same dates")
                .of(row.origin(), first.origin()));
      }
    }
  }

  private static boolean overlaps(PriceRow row, PriceRow later) {
    return row.effectiveTo() != null
        && row.firstDay().isBefore(row.effectiveTo())
        && later.firstDay().isBefore(row.effectiveTo());
  }

  private static void overlap(
      CheckContext reading, PriceRow row, PriceRow later, Findings findings) {
    Origin origin = later.origin();
    DimensionBox both = reading.made().space().box(row).meet(reading.made().space().box(later));
    findings.add(
        Finding.error(
                "date-overlap",
                reading.cells().of(origin, "Effective from"),
                "the row overlaps row "
                    + row.origin().row()
                    + ", which holds until "
                    + row.effectiveTo(),
                "end that row on " + later.effectiveFrom() + ", or leave its Effective to empty")
            .of(origin, row.origin())
            .shownBy(
                both == null
                    ? null
                    : reading.made().within(row.charge(), both).stream()
                        .findFirst()
                        .map(part -> reading.examples().of(row.charge(), part, Outcome.TWO_PRICES))
                        .orElse(null)));
  }
}
