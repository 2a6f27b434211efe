package dev.tarife.table.probe;

import dev.tarife.model.Account;
import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Charge;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Makes usage that lies at an edge: a record, or one of each resource where these are counted. */
final class BoundarySamples {
  /** A scenario of more resources takes longer than it tells. */
  static final int MOST_RESOURCES = 20_000;

  private final Tables tables;
  private final ReachableUsage made;
  private final CounterExampleFinder examples;

  BoundarySamples(Tables tables, ReachableUsage made, CounterExampleFinder examples) {
    this.tables = tables;
    this.made = made;
    this.examples = examples;
  }

  /**
   * Usage.
   *
   * @param repeat how many resources have such a record
   */
  record Sample(Account account, UsageRecord usage, int repeat) {
    private static @Nullable Sample of(@Nullable CounterExample example, int repeat) {
      return example == null ? null : new Sample(example.account(), example.usage(), repeat);
    }

    /** The same usage, of another account. */
    Sample with(Account other) {
      return new Sample(other, usage, repeat);
    }
  }

  /** A little of a charge, in the first point of a box; null where no single record makes it. */
  @Nullable Sample in(String charge, DimensionBox box) {
    return Sample.of(examples.of(charge, box, Outcome.PRICED_SO), 1);
  }

  /**
   * So much that a row prices beyond what every account has free.
   *
   * @param units in units of the price
   * @return null where no usage is just that
   */
  @Nullable Sample priced(PriceRow row, Quantity units) {
    if (!isDistinct(row.charge())) {
      return Sample.of(examples.of(row, units, Outcome.PRICED_SO), 1);
    }
    LocalDate day = examples.day(row.firstDay(), row.endDay());
    Charge charge = tables.catalogue().charge(row.charge());
    return ofEach(
        examples.of(row, null, Outcome.PRICED_SO),
        RequiredQuantity.base(tables, charge, day, units));
  }

  /**
   * So much that a row prices on a day.
   *
   * @param units in units of the price; null: a little
   * @return null where no single record is just that
   */
  @Nullable Sample pricedOn(PriceRow row, LocalDate day, @Nullable Quantity units) {
    for (DimensionBox part :
        made.within(row.charge(), made.space().box(row).on(day, day.plusDays(1)))) {
      CounterExample example =
          examples.of(row.charge(), made.space().point(part), day, units, Outcome.PRICED_SO);
      if (example != null) {
        return Sample.of(example, 1);
      }
    }
    return null;
  }

  /**
   * So much that a metering row counts and a price row prices, to the last base unit.
   *
   * @param base how much, before the row's minimum and increment
   * @return null where no usage is just that
   */
  @Nullable Sample exactly(MeteringRow row, PriceRow price, LocalDate day, BigDecimal base) {
    boolean distinct = row.counting() == Counting.DISTINCT;
    CounterExample example = examples.exactly(row, price, day, distinct ? BigDecimal.ONE : base);
    return distinct ? ofEach(example, base) : Sample.of(example, 1);
  }

  private boolean isDistinct(String charge) {
    return made.ways(charge).stream().allMatch(way -> way.row().counting() == Counting.DISTINCT);
  }

  private static @Nullable Sample ofEach(
      @Nullable CounterExample example, @Nullable BigDecimal resources) {
    return resources == null || resources.compareTo(BigDecimal.valueOf(MOST_RESOURCES)) > 0
        ? null
        : Sample.of(example, resources.intValueExact());
  }
}
