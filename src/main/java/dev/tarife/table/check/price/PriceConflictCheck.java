package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.table.PriceRow;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.probe.DimensionBox;
import dev.tarife.table.probe.PriceDimensions;
import dev.tarife.table.read.TelephonyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * No usage has two prices: of two rows that name equally many dimensions, and not the same ones,
 * none wins (decision A-57), unless a row that names more settles what both match; and a charge is
 * priced by one workbook.
 */
final class PriceConflictCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (List<PriceRow> rows : CompetingPrices.of(reading)) {
      PriceRow first = rows.get(0);
      if (CompetingPrices.isOnCard(first)) {
        continue;
      }
      if (reading.tables().card().prices(first.charge())) {
        twoWorkbooks(reading, first, findings);
      }
      for (int i = 0; i < rows.size(); i++) {
        for (PriceRow other : rows.subList(0, i)) {
          conflict(reading, rows.get(i), other, rows, findings);
        }
      }
    }
    return findings;
  }

  private static void twoWorkbooks(CheckContext reading, PriceRow row, Findings findings) {
    PriceRow other =
        reading.tables().card().rows().stream()
            .filter(onCard -> onCard.charge().equals(row.charge()))
            .findFirst()
            .orElseThrow();
    findings.add(
        Finding.error(
                "price-twice",
                reading.cells().of(row.origin(), "Charge"),
                "the charge (" + row.charge() + ") is priced in " + TelephonyReader.FILE + " too",
                "price it in one of the two")
            .of(row.origin(), other.origin())
            .shownBy(
                row.specificity() == 0
                    ? reading.examples().of(other, null, Outcome.TWO_PRICES)
                    : null));
  }

  private static void conflict(
      CheckContext reading, PriceRow row, PriceRow other, List<PriceRow> rows, Findings findings) {
    PriceDimensions space = reading.made().space();
    if (row.item().equals(other.item()) || row.specificity() != other.specificity()) {
      return;
    }
    DimensionBox both = space.box(row).meet(space.box(other));
    if (both == null) {
      return;
    }
    List<DimensionBox> settled =
        rows.stream()
            .filter(third -> third.specificity() > row.specificity())
            .map(space::box)
            .toList();
    List<DimensionBox> open = new ArrayList<>();
    for (DimensionBox part : reading.made().within(row.charge(), both)) {
      open.addAll(part.without(settled));
    }
    if (open.isEmpty()) {
      return;
    }
    CounterExample example =
        open.stream()
            .map(box -> reading.examples().of(row.charge(), box, Outcome.TWO_PRICES))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    findings.add(
        Finding.error(
                "price-ambiguous",
                reading.cells().of(row.origin(), "Unit price"),
                "the row and row "
                    + other.origin().row()
                    + " can price the same usage, and neither names more than the other",
                "let one of them name more of Plan, Region, Country, Number type")
            .of(row.origin(), other.origin())
            .shownBy(example));
  }
}
