package dev.tarife.billing;

import dev.tarife.metering.UnreadColumn;
import dev.tarife.model.Account;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a billing run must know of the whole, so that its invoices are those of one run
 * over everything. A part has some of the accounts, and every record of these.
 *
 * @param elsewhere the accounts of the other parts: their instances are not unknown here
 * @param first whether this part tells of what belongs to no part and is handed to each: numbers of
 *     instances that no account has
 * @param unread columns of the whole input that nothing reads
 * @param nothing what {@link Contents#nothing} says, if nothing of the whole run lies in the month;
 *     null: something does, or it is not known yet
 */
public record WholeRun(
    Collection<Account> elsewhere,
    boolean first,
    List<UnreadColumn> unread,
    @Nullable String nothing) {
  public WholeRun {
    elsewhere = List.copyOf(elsewhere);
    unread = List.copyOf(unread);
  }

  /** Whether there are other parts, so that a record must name its account. */
  boolean isDivided() {
    return !elsewhere.isEmpty();
  }
}
