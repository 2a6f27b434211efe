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
 * @param computed what a number means that was computed, or has more digits than a cell keeps;
 *     null: it is neither
 */
public record ShortestDecimal(@Nullable BigDecimal value, @Nullable Computed computed) {
  private static final ShortestDecimal NONE = new ShortestDecimal(null, null);
  private static final int DIGITS = 15;
  private static final int LARGEST_EXPONENT = 30;

  /**
   * A number of more than 15 digits.
   *
   * @param rounded the number rounded to 15 digits
   * @param shortest the shortest number that gives the same double
   */
  public record Computed(BigDecimal rounded, BigDecimal shortest) {
    /** Digits that a rounding error leaves beside those that were meant. */
    private static final int SPARE = 2;

    private static final int MOST_DECIMALS = 12;

    /** What to write so that no digit is lost. */
    public String fix() {
      boolean error = rounded.precision() <= DIGITS - SPARE && rounded.scale() <= MOST_DECIMALS;
      if (error) {
        return "write " + rounded.toPlainString();
      }
      return shortest.scale() <= MOST_DECIMALS
          ? "if every digit is meant, format the cell as text and write "
              + shortest.toPlainString()
              + "; else write the number that is meant"
          : "write the number that is meant, to its last digit (an invoice's amounts and quantities"
              + " have 10 decimals); a price without an end is written per 1,000 or per million (Base"
              + " per unit in charges.xlsx, Units)";
    }
  }

  /** Reads the text of a number's element. */
  public static ShortestDecimal of(String text) {
    BigDecimal written = parse(text);
    if (written == null) {
      return NONE;
    }
    if (written.precision() <= DIGITS) {
      return new ShortestDecimal(written, null);
    }
    double stored = written.doubleValue();
    BigDecimal rounded =
        plain(new BigDecimal(stored).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN)));
    return Double.parseDouble(rounded.toString()) == stored
        ? new ShortestDecimal(rounded, null)
        : new ShortestDecimal(
            null, new Computed(rounded, plain(new BigDecimal(Double.toString(stored)))));
  }

  /** Whether a cell keeps every digit of it. */
  static boolean fits(BigDecimal number) {
    return number.stripTrailingZeros().precision() <= DIGITS;
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
