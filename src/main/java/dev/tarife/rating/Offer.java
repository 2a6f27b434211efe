package dev.tarife.rating;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Source;
import dev.tarife.table.PriceRow;
import java.time.LocalDate;

/**
 * A price that matches usage on a day. Several may; the most specific one is chosen.
 *
 * @param usage what would be priced
 * @param day the slice of the usage for which the price is in force
 * @param row the price, or one tier of it
 * @param rule the rule that offered it
 */
public record Offer(MeteredUsage usage, LocalDate day, PriceRow row, String rule) {
  /** Of few parts: the session looks every conclusion up, and hardly two differ in the rest. */
  @Override
  public int hashCode() {
    return 31 * usage.hashCode() + row.origin().row();
  }

  Source source() {
    return new Source(row.origin(), rule);
  }
}
