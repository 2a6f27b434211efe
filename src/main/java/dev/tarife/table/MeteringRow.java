package dev.tarife.table;

import dev.tarife.model.Origin;
import dev.tarife.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code metering.xlsx}, Metering: which charge a kind of usage incurs, and how it is counted.
 *
 * @param origin its row
 * @param usageType the usage
 * @param conditions all of which must hold
 * @param charge the charge; null: this usage is not charged, and that is meant
 * @param measure what of a record is counted
 * @param counting how records add up
 * @param over what a count of distinct resources, or the choice of one record, runs over
 * @param minimum least quantity, in base units; null: none
 * @param minimumPer what the minimum and the increment apply to
 * @param increment above the minimum, quantities grow in whole steps of this; null: not rounded
 * @param dimensions columns that select the price: {@code country}, {@code number_type}
 * @param needs columns without which the usage is rejected
 */
public record MeteringRow(
    Origin origin,
    String usageType,
    List<Condition> conditions,
    @Nullable String charge,
    Measure measure,
    Counting counting,
    Over over,
    @Nullable Quantity minimum,
    MinimumPer minimumPer,
    @Nullable Quantity increment,
    List<String> dimensions,
    List<String> needs) {
  /** What the Charge column says of usage that is free by its nature. */
  public static final String NOT_CHARGED = "not charged";

  public MeteringRow {
    conditions = List.copyOf(conditions);
    dimensions = List.copyOf(dimensions);
    needs = List.copyOf(needs);
  }

  /**
   * What is billed of a measured value (decision A-73): up to the minimum, the minimum; above it,
   * the minimum and whole increments. At 90/60, 61 is 90 and 91 is 150; at 30/7, 32 is 37.
   *
   * @param minimum 0: none
   * @param increment 0: none
   */
  public static BigDecimal billed(BigDecimal value, BigDecimal minimum, BigDecimal increment) {
    BigDecimal above = value.subtract(minimum);
    if (above.signum() <= 0) {
      return minimum;
    }
    return increment.signum() == 0
        ? value
        : minimum.add(above.divide(increment, 0, RoundingMode.CEILING).multiply(increment));
  }

  /** What is billed of a measured value, as this row's minimum and increment say. */
  public BigDecimal billed(BigDecimal value) {
    return billed(
        value,
        minimum == null ? BigDecimal.ZERO : minimum.value(),
        increment == null ? BigDecimal.ZERO : increment.value());
  }

  /** What of a record is counted. */
  public enum Measure implements Worded {
    /** {@code quantity}, or 1. */
    AMOUNT,
    /** 1 for each record, times {@code count}, whatever its quantity is. */
    RECORDS,
    /** {@code quantity}, or end minus start. */
    SECONDS,
    /** {@code connected_seconds}, or as {@link #SECONDS}. */
    CONNECTED_SECONDS,
    /** Seconds that are taken out of the intervals of the same charge (screen-recording pauses). */
    PAUSED_SECONDS;

    /** Whether it counts seconds rather than things. */
    public boolean isOfTime() {
      return this != AMOUNT && this != RECORDS;
    }
  }

  /** How records add up. */
  public enum Counting implements Worded {
    /** The measures are summed, after minimum and increment, times {@code count}. */
    SUM,
    /** Distinct {@code resource_id} of the month. */
    DISTINCT,
    /** Seconds covered by at least one interval of a {@code resource_id}, less its pauses. */
    UNION,
    /** UTC calendar days a holding touches, in seconds of 86,400 a day (decision A-24). */
    DAYS,
    /** Seconds a holding lasts inside the month. */
    HOURS,
    /** UTC calendar days a holding touches, in days (decision A-36). */
    PRORATED_DAYS,
    /** The largest measure of the month, of what {@link Over} says. */
    LARGEST,
    /** The measure of the month's last record, of what {@link Over} says. */
    LATEST;

    /** Whether the record is a holding, counted in every month it touches. */
    public boolean isHolding() {
      return this == DAYS || this == HOURS || this == PRORATED_DAYS;
    }

    /** Whether one record of the month counts, and not what all come to. */
    public boolean isLevel() {
      return this == LARGEST || this == LATEST;
    }

    /** Whether the Counted over column says what is told apart. */
    public boolean runsOverSomething() {
      return this == DISTINCT || isLevel();
    }
  }

  /** What a count of distinct resources, or the choice of one record, runs over. */
  public enum Over implements Worded {
    INSTANCE,
    ACCOUNT,
    /** Each {@code resource_id} of an instance, and then their sum. */
    RESOURCE
  }

  /** What a minimum applies to (decisions ). */
  public enum MinimumPer implements Worded {
    RECORD,
    /** The records of one {@code contact_id}, summed. */
    CHAIN,
    /** The records of one {@code contact_id} and {@code resource_id}, summed. */
    CHAIN_AND_RESOURCE
  }
}
