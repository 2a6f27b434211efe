package dev.tarife.metering;

import dev.tarife.model.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A month cut into slices at every day on which a price or one of the account's allowances changes.
 * Within a slice nothing changes, so that usage may be summed.
 */
public record Slices(Period period, List<LocalDate> starts) {
  public Slices {
    starts = List.copyOf(starts);
  }

  /** Cuts a month at those of the days that lie inside it. */
  public static Slices of(Period period, Collection<LocalDate> days) {
    NavigableSet<LocalDate> starts = new TreeSet<>();
    starts.add(period.from());
    for (LocalDate day : days) {
      if (day.isAfter(period.from()) && day.isBefore(period.to())) {
        starts.add(day);
      }
    }
    return new Slices(period, List.copyOf(starts));
  }

  /** Which slice a day of the month lies in, from 0. */
  public int indexOf(LocalDate day) {
    int index = 0;
    while (index + 1 < starts.size() && !starts.get(index + 1).isAfter(day)) {
      index++;
    }
    return index;
  }

  /** The first day of the slice an instant of the month lies in. */
  public LocalDate startOf(Instant time) {
    return starts.get(indexOf(LocalDate.ofInstant(time, ZoneOffset.UTC)));
  }
}
