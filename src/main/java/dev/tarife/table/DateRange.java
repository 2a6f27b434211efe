package dev.tarife.table;

import dev.tarife.table.AllowanceRow.LastsUnit;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days from one to another.
 *
 * @param from first day
 * @param to the day after the last; null: without end
 */
public record DateRange(LocalDate from, @Nullable LocalDate to) {
  /** The term of an allowance that starts on a day (decisions ). */
  public static DateRange lasting(
      LocalDate start, @Nullable Integer lasts, @Nullable LastsUnit lastsUnit) {
    if (lasts == null || lastsUnit == null) {
      return new DateRange(start, null);
    }
    LocalDate end =
        switch (lastsUnit) {
          case MONTHS -> start.plusMonths(lasts);
          case CALENDAR_MONTHS -> start.withDayOfMonth(1).plusMonths(lasts);
          case DAYS -> start.plusDays(lasts);
        };
    return new DateRange(start, end);
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && (to == null || day.isBefore(to));
  }

  /** Whether any day lies in both. */
  public boolean touches(LocalDate otherFrom, LocalDate otherTo) {
    return from.isBefore(otherTo) && (to == null || otherFrom.isBefore(to));
  }
}
