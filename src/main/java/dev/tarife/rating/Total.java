package dev.tarife.rating;

import dev.tarife.model.Money;
import dev.tarife.table.Catalogue;

/**
 * The sum of an invoice's lines.
 *
 * @param exact the sum
 * @param rounded the sum, rounded once (decision A-45)
 */
public record Total(Money exact, Money rounded) {
  /** Sums the lines. */
  public static Total of(Catalogue catalogue, Lines lines) {
    Money sum = lines.sum();
    return new Total(
        sum, sum.rounded(catalogue.settings().minorUnits(), catalogue.settings().totalRounding()));
  }
}
