package dev.tarife.metering;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * How finely quantities are counted: in whole units and 64 bits where that is exact, else in
 * billionths and 128 bits.
 *
 * @param scale digits after the point
 * @param type of the numbers in SQL
 */
record Ticks(int scale, String type) {
  static final Ticks WHOLE = new Ticks(0, "BIGINT");
  static final Ticks WHOLE_WIDE = new Ticks(0, "HUGEINT");
  static final Ticks FINE = new Ticks(9, "HUGEINT");

  BigInteger of(BigDecimal value) {
    return value.movePointRight(scale).toBigIntegerExact();
  }

  /** What a measure makes of a row. */
  String measure(Formula.Measured measured) {
    return switch (measured) {
      case AMOUNT -> "coalesce(" + number("q") + ", " + cast(scale == 0 ? "1" : "1000000000") + ")";
      case SECONDS -> "coalesce(" + number("q") + ", " + span() + ")";
      case CONNECTED -> "coalesce(" + number("conn") + ", " + number("q") + ", " + span() + ")";
    };
  }

  /** A row that only finer ticks count exactly. */
  static String isBroken() {
    return "(coalesce(q_nano, 0) <> 0 OR coalesce(conn_nano, 0) <> 0"
        + " OR (q IS NULL AND coalesce((end_ns - start_ns) % 1000000000 <> 0, false)))";
  }

  private String number(String column) {
    return scale == 0
        ? cast(column)
        : "(CAST(" + column + " AS HUGEINT) * 1000000000 + " + column + "_nano)";
  }

  private String span() {
    return cast(scale == 0 ? "((end_ns - start_ns) // 1000000000)" : "(end_ns - start_ns)");
  }

  private String cast(String number) {
    return type.equals("BIGINT") ? number : "CAST(" + number + " AS " + type + ")";
  }
}
