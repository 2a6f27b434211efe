package dev.tarife.table.read;

import dev.tarife.sheet.TypedRow;
import dev.tarife.table.DateRange;
import java.time.LocalDate;

/** Reads when a row is in force, in columns that a sheet may leave out. */
final class EffectiveDates {
  /** The first day. */
  static final String FROM = "Effective from";

  /** The day after the last. */
  static final String TO = "Effective to";

  private EffectiveDates() {}

  /** The days of a row; all days where the cells are empty or at fault, which is reported. */
  static DateRange of(TypedRow line) {
    LocalDate from = line.dateOrNull(FROM);
    LocalDate to = line.dateOrNull(TO);
    if (from != null && to != null && !from.isBefore(to)) {
      line.error(
          "date-order",
          TO,
          "effective to (" + to + ") is not after effective from (" + from + ")",
          "write the day after the last day into " + TO);
      return DateRange.ALWAYS;
    }
    return new DateRange(from == null ? LocalDate.MIN : from, to);
  }
}
