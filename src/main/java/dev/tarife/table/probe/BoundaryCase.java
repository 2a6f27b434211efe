package dev.tarife.table.probe;

import dev.tarife.model.Account;
import dev.tarife.model.Origin;
import dev.tarife.model.UsageRecord;
import java.time.YearMonth;
import java.util.List;

/**
 * Usage at an edge of the tables, where a slip shows: at the end of a tier, below a minimum, on the
 * last day of a price, on the last unit of an allowance.
 *
 * @param code names it, such as {@code edge-chat-message-tier-500}
 * @param title what it shows, for people
 * @param kind which edge
 * @param row the row whose edge it is
 * @param charge the charge
 * @param account whose usage it is
 * @param month the month
 * @param usage the record
 * @param repeat how many resources have such a record, where it is counted by resource; else 1
 */
public record BoundaryCase(
    String code,
    String title,
    Kind kind,
    Origin row,
    String charge,
    Account account,
    YearMonth month,
    UsageRecord usage,
    int repeat) {
  /** All of the usage: the record, of each resource. */
  public List<UsageRecord> records() {
    return usage.repeated(repeat);
  }

  /** What tells that some usage lies at an edge already. */
  public enum Kind {
    /** The charge's lines: how much of it is free, and how much in which tier. */
    QUANTITY,
    /** How long a record is, against the minimum and increment. */
    LENGTH,
    /** On which day a record is, against the price or the account's term. */
    DAY
  }
}
