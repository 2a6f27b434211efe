package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.table.PriceRow;
import dev.tarife.table.check.CellPlaces;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prices that climb or fall by the same step from row to row, or for one item from Region to
 * Region: a spreadsheet makes such a run when a cell is dragged down.
 */
final class DraggedCellsCheck implements Check {
  private static final int FEWEST = 4;

  /** How much steps may differ, since a price may have been rounded or corrected since. */
  private static final BigDecimal TOLERANCE = new BigDecimal("0.005");

  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    Set<Origin> told = new HashSet<>();
    for (List<PriceRow> run : runs(reading)) {
      boolean checked = run.stream().allMatch(reading::isChecked);
      if (!checked && run.stream().anyMatch(row -> told.add(row.origin()))) {
        run.forEach(row -> told.add(row.origin()));
        report(reading, run, findings);
      }
    }
    return findings;
  }

  /** The rows of every run. */
  static Set<Origin> dragged(CheckContext reading) {
    return runs(reading).stream()
        .flatMap(List::stream)
        .map(PriceRow::origin)
        .collect(Collectors.toSet());
  }

  private static List<List<PriceRow>> runs(CheckContext reading) {
    Map<String, List<PriceRow>> items = new LinkedHashMap<>();
    Map<String, List<PriceRow>> sheets = new LinkedHashMap<>();
    for (List<PriceRow> ladder : TierLadders.of(reading.tables(), reading.doubts()).all()) {
      PriceRow row = ladder.get(0);
      if (ladder.size() > 1) {
        // Tiers are meant to climb or fall.
        continue;
      }
      sheets.computeIfAbsent(row.origin().sheet() + row.charge(), s -> new ArrayList<>()).add(row);
      if (row.region() != null) {
        items
            .computeIfAbsent(
                row.charge() + '|' + row.plan() + '|' + row.country() + '|' + row.numberType(),
                i -> new ArrayList<>())
            .add(row);
      }
    }
    List<List<PriceRow>> runs = new ArrayList<>();
    sheets.values().forEach(rows -> runs(rows, BigDecimal.ZERO, true, runs));
    items.values().forEach(rows -> runs(rows, TOLERANCE, false, runs));
    return runs;
  }

  private static void runs(
      List<PriceRow> rows, BigDecimal tolerance, boolean adjacent, List<List<PriceRow>> runs) {
    int start = 0;
    while (start + 1 < rows.size()) {
      BigDecimal step = step(rows, start);
      int end = start + 1;
      if (step.signum() != 0 && (!adjacent || follows(rows, start))) {
        while (end + 1 < rows.size()
            && (!adjacent || follows(rows, end))
            && isLike(step(rows, end), step, tolerance)) {
          end++;
        }
      }
      if (end - start + 1 >= FEWEST) {
        runs.add(rows.subList(start, end + 1));
      }
      start = end;
    }
  }

  private static BigDecimal step(List<PriceRow> rows, int at) {
    return rows.get(at + 1).unitPrice().value().subtract(rows.get(at).unitPrice().value());
  }

  private static boolean follows(List<PriceRow> rows, int at) {
    return rows.get(at + 1).origin().row() == rows.get(at).origin().row() + 1;
  }

  private static boolean isLike(BigDecimal step, BigDecimal other, BigDecimal tolerance) {
    return step.subtract(other).abs().compareTo(other.abs().multiply(tolerance)) <= 0;
  }

  private static void report(CheckContext reading, List<PriceRow> run, Findings findings) {
    PriceRow first = run.get(0);
    PriceRow last = run.get(run.size() - 1);
    BigDecimal step =
        last.unitPrice()
            .value()
            .subtract(first.unitPrice().value())
            .divide(BigDecimal.valueOf(run.size() - 1L), 12, RoundingMode.HALF_UP)
            .round(new MathContext(4));
    findings.add(
        Finding.warning(
                "dragged-cells",
                reading.cells().of(first.origin(), "Unit price"),
                "the unit prices of "
                    + run.size()
                    + " rows go from "
                    + first.unitPrice()
                    + " to "
                    + last.unitPrice()
                    + " in steps of about "
                    + step.stripTrailingZeros().toPlainString()
                    + " (rows "
                    + run.stream()
                        .map(row -> String.valueOf(row.origin().row()))
                        .collect(Collectors.joining(", "))
                    + "), as cells do that were dragged",
                "correct them, or write the prices into "
                    + CellPlaces.CHECKED
                    + " too if they are right")
            .of(run.stream().map(PriceRow::origin).toList())
            .shownBy(reading.examples().of(last, null, Outcome.PRICED_SO)));
  }
}
