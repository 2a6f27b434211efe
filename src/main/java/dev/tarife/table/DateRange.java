package dev.tarife.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Days from one to another.
 *
 * @param from first day; {@link LocalDate#MIN}: without beginning
 * @param to the day after the last; null: without end
 */
public record DateRange(LocalDate from, @Nullable LocalDate to) {
  /** All days. */
  public static final DateRange ALWAYS = new DateRange(LocalDate.MIN, null);

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && (to == null || day.isBefore(to));
  }

  /** Whether the first day is before another. */
  public boolean startsBefore(LocalDate day) {
    return from.isBefore(day);
  }

  /** Whether any day lies in both. */
  public boolean touches(DateRange other) {
    return other.to == null ? to == null || other.from.isBefore(to) : touches(other.from, other.to);
  }

  /** Whether every day of it lies in another. */
  public boolean isWithin(DateRange other) {
    return !from.isBefore(other.from)
        && (other.to == null || (to != null && !to.isAfter(other.to)));
  }

  /** The days on which it begins and ends, without those that never come. */
  public List<LocalDate> bounds() {
    List<LocalDate> bounds = new ArrayList<>();
    if (!from.equals(LocalDate.MIN)) {
      bounds.add(from);
    }
    if (to != null) {
      bounds.add(to);
    }
    return bounds;
  }

  /**
   * The day on which a gap after its last day ends: some other range begins then, and none contains
   * the days before.
   *
   * @param others those that may follow
   * @return null where one follows at once, or none follows
   */
  public @Nullable LocalDate endOfGap(Collection<DateRange> others) {
    LocalDate end = to;
    if (end == null || others.stream().anyMatch(other -> other.contains(end))) {
      return null;
    }
    return others.stream()
        .map(DateRange::from)
        .filter(end::isBefore)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Whether any day lies in both. */
  public boolean touches(LocalDate otherFrom, LocalDate otherTo) {
    return from.isBefore(otherTo) && (to == null || otherFrom.isBefore(to));
  }
}
