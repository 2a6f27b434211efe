package dev.tarife.table.check;

import dev.tarife.model.Finding;
import dev.tarife.model.Origin;
import dev.tarife.table.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Days between two dated rows of which no row says anything: one error in every sheet. */
public final class DateGaps {
  private DateGaps() {}

  /**
   * The row with which the days after a row's last end, if no row is in force on these; null: there
   * are no such days.
   *
   * @param rows of which one should be in force on each day
   */
  public static <T> @Nullable T after(T row, List<T> rows, Function<T, DateRange> dates) {
    LocalDate next = dates.apply(row).endOfGap(rows.stream().map(dates).toList());
    return rows.stream()
        .filter(other -> dates.apply(other).from().equals(next))
        .findFirst()
        .orElse(null);
  }

  /**
   * The error of days between two rows.
   *
   * @param what nothing is said of in these days
   */
  public static Finding between(
      CheckContext reading,
      String what,
      Origin before,
      DateRange days,
      Origin after,
      DateRange next) {
    return Finding.error(
            "date-gap",
            reading.cells().of(after, "Effective from"),
            what + " from " + days.to() + " to " + next.from(),
            closing(before, next.from()))
        .of(after, before);
  }

  /** What to do about days between a row and the next one. */
  public static String closing(Origin before, LocalDate to) {
    return "let row " + before.row() + " end on " + to + ", or add a row for the days between";
  }
}
