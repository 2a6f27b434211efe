package dev.tarife.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount of money, or a price of one unit, in the account's currency.
 *
 * @param value the amount, without trailing zeros
 */
public record Money(BigDecimal value) implements Comparable<Money> {
  public static final Money ZERO = new Money(BigDecimal.ZERO);

  public Money {
    value = Decimals.stripped(value);
  }

  public static Money of(BigDecimal value) {
    return new Money(value);
  }

  /**
   * Reads a decimal such as {@code 0.018}.
   *
   * @throws NumberFormatException if the text is not a decimal
   */
  public static Money of(String text) {
    return new Money(new BigDecimal(text));
  }

  public Money plus(Money other) {
    return new Money(value.add(other.value));
  }

  public Money minus(Money other) {
    return new Money(value.subtract(other.value));
  }

  /**
   * This unit price times a quantity of base units, of which {@code perUnit} make one unit. The one
   * division of a line (decision A-45).
   *
   * @return the amount, rounded HALF_UP to {@code decimals}
   */
  public Money times(Quantity base, Quantity perUnit, int decimals) {
    return new Money(
        value.multiply(base.value()).divide(perUnit.value(), decimals, RoundingMode.HALF_UP));
  }

  public Money rounded(int decimals, RoundingMode mode) {
    return new Money(value.setScale(decimals, mode));
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  @Override
  public int compareTo(Money other) {
    return value.compareTo(other.value);
  }

  /** Plain notation without trailing zeros: {@code 0.018}. */
  @Override
  public String toString() {
    return value.toPlainString();
  }

  /** Plain notation with at least {@code decimals} decimals: {@code 0.30} for two. */
  public String toString(int decimals) {
    return value.scale() >= decimals
        ? value.toPlainString()
        : value.setScale(decimals).toPlainString();
  }
}
