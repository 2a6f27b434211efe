package dev.tarife.table;

import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Quantity;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A price: a row of {@code prices.xlsx}, Prices, or of a rate card in {@code telephony.xlsx}. A
 * dimension that is null matches everything; the row that names more dimensions wins (decision
 *
 *
 * @param origin its row
 * @param charge what it prices
 * @param plan price plan, or null
 * @param region AWS Region, or null
 * @param country or null
 * @param numberType or null
 * @param model how a quantity becomes an amount
 * @param scope over what tiers, packages and flat fees run (decision A-63)
 * @param tierFrom exclusive lower bound of the tier, in units
 * @param tierTo inclusive upper bound (decision A-55), in units; null: none
 * @param unitPrice price of one unit, of one package, or of the period
 * @param flatFee charged once, if charged quantity lies in the tier (decision A-75); null: none
 * @param packageSize units in a package; null unless {@link Model#PACKAGE}
 * @param freeQuantity units before the first package; null: none
 * @param minimumAmount the least that one record, or one chain, costs; null: none
 * @param maximumAmount the most that one record, or one chain, costs; null: none
 * @param countsOver over which time the quantities of tiers add up
 * @param countsFrom the day on which a year of tiers begins; null unless {@link CountsOver#YEAR}
 * @param effectiveFrom first day; null: always was (decision A-58)
 * @param effectiveTo the day after the last; null: until a later row replaces it
 */
public record PriceRow(
    Origin origin,
    String charge,
    @Nullable String plan,
    @Nullable String region,
    @Nullable String country,
    @Nullable String numberType,
    Model model,
    Scope scope,
    Quantity tierFrom,
    @Nullable Quantity tierTo,
    Money unitPrice,
    @Nullable Money flatFee,
    @Nullable Quantity packageSize,
    @Nullable Quantity freeQuantity,
    @Nullable Money minimumAmount,
    @Nullable Money maximumAmount,
    CountsOver countsOver,
    @Nullable LocalDate countsFrom,
    @Nullable LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo) {
  /** A price whose tiers count over the month, without a least and a most amount. */
  public PriceRow(
      Origin origin,
      String charge,
      @Nullable String plan,
      @Nullable String region,
      @Nullable String country,
      @Nullable String numberType,
      Model model,
      Scope scope,
      Quantity tierFrom,
      @Nullable Quantity tierTo,
      Money unitPrice,
      @Nullable Money flatFee,
      @Nullable Quantity packageSize,
      @Nullable Quantity freeQuantity,
      @Nullable LocalDate effectiveFrom,
      @Nullable LocalDate effectiveTo) {
    this(
        origin,
        charge,
        plan,
        region,
        country,
        numberType,
        model,
        scope,
        tierFrom,
        tierTo,
        unitPrice,
        flatFee,
        packageSize,
        freeQuantity,
        null,
        null,
        CountsOver.MONTH,
        null,
        effectiveFrom,
        effectiveTo);
  }

  /** How a quantity becomes an amount. */
  public enum Model implements Worded {
    /** Quantity times price. */
    PER_UNIT,
    /** Split over tiers, each stretch at its tier's price. */
    GRADUATED,
    /** All at the price of the tier that the total reaches. */
    VOLUME,
    /** Whole packages, rounded up, after a free quantity. */
    PACKAGE,
    /** Once per billing period, if there was any usage. */
    FLAT
  }

  /** Over what tiers, packages and flat fees run (decision A-63). */
  public enum Scope implements Worded {
    /** The billing account and month, all Regions and dimensions together. */
    ACCOUNT,
    /** The billing account, month and price row: its plan, Region, country and number type. */
    ROW,
    /** As {@link #ROW}, and each instance by itself. */
    INSTANCE,
    /** As {@link #ROW}, and each UTC day by itself. */
    DAY,
    /** Each chain of records by itself: all that a minimum for a chain applies to. */
    CHAIN,
    /** Each record by itself. */
    RECORD;

    /** Whether each record, or each chain, is priced by itself. */
    public boolean isOfOccurrences() {
      return this == RECORD || this == CHAIN;
    }
  }

  /** Over which time the quantities of tiers add up. */
  public enum CountsOver implements Worded {
    /** The calendar month. */
    MONTH,
    /** Twelve months from a day (decision A-83). */
    YEAR
  }

  /** Whether what one record, or one chain, costs has a least or a most. */
  public boolean isLimited() {
    return minimumAmount != null || maximumAmount != null;
  }

  /** How many dimensions the row names: the more specific row wins (decision A-57). */
  public int specificity() {
    return (plan == null ? 0 : 1)
        + (region == null ? 0 : 1)
        + (country == null ? 0 : 1)
        + (numberType == null ? 0 : 1);
  }

  /** What the row is about, whatever its tier and dates: charge, plan, Region, country, type. */
  public String item() {
    return charge
        + '|'
        + text(plan)
        + '|'
        + text(region)
        + '|'
        + text(country)
        + '|'
        + text(numberType);
  }

  /** The first day in force; {@link LocalDate#MIN}: from the beginning. */
  public LocalDate firstDay() {
    return effectiveFrom == null ? LocalDate.MIN : effectiveFrom;
  }

  /** The day after the last in force; {@link LocalDate#MAX}: without end. */
  public LocalDate endDay() {
    return effectiveTo == null ? LocalDate.MAX : effectiveTo;
  }

  /** Whether the row is in force on a day. A later row of the same item may still replace it. */
  public boolean inForce(LocalDate day) {
    return (effectiveFrom == null || !day.isBefore(effectiveFrom))
        && (effectiveTo == null || day.isBefore(effectiveTo));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
