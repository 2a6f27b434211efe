package dev.tarife.rating;

import dev.tarife.model.Money;
import dev.tarife.table.Catalogue;
import java.math.RoundingMode;

/**
 * What an invoice comes to. Both are roundings of the same rational number, so that neither depends
 * on how lines are told apart (decision A-45).
 *
 * @param exact the sum of all pieces, rounded to the decimals of a line; what the lines add up to
 * @param rounded the sum of all pieces, rounded once to the currency's minor unit
 */
public record Total(Money exact, Money rounded) {
  /** Rounds what the lines sum up to. */
  public static Total of(Catalogue catalogue, AllLines lines) {
    Catalogue.Settings settings = catalogue.settings();
    return new Total(
        lines.sum().rounded(settings.lineDecimals(), RoundingMode.HALF_UP),
        lines.sum().rounded(settings.minorUnits(), settings.totalRounding()));
  }
}
