package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Instance;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Word;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.probe.DimensionBox;
import dev.tarife.table.probe.PriceDimensions;
import dev.tarife.table.probe.PriceDimensions.Point;
import dev.tarife.table.probe.PriceDimensions.Side;
import dev.tarife.table.probe.ReachableUsage;
import dev.tarife.table.read.TelephonyReader;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A charge of prices.xlsx has a price in every plan and Region. A rate card lists what is offered,
 * and says by leaving out what is not: of it, only a Region that is on no sheet is told.
 */
final class PriceGapCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (List<PriceRow> rows : CompetingPrices.of(reading)) {
      if (!CompetingPrices.isOnCard(rows.get(0))) {
        gaps(reading, rows, findings);
      }
    }
    regions(reading, findings);
    return findings;
  }

  private static void gaps(CheckContext reading, List<PriceRow> rows, Findings findings) {
    ReachableUsage made = reading.made();
    String charge = rows.get(0).charge();
    LocalDate first = rows.stream().map(PriceRow::firstDay).min(LocalDate::compareTo).orElseThrow();
    // Whether a price ends is looked at elsewhere: here, where there never was one.
    List<DimensionBox> priced =
        rows.stream().map(row -> made.space().box(row).on(LocalDate.MIN, LocalDate.MAX)).toList();
    BitSet countries = listed(made.space(), rows, Side.COUNTRY, PriceRow::country);
    BitSet types = listed(made.space(), rows, Side.NUMBER_TYPE, PriceRow::numberType);
    TreeMap<String, DimensionBox> gaps = new TreeMap<>();
    for (ReachableUsage.Way way : made.ways(charge)) {
      DimensionBox offered =
          made.space()
              .always(
                  made.space().matching(Side.PLAN, null),
                  made.space().matching(Side.REGION, null),
                  countries,
                  types)
              .on(first, LocalDate.MAX);
      DimensionBox part = way.box().meet(offered);
      if (part != null) {
        for (DimensionBox gap : part.without(priced)) {
          for (DimensionBox each : split(gap)) {
            gaps.putIfAbsent(shown(made.space().point(each)), each);
          }
        }
      }
    }
    boolean anyReached =
        rows.stream().anyMatch(row -> !made.within(charge, made.space().box(row)).isEmpty());
    if (anyReached && !gaps.isEmpty()) {
      report(reading, charge, rows, gaps, findings);
    }
  }

  /** A box for each plan and Region of a box. */
  private static List<DimensionBox> split(DimensionBox box) {
    return box.side(Side.PLAN).stream()
        .boxed()
        .flatMap(
            plan ->
                box.side(Side.REGION).stream()
                    .mapToObj(
                        region -> box.with(Side.PLAN, only(plan)).with(Side.REGION, only(region))))
        .toList();
  }

  private static BitSet only(int position) {
    BitSet set = new BitSet();
    set.set(position);
    return set;
  }

  /** What the rows name where each names something; else everything. */
  private static BitSet listed(
      PriceDimensions space,
      List<PriceRow> rows,
      Side side,
      Function<PriceRow, @Nullable String> code) {
    BitSet listed = new BitSet();
    rows.forEach(row -> listed.or(space.matching(side, code.apply(row))));
    return listed;
  }

  private static void report(
      CheckContext reading,
      String charge,
      List<PriceRow> rows,
      SortedMap<String, DimensionBox> gaps,
      Findings findings) {
    List<Origin> origins = rows.stream().map(PriceRow::origin).toList();
    DimensionBox gap = gaps.values().iterator().next();
    findings.add(
        Finding.warning(
                "price-gap",
                reading.cells().of(origins.get(0), "Region"),
                "the charge ("
                    + charge
                    + ") has no price in "
                    + gaps.keySet().stream().limit(5).collect(Collectors.joining("; "))
                    + (gaps.size() > 5 ? "; and " + (gaps.size() - 5) + " more" : ""),
                "add a row for it, or one with an empty Region and Plan")
            .of(origins)
            .shownBy(reading.examples().of(charge, gap, Outcome.UNPRICED)));
  }

  private static String shown(Point point) {
    return Stream.of(point.region(), point.plan(), point.country(), point.numberType())
        .filter(code -> code != null)
        .collect(Collectors.joining(", "));
  }

  private static void regions(CheckContext reading, Findings findings) {
    List<PriceRow> card = reading.tables().card().rows();
    if (card.isEmpty() || reading.doubts().any()) {
      return;
    }
    for (Word region : reading.tables().catalogue().regions().values()) {
      if (card.stream().noneMatch(row -> region.code().equals(row.region()))) {
        PriceRow row = card.get(0);
        Point point = new Point(null, region.code(), row.country(), row.numberType());
        ReachableUsage made = reading.made();
        findings.add(
            Finding.warning(
                    "region-unpriced",
                    Place.row(region.origin()),
                    "the Region ("
                        + region.code()
                        + ") has no price in "
                        + TelephonyReader.FILE
                        + ": its numbers and calls are rejected",
                    "add its prices, or delete the Region")
                .of(region.origin())
                .shownBy(
                    made.ways(row.charge()).isEmpty()
                        ? null
                        : reading
                            .examples()
                            .of(
                                row.charge(),
                                new Point(
                                    Instance.STANDARD,
                                    point.region(),
                                    point.country(),
                                    point.numberType()),
                                reading.examples().day(LocalDate.MIN, LocalDate.MAX),
                                null,
                                Outcome.UNPRICED)));
      }
    }
  }
}
