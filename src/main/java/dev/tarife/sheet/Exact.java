package dev.tarife.sheet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The number that a cell means. Spreadsheets keep binary doubles, and write 0.0022 as {@code
 * 2.2000000000000001E-3} or as {@code 0.0022}; what was typed is the one decimal of at most 15
 * digits that gives that double.
 *
 * @param value the number; null: it was computed, or there is none
 * @param rounded the number rounded to 15 digits; null: there is none
 */
record Exact(@Nullable BigDecimal value, @Nullable BigDecimal rounded) {
  private static final Exact NONE = new Exact(null, null);
  private static final int DIGITS = 15;
  private static final int LARGEST_EXPONENT = 30;

  /** Reads the text of a number's element. */
  static Exact of(String text) {
    BigDecimal written = parse(text);
    if (written == null) {
      return NONE;
    }
    if (written.precision() <= DIGITS) {
      return new Exact(written, written);
    }
    double stored = written.doubleValue();
    BigDecimal rounded =
        plain(new BigDecimal(stored).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN)));
    return Double.parseDouble(rounded.toString()) == stored
        ? new Exact(rounded, rounded)
        : new Exact(null, rounded);
  }

  private static @Nullable BigDecimal parse(String text) {
    if (text.isEmpty() || text.length() > 40) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return null;
      }
    }
    try {
      BigDecimal value = new BigDecimal(text);
      long exponent = (long) value.precision() - value.scale();
      boolean sensible = value.signum() == 0 || Math.abs(exponent) <= LARGEST_EXPONENT;
      return sensible ? plain(value) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static BigDecimal plain(BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
