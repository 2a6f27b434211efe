package dev.tarife.table.probe;

import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.Charge;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.Tables;
import dev.tarife.table.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How much a record must be of, so that metering counts a wanted quantity.
 *
 * @param quantity its quantity; null: it has none, which counts as 1
 * @param lasting seconds from its start to its end; null: it has no end
 */
record RequiredQuantity(@Nullable BigDecimal quantity, @Nullable Long lasting) {
  private static final long DAY = 86_400;
  private static final long MINUTES = 600;
  private static final BigDecimal MOST = BigDecimal.TEN.pow(15);

  /** A little of what the rows count, whatever it is. */
  static RequiredQuantity some(Collection<MeteringRow> rows) {
    boolean held = rows.stream().anyMatch(row -> row.counting().isHolding());
    boolean union = rows.stream().anyMatch(row -> row.counting() == Counting.UNION);
    boolean timed = rows.stream().anyMatch(row -> isMeasured(row) && row.measure().isOfTime());
    Long lasting = null;
    if (held || union) {
      lasting = held ? DAY : MINUTES;
    }
    return new RequiredQuantity(timed ? BigDecimal.valueOf(MINUTES) : null, lasting);
  }

  /**
   * So much that a row makes a quantity of it beyond what every account has free.
   *
   * @param units the quantity, in units of the price; null: a little
   * @return null where no single record can be of so much
   */
  static @Nullable RequiredQuantity of(
      Tables tables, MeteringRow row, Charge charge, LocalDate day, @Nullable Quantity units) {
    if (units == null && !isMeasured(row)) {
      return exactly(row, BigDecimal.ONE);
    }
    BigDecimal base = base(tables, charge, day, units);
    if (base == null) {
      return null;
    }
    boolean sum = isMeasured(row) && row.measure() != Measure.RECORDS;
    return exactly(row, sum ? row.billed(base) : base);
  }

  /**
   * A quantity of a charge beyond what every account has free, in base units.
   *
   * @param units the quantity, in units of the price; null: one, free or not
   * @return null where no quantity is beyond it
   */
  static @Nullable BigDecimal base(
      Tables tables, Charge charge, LocalDate day, @Nullable Quantity units) {
    Unit unit = tables.catalogue().units().get(charge.unit());
    Period period = new Period(YearMonth.from(day));
    Quantity free = units == null ? Quantity.ZERO : free(tables, charge.code(), period);
    if (unit == null || free == null) {
      return null;
    }
    return (units == null ? Quantity.ONE : units)
        .times(unit.basePerUnit(period))
        .plus(free)
        .value()
        .setScale(0, RoundingMode.CEILING);
  }

  /**
   * So much that a row counts a quantity, before its minimum and increment.
   *
   * @param base the quantity, in base units
   * @return null where no single record can be of so much
   */
  static @Nullable RequiredQuantity exactly(MeteringRow row, BigDecimal base) {
    if (base.compareTo(MOST) > 0) {
      return null;
    }
    return switch (row.counting()) {
      case SUM, LARGEST, LATEST ->
          row.measure() != Measure.RECORDS
              ? new RequiredQuantity(base, null)
              : base.compareTo(BigDecimal.ONE) > 0 ? null : NONE;
      case DISTINCT -> base.compareTo(BigDecimal.ONE) > 0 ? null : NONE;
      case UNION ->
          base.longValue() > 10_000 * DAY ? null : new RequiredQuantity(null, base.longValue());
      case DAYS, HOURS -> held(base.divide(BigDecimal.valueOf(DAY), 0, RoundingMode.CEILING));
      case PRORATED_DAYS -> held(base);
    };
  }

  private static boolean isMeasured(MeteringRow row) {
    return row.counting() == Counting.SUM || row.counting().isLevel();
  }

  private static final RequiredQuantity NONE = new RequiredQuantity(null, null);

  private static RequiredQuantity held(BigDecimal number) {
    return new RequiredQuantity(number.compareTo(BigDecimal.ONE) <= 0 ? null : number, DAY);
  }

  /** What every account has free of a charge in each month, in base units; null: everything. */
  private static @Nullable Quantity free(Tables tables, String charge, Period period) {
    Quantity free = Quantity.ZERO;
    for (AllowanceRow allowance : tables.allowances()) {
      boolean draws =
          allowance.clock() == Clock.NONE
              && tables.draws().stream()
                  .anyMatch(
                      draw ->
                          draw.allowance().equals(allowance.code())
                              && draw.charge().equals(charge));
      if (draws && allowance.measure() != AllowanceRow.Measure.MONEY) {
        if (allowance.quantity() == null
            || allowance.unit() == null
            || allowance.measure() == AllowanceRow.Measure.RECORDS
            || allowance.countsTowardsTiers()) {
          return null;
        }
        free = free.plus(tables.catalogue().base(allowance.quantity(), allowance.unit(), period));
      }
    }
    return free;
  }
}
