package dev.tarife.metering.terms;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * How finely quantities are counted: in whole units and 64 bits where that is exact, else in
 * billionths and 128 bits.
 *
 * @param scale digits after the point
 * @param type of the numbers in SQL
 */
public record NumberScale(int scale, String type) {
  public static final NumberScale WHOLE = new NumberScale(0, "BIGINT");
  public static final NumberScale FINE = new NumberScale(9, "HUGEINT");

  BigInteger of(BigDecimal value) {
    return value.movePointRight(scale).toBigIntegerExact();
  }

  public boolean isWhole() {
    return scale == 0;
  }

  /** SQL for one. */
  String one() {
    return of(BigDecimal.ONE).toString();
  }

  /** SQL for a number in these ticks. */
  String cast(String number) {
    return number.equals("NULL") || !type.equals("BIGINT")
        ? "CAST(" + number + " AS " + type + ")"
        : number;
  }
}
