package dev.tarife.table;

import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A unit of a price, and the base unit that is summed before the one division (decision A-45).
 *
 * @param code such as {@code minute}
 * @param base such as {@code second}
 * @param basePerUnit how many base units make one; null: as many as the month has days, or seconds
 *     where the base unit is the second
 * @param isWhole whether it counts things that come whole, as cases and messages do
 * @param origin its row
 */
public record Unit(
    String code, String base, @Nullable Quantity basePerUnit, boolean isWhole, Origin origin) {
  /** The base unit of every unit of time: measures of time count seconds. */
  public static final String SECOND = "second";

  /** What the cell says in place of a number. */
  public static final String DAYS_OF_MONTH = "days of month";

  /** What the cell says in place of a number, where the base unit is the second. */
  public static final String SECONDS_OF_MONTH = "seconds of month";

  private static final Quantity SECONDS_OF_DAY = Quantity.of(86_400);

  /** Base units of one unit in a month. */
  public Quantity basePerUnit(Period period) {
    if (basePerUnit != null) {
      return basePerUnit;
    }
    Quantity days = Quantity.of(period.days());
    return isOfTime() ? days.times(SECONDS_OF_DAY) : days;
  }

  /** Whether it counts time, and not things. */
  public boolean isOfTime() {
    return base.equals(SECOND);
  }
}
