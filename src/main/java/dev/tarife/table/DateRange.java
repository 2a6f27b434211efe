package dev.tarife.table;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days from one to another.
 *
 * @param from first day
 * @param to the day after the last; null: without end
 */
public record DateRange(LocalDate from, @Nullable LocalDate to) {
  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && (to == null || day.isBefore(to));
  }

  /** Whether the first day is before another. */
  public boolean startsBefore(LocalDate day) {
    return from.isBefore(day);
  }

  /** Whether any day lies in both. */
  public boolean touches(LocalDate otherFrom, LocalDate otherTo) {
    return from.isBefore(otherTo) && (to == null || otherFrom.isBefore(to));
  }
}
