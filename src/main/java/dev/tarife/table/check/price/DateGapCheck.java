package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.table.PriceRow;
import dev.tarife.table.RateCard;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.check.DateGaps;
import dev.tarife.table.probe.DimensionBox;
import dev.tarife.table.probe.PriceDimensions;
import dev.tarife.table.probe.PriceDimensions.Point;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What has been priced once stays priced. Days without a price between two of its prices are an
 * error, as a gap between two tiers is; that nothing is priced after the last may be meant.
 */
final class DateGapCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (List<PriceRow> rivals : CompetingPrices.of(reading)) {
      Map<String, List<PriceRow>> items = new LinkedHashMap<>();
      rivals.stream()
          .filter(row -> row.firstDay().isBefore(row.endDay()))
          .forEach(row -> items.computeIfAbsent(row.item(), i -> new ArrayList<>()).add(row));
      for (List<PriceRow> item : items.values()) {
        if (item.stream().anyMatch(row -> row.effectiveTo() != null)) {
          gaps(reading, item, rivals, findings);
        }
      }
    }
    return findings;
  }

  private static void gaps(
      CheckContext reading, List<PriceRow> item, List<PriceRow> rivals, Findings findings) {
    PriceDimensions space = reading.made().space();
    LocalDate first = item.stream().map(PriceRow::firstDay).min(LocalDate::compareTo).orElseThrow();
    DimensionBox all = space.box(item.get(0)).on(first, LocalDate.MAX);
    List<DimensionBox> priced = rivals.stream().map(space::box).filter(all::meets).toList();
    Map<LocalDate, DimensionBox> gaps = new TreeMap<>();
    for (DimensionBox part : reading.made().within(item.get(0).charge(), all)) {
      for (DimensionBox gap : part.without(priced)) {
        if (!isStoodInFor(reading, item.get(0).charge(), gap)) {
          gaps.putIfAbsent(gap.from(), gap);
        }
      }
    }
    gaps.values().forEach(gap -> report(reading, item, gap, findings));
  }

  private static boolean isStoodInFor(CheckContext reading, String charge, DimensionBox gap) {
    Point point = reading.made().space().point(gap);
    RateCard card = reading.tables().card();
    return card.prices(charge)
        && !card.find(
                charge,
                point.region(),
                point.country(),
                point.numberType(),
                point.plan(),
                gap.from())
            .isEmpty();
  }

  private static void report(
      CheckContext reading, List<PriceRow> item, DimensionBox gap, Findings findings) {
    PriceRow before =
        Objects.requireNonNull(row(item, row -> gap.from().equals(row.effectiveTo()), item.get(0)));
    PriceRow after = row(item, row -> gap.to().equals(row.effectiveFrom()), null);
    CounterExample example =
        reading
            .examples()
            .of(
                before.charge(),
                reading.made().space().point(gap),
                gap.from(),
                null,
                Outcome.UNPRICED);
    if (gap.to().equals(LocalDate.MAX)) {
      findings.add(
          Finding.warning(
                  "price-ends",
                  reading.cells().of(before.origin(), "Effective to"),
                  "nothing is priced from " + gap.from() + " on",
                  "add the row that holds from "
                      + gap.from()
                      + ", or clear Effective to if the price goes on")
              .of(before.origin())
              .shownBy(example));
      return;
    }
    // Where no row of the same begins there, one that names less does.
    Place place =
        after == null
            ? reading.cells().of(before.origin(), "Effective to")
            : reading.cells().of(after.origin(), "Effective from");
    findings.add(
        Finding.error(
                "date-gap",
                place,
                "nothing is priced from " + gap.from() + " to " + gap.to(),
                DateGaps.closing(before.origin(), gap.to()))
            .of(after == null ? List.of(before.origin()) : List.of(after.origin(), before.origin()))
            .shownBy(example));
  }

  private static @Nullable PriceRow row(
      List<PriceRow> item, Predicate<PriceRow> test, @Nullable PriceRow none) {
    return item.stream().filter(test).findFirst().orElse(none);
  }
}
