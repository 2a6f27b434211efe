package dev.tarife.rating;

import dev.tarife.metering.Metered;
import dev.tarife.model.Rejection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;

/**
 * What a session that has fired came to.
 *
 * @param lines the invoice's lines
 * @param total their sum
 * @param rejected what is not charged, ascending
 * @param outOfPeriod how many raw records lie outside the month
 */
record Result(Lines lines, Total total, List<Rejection> rejected, long outOfPeriod) {
  /**
   * Looks through the facts of a session, once.
   *
   * @throws IllegalStateException if the rules did not come to one invoice
   */
  static Result of(KieSession session) {
    Lines lines = null;
    Total total = null;
    List<Rejection> rejected = new ArrayList<>(0);
    long outOfPeriod = 0;
    for (Object fact : session.getObjects()) {
      if (fact instanceof Lines found) {
        lines = only(lines, found);
      } else if (fact instanceof Total found) {
        total = only(total, found);
      } else if (fact instanceof Rejection found) {
        rejected.add(found);
      } else if (fact instanceof Metered found) {
        outOfPeriod += found.outOfPeriod();
      }
    }
    if (lines == null || total == null) {
      throw new IllegalStateException("The session has not fired: it has no lines, or no total.");
    }
    Collections.sort(rejected);
    return new Result(lines, total, rejected, outOfPeriod);
  }

  private static <T> T only(@Nullable T before, T found) {
    if (before != null) {
      throw new IllegalStateException(
          "The session has several facts of " + found.getClass().getSimpleName() + ", not one.");
    }
    return found;
  }
}
