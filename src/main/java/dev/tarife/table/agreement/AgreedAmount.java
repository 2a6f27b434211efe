package dev.tarife.table.agreement;

import dev.tarife.model.Money;
import dev.tarife.model.Quantity;

/**
 * What an agreement adds to an invoice, as its line shows it.
 *
 * @param quantity how much of the unit
 * @param unit {@code month}, or the currency of what the line stands on
 * @param unitPrice of one unit; negative where the line lowers the invoice
 * @param amount in the decimals of a line; what the line counts
 */
public record AgreedAmount(Quantity quantity, String unit, Money unitPrice, Money amount) {
  private static final String MONTH = "month";

  /** An amount for the month. */
  static AgreedAmount once(Money amount) {
    return new AgreedAmount(Quantity.ONE, MONTH, amount, amount);
  }

  /**
   * A part of a monthly amount.
   *
   * @param days for which it is due, of so many of the month
   */
  static AgreedAmount prorated(Money monthly, int days, int ofDays, int decimals) {
    if (days == ofDays) {
      return once(monthly);
    }
    Quantity some = Quantity.of(days);
    Quantity all = Quantity.of(ofDays);
    return new AgreedAmount(
        some.dividedBy(all, decimals), MONTH, monthly, monthly.times(some, all, decimals));
  }

  /** How a part of a monthly amount is computed. */
  static String arithmetic(Money monthly, int days, int ofDays, int decimals) {
    Money part = prorated(monthly, days, ofDays, decimals).amount();
    return days == ofDays
        ? monthly + " for the whole month"
        : monthly + " × " + days + " / " + ofDays + " days = " + part;
  }

  /**
   * A percentage of an amount.
   *
   * @param rate of one, such as -0.2
   */
  static AgreedAmount share(Money of, Money rate, String currency, int decimals) {
    Quantity base = Quantity.of(of.value());
    return new AgreedAmount(base, currency, rate, rate.times(base, Quantity.ONE, decimals));
  }

  /** How a percentage is computed. */
  String arithmetic() {
    Money exact = Money.of(unitPrice.value().multiply(quantity.value()));
    return quantity
        + " × "
        + unitPrice
        + " = "
        + amount
        + (exact.equals(amount) ? "" : ", rounded half up");
  }
}
