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
 *
 * @param period the month
 * @param starts first day of each slice, ascending
 * @param splits charges whose usage is not summed so far
 */
public record Slices(Period period, List<LocalDate> starts, Splits splits) {
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
    return new Slices(period, List.copyOf(starts), Splits.NONE);
  }

  /** The same slices, with charges that are split further. */
  public Slices with(Splits finer) {
    return new Slices(period, starts, finer);
  }

  /** The slices of a charge: those of the month, or each of its days. */
  public Slices of(String charge) {
    return splits.isByDay(charge) ? days() : this;
  }

  /** Each day of the month. */
  public Slices days() {
    return new Slices(period, period.from().datesUntil(period.to()).toList(), splits);
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
