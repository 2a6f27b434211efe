package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.table.PriceRow;
import dev.tarife.table.check.CellPlaces;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A price far from all others of the same item: five times what it is in any other Region, or a
 * fifth, or moved by whole places of the decimal point; or so far from what it was before.
 *
 * <p>Prices of a country form groups, one a continent, so that a median says little: what stands
 * out is a price that has no other near it.
 */
final class FarPriceCheck implements Check {
  private static final BigDecimal FAR = BigDecimal.valueOf(5);
  private static final int FEWEST_OTHERS = 3;
  private static final int PLACES = 4;

  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    Set<Origin> dragged = DraggedCellsCheck.dragged(reading);
    Map<String, List<PriceRow>> items = new LinkedHashMap<>();
    for (NavigableMap<?, List<PriceRow>> item :
        TierLadders.of(reading.tables(), reading.doubts()).items()) {
      past(reading, new ArrayList<>(item.values()), findings);
      for (PriceRow row : item.lastEntry().getValue()) {
        if (row.region() != null && !row.unitPrice().isZero()) {
          items.computeIfAbsent(inAnyRegion(row), i -> new ArrayList<>()).add(row);
        }
      }
    }
    Stream.concat(reading.tables().prices().stream(), reading.tables().card().rows().stream())
        .forEach(row -> stale(reading, row, findings));
    for (List<PriceRow> rows : items.values()) {
      for (PriceRow row : rows) {
        if (!dragged.contains(row.origin())) {
          regions(reading, row, rows, findings);
        }
      }
    }
    return findings;
  }

  private static void stale(CheckContext reading, PriceRow row, Findings findings) {
    Money checked = reading.cells().checked(row.origin());
    if (checked != null && !checked.equals(row.unitPrice())) {
      findings.add(
          Finding.warning(
                  "checked-stale",
                  reading.cells().of(row.origin(), CellPlaces.CHECKED),
                  "the checked price ("
                      + checked
                      + ") is not the unit price ("
                      + row.unitPrice()
                      + "): the price changed since",
                  "look at the price again, and write it here or clear the cell")
              .of(row.origin())
              .shownBy(reading.examples().of(row, null, Outcome.PRICED_SO)));
    }
  }

  private static String inAnyRegion(PriceRow row) {
    // A sheet that prices two charges is looked at once.
    return Stream.of(
            row.origin().workbook() + row.origin().sheet(),
            CompetingPrices.isOnCard(row) ? "" : row.charge(),
            row.plan(),
            row.country(),
            row.numberType(),
            row.tierFrom().toString())
        .map(String::valueOf)
        .reduce((a, b) -> a + '|' + b)
        .orElse("");
  }

  private static void regions(
      CheckContext reading, PriceRow row, List<PriceRow> rows, Findings findings) {
    List<PriceRow> others =
        rows.stream().filter(other -> !other.origin().equals(row.origin())).toList();
    if (others.isEmpty() || reading.isChecked(row)) {
      return;
    }
    PriceRow shifted =
        others.stream().filter(other -> places(row, other) != 0).findFirst().orElse(null);
    boolean alone =
        others.stream().map(PriceRow::region).distinct().count() >= FEWEST_OTHERS
            && others.stream().allMatch(other -> factor(row, other).compareTo(FAR) >= 0);
    if (shifted != null && isInMinority(row, shifted, rows)) {
      warn(
          reading,
          row,
          List.of(shifted),
          "the unit price ("
              + row.unitPrice()
              + ") is that of "
              + shifted.region()
              + " ("
              + shifted.unitPrice()
              + ") with the decimal point moved by "
              + Math.abs(places(row, shifted))
              + (Math.abs(places(row, shifted)) == 1 ? " place" : " places"),
          findings);
    } else if (alone) {
      PriceRow nearest =
          others.stream().min(Comparator.comparing(other -> factor(row, other))).orElseThrow();
      warn(
          reading,
          row,
          others.stream().distinct().toList(),
          "the unit price ("
              + row.unitPrice()
              + ") is "
              + times(row, nearest)
              + " what the nearest other Region has ("
              + nearest.region()
              + ": "
              + nearest.unitPrice()
              + ")",
          findings);
    }
  }

  /** Of two prices, the one that fewer rows have is the slip; of as many, the later row. */
  private static boolean isInMinority(PriceRow row, PriceRow other, List<PriceRow> rows) {
    long like = rows.stream().filter(r -> r.unitPrice().equals(row.unitPrice())).count();
    long unlike = rows.stream().filter(r -> r.unitPrice().equals(other.unitPrice())).count();
    return like < unlike || (like == unlike && row.origin().compareTo(other.origin()) > 0);
  }

  private static void past(CheckContext reading, List<List<PriceRow>> ladders, Findings findings) {
    for (int i = 1; i < ladders.size(); i++) {
      for (PriceRow row : ladders.get(i)) {
        PriceRow before =
            ladders.get(i - 1).stream()
                .filter(old -> old.tierFrom().equals(row.tierFrom()))
                .findFirst()
                .orElse(null);
        if (before != null
            && !before.unitPrice().isZero()
            && !row.unitPrice().isZero()
            && factor(row, before).compareTo(FAR) >= 0
            && !reading.isChecked(row)) {
          warn(
              reading,
              row,
              List.of(before),
              "the unit price ("
                  + row.unitPrice()
                  + ") is "
                  + times(row, before)
                  + " what it was before ("
                  + before.unitPrice()
                  + " in row "
                  + before.origin().row()
                  + ")",
              findings);
        }
      }
    }
  }

  private static void warn(
      CheckContext reading, PriceRow row, List<PriceRow> others, String what, Findings findings) {
    findings.add(
        Finding.warning(
                "price-far",
                reading.cells().of(row.origin(), "Unit price"),
                what,
                "correct it, or write the price into " + CellPlaces.CHECKED + " too if it is right")
            .of(
                Stream.concat(Stream.of(row), others.stream())
                    .map(PriceRow::origin)
                    .distinct()
                    .toList())
            .shownBy(reading.examples().of(row, null, Outcome.PRICED_SO)));
  }

  private static BigDecimal factor(PriceRow a, PriceRow b) {
    BigDecimal x = a.unitPrice().value();
    BigDecimal y = b.unitPrice().value();
    return x.max(y).divide(x.min(y), 6, RoundingMode.HALF_UP);
  }

  private static String times(PriceRow row, PriceRow other) {
    BigDecimal factor = factor(row, other).setScale(1, RoundingMode.HALF_UP);
    String number = factor.stripTrailingZeros().toPlainString();
    return row.unitPrice().compareTo(other.unitPrice()) > 0
        ? number + " times"
        : "1/" + number + " of";
  }

  /** By how many places the decimal points of two prices with the same digits differ, or 0. */
  private static int places(PriceRow a, @Nullable PriceRow b) {
    if (b == null) {
      return 0;
    }
    BigDecimal x = a.unitPrice().value().stripTrailingZeros();
    BigDecimal y = b.unitPrice().value().stripTrailingZeros();
    int places = y.scale() - x.scale();
    return x.unscaledValue().equals(y.unscaledValue()) && Math.abs(places) <= PLACES ? places : 0;
  }
}
