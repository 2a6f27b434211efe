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
 * @param basePerUnit how many base units make one; null: the days of the month
 * @param isWhole whether it counts things that come whole, as cases and messages do
 * @param origin its row
 */
public record Unit(
    String code, String base, @Nullable Quantity basePerUnit, boolean isWhole, Origin origin) {
  /** The base unit of every unit of time: measures of time count seconds. */
  public static final String SECOND = "second";

  /** What the cell says in place of a number. */
  public static final String DAYS_OF_MONTH = "days of month";

  /** Base units of one unit in a month. */
  public Quantity basePerUnit(Period period) {
    return basePerUnit == null ? Quantity.of(period.days()) : basePerUnit;
  }

  /** Whether it counts time, and not things. */
  public boolean isOfTime() {
    return base.equals(SECOND);
  }
}
