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
 */
public record AllowanceTerm(
    Clock clock, @Nullable String feature, @Nullable Integer lasts, @Nullable LastsUnit lastsUnit) {
  /**
   * The days on which an account has the allowance. Without a clock the term begins with the month
   * (decision A-22).
   *
   * @return null where the clock has not started: the account was never deployed, or never used the
   *     feature
   */
  public @Nullable DateRange of(Account account, Period period) {
    LocalDate start =
        switch (clock) {
          case DEPLOYMENT -> account.firstDeployment();
          case ACTIVATION -> feature == null ? null : account.activation(feature);
          case NONE -> period.from();
        };
    return start == null ? null : from(start);
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
      case ACTIVATION -> account.withActivations(Map.of(String.valueOf(feature), day));
      case NONE -> account;
    };
  }
}
