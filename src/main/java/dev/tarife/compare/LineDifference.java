package dev.tarife.compare;

import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice that differs.
 *
 * @param account whose invoice
 * @param before the line; null: it is new
 * @param after the line; null: it is gone
 * @param cause what in the tables makes the difference
 */
public record LineDifference(
    String account, @Nullable LineItem before, @Nullable LineItem after, Cause cause) {
  public LineDifference {
    if (before == null && after == null) {
      throw new IllegalArgumentException("A line of " + account + " is neither before nor after.");
    }
  }

  /** The line as it is, or as it was if it is gone: charge, instance and dimensions are of both. */
  public LineItem line() {
    return after == null ? Objects.requireNonNull(before) : after;
  }

  public Amounts amounts() {
    return new Amounts(
        before == null ? Money.ZERO : before.amount(), after == null ? Money.ZERO : after.amount());
  }

  /**
   * The rows that make a difference.
   *
   * @param reach how near to the line they are
   * @param rows the rows, in the order of the tables
   */
  public record Cause(Reach reach, List<RowChange> rows) {
    static final Cause UNKNOWN = new Cause(Reach.NONE, List.of());

    public Cause {
      rows = List.copyOf(rows);
    }
  }

  /** How near to a line the rows are that make its difference. */
  public enum Reach {
    /** Rows that metered, freed or priced the line itself. */
    LINE("line"),
    /**
     * Rows of other lines of its charge: what they leave, such as of an allowance, is this line.
     */
    CHARGE("charge"),
    /** Rows of other lines of the account: they share an allowance or a tier with this line. */
    ACCOUNT("account"),
    /** No row is known to make the difference. */
    NONE("none");

    private final String code;

    Reach(String code) {
      this.code = code;
    }

    /** As files say it. */
    public String code() {
      return code;
    }
  }
}
