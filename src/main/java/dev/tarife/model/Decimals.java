package dev.tarife.model;

import java.math.BigDecimal;

/** What {@link Quantity} and {@link Money} share: one form for one value. */
final class Decimals {
  private Decimals() {}

  /** The same value without trailing zeros and without a negative scale. */
  static BigDecimal stripped(BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = value.scale() > 0 ? value.stripTrailingZeros() : value;
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
