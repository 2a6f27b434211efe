package dev.tarife.metering.memory;

import dev.tarife.metering.input.Nanos;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.MeteringRow.Counting;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/**
 * What a record says was held in the month, in whole days unless hours are counted.
 *
 * @param from nanoseconds since 1970
 * @param to nanoseconds since 1970
 * @param each how many were held
 */
record HeldPeriod(long from, long to, BigInteger each) {
  /** The part of a holding that lies within the month. */
  static HeldPeriod of(UsageRecord record, Counting counting, long monthStart, long monthEnd) {
    long from = Nanos.of(record.startTime());
    Instant end = record.endTime();
    long to = end == null ? monthEnd : Nanos.of(end);
    if (counting != Counting.HOURS) {
      from = from / Nanos.DAY * Nanos.DAY;
      to = Math.max((to + Nanos.DAY - 1) / Nanos.DAY * Nanos.DAY, from + Nanos.DAY);
    }
    BigInteger once = record.quantity() == null ? BigInteger.ONE : record.quantity().toBigInteger();
    return new HeldPeriod(
        Math.max(monthStart, from),
        Math.min(monthEnd, to),
        once.multiply(BigInteger.valueOf(record.count())));
  }

  /** Whether something was held for no time at all in a stretch, which is usage of quantity 0. */
  boolean isEmptyIn(long start, long end) {
    return from == to && from >= start && from < end;
  }

  boolean covers(long start, long end) {
    return from <= start && to >= end;
  }

  /** A weight of held nanoseconds in the base unit of the counting. */
  static BigDecimal quantity(BigInteger nanos, Counting counting) {
    return counting == Counting.PRORATED_DAYS
        ? new BigDecimal(nanos.divide(BigInteger.valueOf(Nanos.DAY)))
        : new BigDecimal(nanos, 9);
  }
}
