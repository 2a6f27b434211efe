package dev.tarife.table.check;

import dev.tarife.model.Finding;
import dev.tarife.model.Origin;
import java.time.LocalDate;

/** Days between two dated rows of which no row says anything: one error in every sheet. */
public final class DateGaps {
  private DateGaps() {}

  /**
   * The error of days between two rows.
   *
   * @param what nothing is said of in these days
   */
  public static Finding between(
      CheckContext reading,
      String what,
      Origin before,
      LocalDate from,
      Origin after,
      LocalDate to) {
    return Finding.error(
            "date-gap",
            reading.cells().of(after, "Effective from"),
            what + " from " + from + " to " + to,
            closing(before, to))
        .of(after, before);
  }

  /** What to do about days between a row and the next one. */
  public static String closing(Origin before, LocalDate to) {
    return "let row " + before.row() + " end on " + to + ", or add a row for the days between";
  }
}
