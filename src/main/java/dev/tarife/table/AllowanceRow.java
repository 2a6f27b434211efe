package dev.tarife.table;

import dev.tarife.model.LineKind;
import dev.tarife.model.Origin;
import dev.tarife.model.Quantity;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * {@code allowances.xlsx}, Allowances: a quantity that is free each month of a term.
 *
 * @param origin its row
 * @param code name of the pool
 * @param kind {@link LineKind#FREE_TIER} or {@link LineKind#TRIAL}
 * @param clock what starts the term
 * @param feature the feature whose first use starts it; null unless {@link Clock#ACTIVATION}
 * @param lasts length of the term; null: without end
 * @param lastsUnit unit of {@code lasts}; null exactly where {@code lasts} is
 * @param startsFrom the clock must have started on this day or later; null: any
 * @param startsBefore the start must be before this day (decision A-28); null: any
 * @param quantity free each month, in {@code unit}; null: all usage
 * @param unit unit of the quantity, {@code records} or the currency; null exactly where {@code
 *     quantity} is
 * @param countsTowardsTiers whether the free quantity fills tiers too (decision A-40)
 * @param keeps the most of what is left that is kept for the next month, in {@code unit}; null:
 *     nothing rolls over
 * @param measure what the quantity counts
 * @param per who, or what, has the quantity once
 * @param untilPlan an instance's usage draws until the day on which it first has this plan; null:
 *     whatever its plan
 * @param whilePlan an instance's usage draws from the beginning until the day on which it first no
 *     longer has this plan; null: whatever its plan
 * @param effectiveFrom first day on which anybody has it; null: since ever
 * @param effectiveTo the day after the last; null: without end
 */
public record AllowanceRow(
    Origin origin,
    String code,
    LineKind kind,
    Clock clock,
    @Nullable String feature,
    @Nullable Integer lasts,
    @Nullable LastsUnit lastsUnit,
    @Nullable LocalDate startsFrom,
    @Nullable LocalDate startsBefore,
    @Nullable Quantity quantity,
    @Nullable String unit,
    boolean countsTowardsTiers,
    @Nullable Quantity keeps,
    Measure measure,
    Per per,
    @Nullable String untilPlan,
    @Nullable String whilePlan,
    @Nullable LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo) {
  /** What the column Unit says of an allowance of so many records. */
  public static final String RECORDS = "records";

  /** What a quantity counts. */
  public enum Measure {
    /** Units of a charge. */
    UNITS,
    /** Records, or chains where a charge is counted by chains. */
    RECORDS,
    /** Money: what the usage costs. */
    MONEY
  }

  /** Who, or what, has the quantity of an allowance once. */
  public enum Per implements Worded {
    /** The account, each month. */
    ACCOUNT,
    /** Each instance, each month. */
    INSTANCE,
    /** Each resource of the account, each month. */
    RESOURCE,
    /** The account, each UTC day. */
    DAY,
    /** Each chain of records. */
    CHAIN,
    /** Each record. */
    RECORD;

    /** Whether each record, or each chain, has the quantity. */
    public boolean isOfOccurrences() {
      return this == RECORD || this == CHAIN;
    }
  }

  /** When an account has the allowance. */
  public AllowanceTerm term() {
    return new AllowanceTerm(
        clock, feature, lasts, lastsUnit, startsFrom, startsBefore, effectiveFrom, effectiveTo);
  }

  /** What starts a term. */
  public enum Clock implements Worded {
    /** The account's first deployment (decision A-05). */
    DEPLOYMENT,
    /** The day on which the account was created. */
    CREATION,
    /** The first use of a feature (TR-01). */
    ACTIVATION,
    /** Nothing: every month has it (decision A-22). */
    NONE
  }

  /** In what a term's length is given. */
  public enum LastsUnit implements Worded {
    /** To the same day so many months later, exclusive (decisions ). */
    MONTHS,
    /** To the end of the last of so many calendar months, the first one included. */
    CALENDAR_MONTHS,
    /** So many days, the first one included (decision A-29). */
    DAYS
  }
}
