package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.table.PriceRow;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.probe.DimensionBox;
import dev.tarife.table.probe.PriceDimensions;
import dev.tarife.table.probe.PriceDimensions.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every price row prices something: usage that comes about, and that no other row takes away. */
final class UnreachablePriceCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (List<PriceRow> rivals : CompetingPrices.of(reading)) {
      boolean alike = rivals.stream().mapToInt(CompetingPrices::rank).distinct().count() == 1;
      boolean reached = false;
      List<PriceRow> unreached = new ArrayList<>();
      for (PriceRow row : rivals) {
        DimensionBox box = reading.made().space().box(row);
        List<DimensionBox> usage = reading.made().within(row.charge(), box);
        if (usage.isEmpty() && !box.isEmpty()) {
          unreached.add(row);
        } else {
          reached = true;
          if (!alike) {
            hidden(reading, row, usage, rivals, findings);
          }
        }
      }
      // Where no row at all is reached, that is told of the charge.
      if (reached) {
        unreached.forEach(row -> unreachable(reading, row, rivals, findings));
      }
    }
    return findings;
  }

  private static void unreachable(
      CheckContext reading, PriceRow row, List<PriceRow> rivals, Findings findings) {
    findings.add(
        Finding.warning(
                "price-unreachable",
                reading.cells().of(row.origin(), "Unit price"),
                "no usage of the charge ("
                    + row.charge()
                    + ") can have this price: metering.xlsx makes none with "
                    + named(row),
                "delete the row, or let metering.xlsx, Metering make such usage")
            .of(
                Stream.concat(
                        Stream.of(row.origin()),
                        reading.made().ways(row.charge()).stream().map(way -> way.row().origin()))
                    .toList())
            .shownBy(unmet(reading, row, rivals)));
  }

  /** Usage that has what the row asks for, and is priced without it. */
  private static @Nullable CounterExample unmet(
      CheckContext reading, PriceRow row, List<PriceRow> rivals) {
    PriceDimensions space = reading.made().space();
    DimensionBox meant =
        space.always(
            space.matching(Side.PLAN, null),
            space.matching(Side.REGION, null),
            space.matching(Side.COUNTRY, null),
            space.matching(Side.NUMBER_TYPE, null));
    List<DimensionBox> others =
        rivals.stream().filter(rival -> !rival.equals(row)).map(space::box).toList();
    boolean elsewhere =
        reading.made().within(row.charge(), meant).stream()
            .allMatch(part -> part.without(others).isEmpty());
    return elsewhere
        ? reading
            .examples()
            .having(row.charge(), space.point(space.box(row)), Outcome.PRICED_ELSEWHERE)
        : null;
  }

  private static String named(PriceRow row) {
    String named =
        String.join(
            ", ",
            Stream.of(row.plan(), row.region(), row.country(), row.numberType())
                .filter(Objects::nonNull)
                .toList());
    return named.isEmpty() ? "neither" : named;
  }

  private static void hidden(
      CheckContext reading,
      PriceRow row,
      List<DimensionBox> usage,
      List<PriceRow> rivals,
      Findings findings) {
    PriceDimensions space = reading.made().space();
    List<PriceRow> winners =
        rivals.stream()
            .filter(
                rival ->
                    CompetingPrices.beats(rival, row) && space.box(rival).meets(space.box(row)))
            .toList();
    if (winners.isEmpty() || usage.isEmpty()) {
      return;
    }
    List<DimensionBox> taken = winners.stream().map(space::box).toList();
    if (!usage.stream().allMatch(part -> part.without(taken).isEmpty())) {
      return;
    }
    List<Origin> rows = new ArrayList<>(List.of(row.origin()));
    winners.forEach(winner -> rows.add(winner.origin()));
    CounterExample example = reading.examples().of(row, null, Outcome.PRICED_ELSEWHERE);
    findings.add(
        Finding.warning(
                "price-hidden",
                reading.cells().of(row.origin(), "Unit price"),
                "the price is never used: "
                    + (winners.size() == 1
                        ? "row " + winners.get(0).origin().row() + " prices"
                        : winners.size() + " other rows price")
                    + " all that the row is for",
                "delete the row, or one that names more")
            .of(rows)
            .shownBy(example));
  }
}
