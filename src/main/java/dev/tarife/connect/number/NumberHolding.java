package dev.tarife.connect.number;

import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.table.ContactRow.CountryOf;
import dev.tarife.table.NumberRow;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One of our numbers, for as long as an instance held it.
 *
 * @param number in E.164
 * @param country ISO 3166-1 alpha-2; null: a universal number has none
 * @param from when it was claimed, in microseconds
 * @param to when it was released; {@link DocumentTimes#NONE}: still held
 */
public record NumberHolding(
    String number,
    String instance,
    @Nullable String country,
    String numberType,
    long from,
    long to) {
  /** Whether a call to a number is priced by its caller's country, since it is of none. */
  public static boolean isOfNoCountry(@Nullable NumberRow row) {
    return row != null && row.country() == CountryOf.OTHER_END;
  }

  /** The day on which it was claimed, in UTC. */
  public LocalDate firstDay() {
    return day(from);
  }

  /** The day of a time in microseconds, in UTC. */
  public static LocalDate day(long micros) {
    return LocalDate.EPOCH.plusDays(Math.floorDiv(micros, 86_400_000_000L));
  }

  boolean overlaps(NumberHolding other) {
    return (to == DocumentTimes.NONE || other.from < to)
        && (other.to == DocumentTimes.NONE || from < other.to);
  }
}
