package dev.tarife.rating;

import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.TreeMap;

/**
 * An amount before any rounding: a rational number, for a third of a cent has no decimals (decision
 *
 *
 * @param numerator an amount of money
 * @param denominator more than 0
 */
record ExactFraction(BigDecimal numerator, BigDecimal denominator)
    implements Comparable<ExactFraction> {
  static final ExactFraction ZERO = new ExactFraction(BigDecimal.ZERO, BigDecimal.ONE);

  /** A price of one unit times a quantity of base units, of which {@code perUnit} make one unit. */
  static ExactFraction of(Money unitPrice, Quantity base, Quantity perUnit) {
    return new ExactFraction(unitPrice.value().multiply(base.value()), perUnit.value());
  }

  /** The exact sum; of few denominators, as units have: 60 seconds, 31 days. */
  static ExactFraction sum(Collection<ExactFraction> parts) {
    TreeMap<BigDecimal, BigDecimal> numerators = new TreeMap<>();
    parts.forEach(part -> numerators.merge(part.denominator, part.numerator, BigDecimal::add));
    ExactFraction sum = ZERO;
    for (var part : numerators.entrySet()) {
      sum = sum.plus(new ExactFraction(part.getValue(), part.getKey()));
    }
    return sum;
  }

  ExactFraction minus(Money amount) {
    return new ExactFraction(numerator.subtract(amount.value().multiply(denominator)), denominator);
  }

  ExactFraction plus(Money amount) {
    return new ExactFraction(numerator.add(amount.value().multiply(denominator)), denominator);
  }

  boolean isZero() {
    return numerator.signum() == 0;
  }

  Money rounded(int decimals, RoundingMode mode) {
    return Money.of(numerator.divide(denominator, decimals, mode));
  }

  @Override
  public int compareTo(ExactFraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  private ExactFraction plus(ExactFraction other) {
    return new ExactFraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }
}
