package dev.tarife.metering.terms;

import dev.tarife.metering.input.Nanos;
import dev.tarife.model.Period;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedSet;

/** The month and its slices, as SQL over nanoseconds. */
public final class MonthBounds {
  /** First and end of the month. */
  public final long start;

  public final long end;
  private final List<LocalDate> cuts;

  /**
   * A month.
   *
   * @param cuts first days of the slices of any account, the month's own among them
   */
  public MonthBounds(Period period, SortedSet<LocalDate> cuts) {
    start = Nanos.of(period.start());
    end = Nanos.of(period.end());
    this.cuts = List.copyOf(cuts);
  }

  /** First days of the slices. */
  public List<LocalDate> cuts() {
    return cuts;
  }

  public boolean isOneSlice() {
    return cuts.size() == 1;
  }

  public String contains(String time) {
    return "(" + time + " >= " + start + " AND " + time + " < " + end + ")";
  }

  /** Whether a holding touches the month. */
  public String overlaps(String from, String to) {
    return "(%1$s < %3$d AND (%2$s IS NULL OR %2$s > %4$d OR %1$s >= %4$d))"
        .formatted(from, to, end, start);
  }

  /** Number of the slice of a time. */
  public String slice(String time) {
    if (isOneSlice()) {
      return "0";
    }
    StringBuilder slice = new StringBuilder("CASE");
    for (int i = cuts.size() - 1; i > 0; i--) {
      slice.append(" WHEN ").append(time).append(" >= ").append(from(i)).append(" THEN ").append(i);
    }
    return slice + " ELSE 0 END";
  }

  /** The slices as a table: slice, slice_from_ns, slice_to_ns. */
  public String slices() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < cuts.size(); i++) {
      rows.append(i == 0 ? "" : ", ").append("(").append(i).append(", CAST(").append(from(i));
      rows.append(" AS BIGINT), CAST(").append(i + 1 < cuts.size() ? from(i + 1) : end);
      rows.append(" AS BIGINT))");
    }
    return "(VALUES " + rows + ") AS slices (slice, slice_from_ns, slice_to_ns)";
  }

  private long from(int cut) {
    return Nanos.of(cuts.get(cut).atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
