package dev.tarife.table;

import dev.tarife.model.Account;
import dev.tarife.model.Period;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.AllowanceRow.LastsUnit;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When an account has an allowance: what starts its clock, and how long its term is. Whoever needs
 * these days, to grant, to cut a month or to make an example, asks here.
 *
 * @param clock what starts the term
 * @param feature the feature whose first use starts it; null unless {@link Clock#ACTIVATION}
 * @param lasts length of the term; null: without end
 * @param lastsUnit unit of {@code lasts}; null exactly where {@code lasts} is
 * @param startsFrom the clock must have started on this day or later; null: any
 * @param startsBefore the clock must have started before this day (decision A-28); null: any
 * @param effectiveFrom first day on which anybody has the allowance; null: since ever
 * @param effectiveTo the day after the last; null: without end
 */
public record AllowanceTerm(
    Clock clock,
    @Nullable String feature,
    @Nullable Integer lasts,
    @Nullable LastsUnit lastsUnit,
    @Nullable LocalDate startsFrom,
    @Nullable LocalDate startsBefore,
    @Nullable LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo) {
  /**
   * The days on which an account has the allowance. Without a clock the term begins with the month
   * (decision A-22).
   *
   * @return null where the account has it on no day: the clock has not started, or on another day
   *     than the row asks for
   */
  public @Nullable DateRange of(Account account, Period period) {
    LocalDate start =
        switch (clock) {
          case DEPLOYMENT -> account.firstDeployment();
          case CREATION -> account.created();
          case ACTIVATION -> feature == null ? null : account.activation(feature);
          case NONE -> period.from();
        };
    if (start == null
        || (startsFrom != null && start.isBefore(startsFrom))
        || (startsBefore != null && !start.isBefore(startsBefore))) {
      return null;
    }
    return inForce(from(start));
  }

  /** The days of a term on which the row is in force; null: none. */
  private @Nullable DateRange inForce(DateRange term) {
    LocalDate first =
        effectiveFrom == null || effectiveFrom.isBefore(term.from()) ? term.from() : effectiveFrom;
    LocalDate end = term.to();
    if (effectiveTo != null && (end == null || effectiveTo.isBefore(end))) {
      end = effectiveTo;
    }
    return end == null || first.isBefore(end) ? new DateRange(first, end) : null;
  }

  /** The term that starts on a day (decisions ). */
  public DateRange from(LocalDate start) {
    if (lasts == null || lastsUnit == null) {
      return new DateRange(start, null);
    }
    LocalDate end =
        switch (lastsUnit) {
          case MONTHS -> start.plusMonths(lasts);
          case CALENDAR_MONTHS -> start.withDayOfMonth(1).plusMonths(lasts);
          case DAYS -> start.plusDays(lasts);
        };
    return new DateRange(start, end);
  }

  /** The same account, if the clock had started on a day. */
  public Account started(Account account, LocalDate day) {
    return switch (clock) {
      case DEPLOYMENT -> account.withFirstDeployment(day);
      case CREATION -> account.withCreated(day);
      case ACTIVATION -> account.withActivations(Map.of(String.valueOf(feature), day));
      case NONE -> account;
    };
  }
}
