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
 * @param unit unit of the quantity; null exactly where {@code quantity} is
 * @param countsTowardsTiers whether the free quantity fills tiers too (decision A-40)
 * @param keeps the most of what is left that is kept for the next month, in {@code unit}; null:
 *     nothing rolls over
 * @param perInstance whether each instance has the quantity, or all of the account together
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
    boolean perInstance,
    @Nullable LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo) {
  /** When an account has the allowance. */
  public AllowanceTerm term() {
    return new AllowanceTerm(
        clock, feature, lasts, lastsUnit, startsFrom, startsBefore, effectiveFrom, effectiveTo);
  }

  /** What starts a term. */
  public enum Clock {
    /** The account's first deployment (decision A-05). */
    DEPLOYMENT("deployment"),
    /** The day on which the account was created. */
    CREATION("creation"),
    /** The first use of a feature (TR-01). */
    ACTIVATION("activation"),
    /** Nothing: every month has it (decision A-22). */
    NONE("none");

    private final String word;

    Clock(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** In what a term's length is given. */
  public enum LastsUnit {
    /** To the same day so many months later, exclusive (decisions ). */
    MONTHS("months"),
    /** To the end of the last of so many calendar months, the first one included. */
    CALENDAR_MONTHS("calendar months"),
    /** So many days, the first one included (decision A-29). */
    DAYS("days");

    private final String word;

    LastsUnit(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
