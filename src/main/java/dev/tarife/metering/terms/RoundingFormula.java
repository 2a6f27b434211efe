package dev.tarife.metering.terms;

import dev.tarife.model.UsageRecord;
import dev.tarife.table.MeteringRow;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What one occurrence counts: at least a minimum, and above it whole increments more. With a
 * minimum of 90 and increments of 60, 61 count 90 and 91 count 150.
 */
public record RoundingFormula(Measured measured, BigDecimal minimum, BigDecimal increment)
    implements Comparable<RoundingFormula> {
  /** What is measured of a record. */
  public enum Measured {
    AMOUNT("amount"),
    RECORDS("counted_once"),
    SECONDS("seconds"),
    CONNECTED("connected_seconds");

    /** The column of the view {@code kinded} that holds it. */
    public final String column;

    Measured(String column) {
      this.column = column;
    }

    static Measured of(MeteringRow.Measure measure) {
      return switch (measure) {
        case AMOUNT -> AMOUNT;
        case RECORDS -> RECORDS;
        case SECONDS, PAUSED_SECONDS -> SECONDS;
        case CONNECTED_SECONDS -> CONNECTED;
      };
    }
  }

  public RoundingFormula {
    minimum = minimum.signum() == 0 ? BigDecimal.ZERO : minimum.stripTrailingZeros();
    increment = increment.signum() == 0 ? BigDecimal.ZERO : increment.stripTrailingZeros();
  }

  public static RoundingFormula of(CountingPlan.Line line) {
    return new RoundingFormula(
        Measured.of(line.measure()),
        line.minimum() == null ? BigDecimal.ZERO : line.minimum().value(),
        line.increment() == null ? BigDecimal.ZERO : line.increment().value());
  }

  public static RoundingFormula of(MeteringRow row) {
    return new RoundingFormula(
        Measured.of(row.measure()),
        row.minimum() == null ? BigDecimal.ZERO : row.minimum().value(),
        row.increment() == null ? BigDecimal.ZERO : row.increment().value());
  }

  public boolean isWhole() {
    return minimum.scale() <= 0 && increment.scale() <= 0;
  }

  /** What one occurrence of a record counts. */
  public BigDecimal of(UsageRecord record) {
    return rounded(measure(record));
  }

  /** What is measured of a record, before it is rounded. */
  public BigDecimal measure(UsageRecord record) {
    BigDecimal value =
        switch (measured) {
          case AMOUNT -> record.quantity() == null ? BigDecimal.ONE : record.quantity();
          case RECORDS -> BigDecimal.ONE;
          case SECONDS -> record.seconds();
          case CONNECTED -> record.connected();
        };
    return value == null ? BigDecimal.ZERO : value;
  }

  /** The minimum, or the minimum and as many whole increments as a measured value needs. */
  public BigDecimal rounded(BigDecimal value) {
    return MeteringRow.billed(value, minimum, increment);
  }

  public BigInteger least(NumberScale ticks) {
    return ticks.of(minimum);
  }

  public BigInteger step(NumberScale ticks) {
    return increment.signum() == 0 ? BigInteger.ONE : ticks.of(increment);
  }

  /** SQL for what a value in these ticks counts, rounded by itself. */
  public String sql(String value, NumberScale ticks) {
    BigInteger least = least(ticks);
    BigInteger step = step(ticks);
    // A measured value has up to 15 digits: with a long step it may leave 64 bits.
    boolean isLong = least.max(step).bitLength() > 61;
    return rounded(
        least.toString(), step.toString(), isLong ? "CAST(" + value + " AS HUGEINT)" : value);
  }

  /** SQL for the least, or the least and as many whole steps as a value needs. */
  public static String rounded(String least, String step, String value) {
    if (step.equals("1")) {
      return "greatest(" + least + ", " + value + ")";
    }
    String more = least.equals("0") ? value : "(" + value + " - " + least + ")";
    return "greatest(%1$s, %2$s + (%3$s - %4$s %% %3$s) %% %3$s)"
        .formatted(least, value, step, more);
  }

  @Override
  public int compareTo(RoundingFormula other) {
    int order = measured.compareTo(other.measured);
    order = order != 0 ? order : minimum.compareTo(other.minimum);
    return order != 0 ? order : increment.compareTo(other.increment);
  }
}
