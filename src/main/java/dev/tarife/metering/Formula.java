package dev.tarife.metering;

import dev.tarife.model.UsageRecord;
import dev.tarife.table.MeteringRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** What one occurrence counts: a measure, rounded up to an increment, and at least a minimum. */
record Formula(Measured measured, BigDecimal minimum, BigDecimal increment)
    implements Comparable<Formula> {
  /** What is measured of a record. */
  enum Measured {
    AMOUNT(0),
    SECONDS(1),
    CONNECTED(2);

    /** Its number in tables. */
    final int code;

    Measured(int code) {
      this.code = code;
    }

    static Measured of(MeteringRow.Measure measure) {
      return switch (measure) {
        case AMOUNT -> AMOUNT;
        case SECONDS, PAUSED_SECONDS -> SECONDS;
        case CONNECTED_SECONDS -> CONNECTED;
      };
    }
  }

  Formula {
    minimum = minimum.signum() == 0 ? BigDecimal.ZERO : minimum.stripTrailingZeros();
    increment = increment.signum() == 0 ? BigDecimal.ZERO : increment.stripTrailingZeros();
  }

  static Formula of(Plan.Line line) {
    return new Formula(
        Measured.of(line.measure()),
        line.minimum() == null ? BigDecimal.ZERO : line.minimum().value(),
        line.increment() == null ? BigDecimal.ZERO : line.increment().value());
  }

  static Formula of(MeteringRow row) {
    return new Formula(
        Measured.of(row.measure()),
        row.minimum() == null ? BigDecimal.ZERO : row.minimum().value(),
        row.increment() == null ? BigDecimal.ZERO : row.increment().value());
  }

  boolean isWhole() {
    return minimum.scale() <= 0 && increment.scale() <= 0;
  }

  /** What one occurrence of a record counts. */
  BigDecimal of(UsageRecord record) {
    return rounded(measure(record));
  }

  /** What is measured of a record, before it is rounded. */
  BigDecimal measure(UsageRecord record) {
    BigDecimal value =
        switch (measured) {
          case AMOUNT -> record.quantity() == null ? BigDecimal.ONE : record.quantity();
          case SECONDS -> record.seconds();
          case CONNECTED -> record.connected();
        };
    return value == null ? BigDecimal.ZERO : value;
  }

  /** A measured value rounded up to the increment, and at least the minimum. */
  BigDecimal rounded(BigDecimal value) {
    BigDecimal steps =
        increment.signum() == 0
            ? value
            : value.divide(increment, 0, RoundingMode.CEILING).multiply(increment);
    return steps.max(minimum);
  }

  BigInteger least(Ticks ticks) {
    return ticks.of(minimum);
  }

  BigInteger step(Ticks ticks) {
    return increment.signum() == 0 ? BigInteger.ONE : ticks.of(increment);
  }

  /** SQL for what a record counts, each occurrence rounded by itself. */
  String sql(RowSql row, Ticks ticks) {
    return rounded(least(ticks).toString(), step(ticks).toString(), row.measure(measured, ticks));
  }

  /** SQL that rounds a value up to a step, and takes at least the least. */
  static String rounded(String least, String step, String value) {
    if (step.equals("1")) {
      return "greatest(" + least + ", " + value + ")";
    }
    return "greatest(%1$s, %3$s + (%2$s - %3$s %% %2$s) %% %2$s)".formatted(least, step, value);
  }

  @Override
  public int compareTo(Formula other) {
    int order = measured.compareTo(other.measured);
    order = order != 0 ? order : minimum.compareTo(other.minimum);
    return order != 0 ? order : increment.compareTo(other.increment);
  }
}
