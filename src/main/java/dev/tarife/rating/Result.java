package dev.tarife.rating;

import dev.tarife.metering.Metered;
import dev.tarife.model.Account;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.kie.api.runtime.KieSession;

/**
 * What a session that has fired came to.
 *
 * @param account whose invoice it is
 * @param period its month
 * @param lines the invoice's lines
 * @param total their sum
 * @param rejected what is not charged, ascending
 * @param outOfPeriod how many raw records lie outside the month
 */
record Result(
    Account account,
    Period period,
    Lines lines,
    Total total,
    List<Rejection> rejected,
    long outOfPeriod) {
  /**
   * Looks through the facts of a session, once.
   *
   * @throws IllegalStateException if the rules did not come to one invoice of all its facts
   */
  static Result of(KieSession session) {
    Completeness facts = Completeness.check(session);
    List<Rejection> rejected = new ArrayList<>(facts.rejected());
    Collections.sort(rejected);
    Metered metered = facts.metered();
    return new Result(
        facts.account(),
        facts.period(),
        facts.lines(),
        facts.total(),
        rejected,
        metered == null ? 0 : metered.outOfPeriod());
  }

  /**
   * Refuses another account or month than the session's.
   *
   * @throws IllegalStateException if it is another
   */
  void checkIsOf(Account other, Period month) {
    if (!account.id().equals(other.id()) || !period.equals(month)) {
      throw new IllegalStateException(
          "The session is of account ("
              + account.id()
              + ") and "
              + period
              + ", not of ("
              + other.id()
              + ") and "
              + month
              + ".");
    }
  }
}
