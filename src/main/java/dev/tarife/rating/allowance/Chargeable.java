package dev.tarife.rating.allowance;

import dev.tarife.model.MeteredUsage;
import java.time.LocalDate;
import java.util.List;

/**
 * A slice in which a count over the month has an event that no trial makes free (decision A-67).
 *
 * @param usage the count
 * @param day first day of the slice
 */
public record Chargeable(MeteredUsage usage, LocalDate day) {
  /** The day whose price the count has: the first chargeable one; its first, where all are free. */
  public static LocalDate first(MeteredUsage usage, List<Chargeable> events) {
    return events.stream()
        .map(Chargeable::day)
        .min(LocalDate::compareTo)
        .orElse(usage.firstSlice());
  }
}
