package dev.tarife.table;

import dev.tarife.model.Origin;
import dev.tarife.table.ContactRow.CountryOf;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * {@code metering.xlsx}, Numbers: what a number of ours is, by its type.
 *
 * @param numberType null: any
 * @param usageType of holding it; null: that is not charged
 * @param country whose country prices a call to it; {@link CountryOf#OTHER_END}: a number of no
 *     country
 * @param dates when holdings began that it is for
 * @param origin its row
 */
public record NumberRow(
    @Nullable String numberType,
    @Nullable String usageType,
    CountryOf country,
    DateRange dates,
    Origin origin) {
  /** Whether numbers of a type are meant that are held from a day on. */
  public boolean fits(String type, LocalDate heldFrom) {
    return isOfType(type) && dates.contains(heldFrom);
  }

  /** Whether numbers of a type are meant, at some time. */
  public boolean isOfType(String type) {
    return numberType == null || numberType.equals(type);
  }
}
