package dev.tarife.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount of usage, counted in a unit that its holder knows (seconds, messages, days).
 *
 * <p>Equal quantities are equal whatever zeros they were written with: {@code 7} equals {@code
 * 7.00}.
 *
 * @param value the amount, without trailing zeros
 */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {
  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);
  public static final Quantity ONE = new Quantity(BigDecimal.ONE);

  public Quantity {
    value = Decimals.stripped(value);
  }

  public static Quantity of(BigDecimal value) {
    return new Quantity(value);
  }

  public static Quantity of(long value) {
    return new Quantity(BigDecimal.valueOf(value));
  }

  /**
   * Reads a decimal such as {@code 12.5}.
   *
   * @throws NumberFormatException if the text is not a decimal
   */
  public static Quantity of(String text) {
    return new Quantity(new BigDecimal(text));
  }

  public Quantity plus(Quantity other) {
    return new Quantity(value.add(other.value));
  }

  public Quantity minus(Quantity other) {
    return new Quantity(value.subtract(other.value));
  }

  public Quantity times(Quantity other) {
    return new Quantity(value.multiply(other.value));
  }

  public Quantity min(Quantity other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Quantity max(Quantity other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  public boolean isPositive() {
    return value.signum() > 0;
  }

  /** The least multiple of {@code step} that is not below this: 61 in steps of 60 is 120. */
  public Quantity upToMultipleOf(Quantity step) {
    BigDecimal steps = value.divide(step.value, 0, RoundingMode.CEILING);
    return new Quantity(steps.multiply(step.value));
  }

  /** The greatest multiple of {@code step} that is not above this: 61 in steps of 60 is 60. */
  public Quantity downToMultipleOf(Quantity step) {
    BigDecimal steps = value.divide(step.value, 0, RoundingMode.FLOOR);
    return new Quantity(steps.multiply(step.value));
  }

  /** This over {@code divisor}, rounded HALF_UP to {@code decimals} (decision A-45). */
  public Quantity dividedBy(Quantity divisor, int decimals) {
    return new Quantity(value.divide(divisor.value, decimals, RoundingMode.HALF_UP));
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }

  /** Plain notation without trailing zeros: {@code 25000}, never {@code 2.5E+4}. */
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
