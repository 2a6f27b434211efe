package dev.tarife.rating;

import dev.tarife.metering.Metered;
import dev.tarife.metering.terms.FractionalUsage;
import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.Rejection;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.allowance.Deduction;
import dev.tarife.rating.allowance.Grant;
import dev.tarife.table.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
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
 * @param fractions quantities of raw records that are not whole, of things that come whole
 * @param columns what raw records have beside the input format's columns
 * @param deduction what allowances made free
 * @param kept what is kept of allowances, for the next month
 */
record SessionResult(
    Account account,
    Period period,
    AllLines lines,
    Total total,
    List<Rejection> rejected,
    long outOfPeriod,
    List<FractionalUsage> fractions,
    Set<String> columns,
    Deduction deduction,
    SortedMap<String, Quantity> kept) {
  /**
   * Looks through the facts of a session, once.
   *
   * @throws IllegalStateException if the rules did not come to one invoice of all its facts
   */
  static SessionResult of(KieSession session) {
    Completeness facts = Completeness.check(session);
    List<Rejection> rejected = new ArrayList<>(facts.rejected());
    Collections.sort(rejected);
    Metered metered = facts.metered();
    Set<String> columns = new TreeSet<>();
    for (Object fact : session.getObjects(UsageRecord.class::isInstance)) {
      columns.addAll(((UsageRecord) fact).attributes().keySet());
    }
    return new SessionResult(
        facts.account(),
        facts.period(),
        facts.lines(),
        facts.total(),
        rejected,
        metered == null ? 0 : metered.outOfPeriod(),
        metered == null ? List.of() : metered.fractions(),
        columns,
        facts.deduction(),
        Grant.kept(facts.grants(), facts.shares(), facts.period()));
  }

  /** What the next month begins with. */
  Carried carries(Tables tables) {
    return new Carried(
        lines.credits(), kept, YearCounters.after(tables, account, period, deduction));
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
