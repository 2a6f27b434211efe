package dev.tarife.table.agreement;

import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code agreements.xlsx}: it adds at most one line to an invoice, after those of usage.
 * An allowance in money of {@code allowances.xlsx} does the same, before all of them.
 *
 * <p>Rows of one kind are settled in the order of their sheet, and kinds in the order of decision
 * fees, caps, discounts and surcharges, commitments, credits, taxes. Each stands on what
 * those before it left of the lines that it covers.
 */
public sealed interface Agreement permits FreeAmount, Fee, Cap, Discount, Commitment, Credit, Tax {
  /** Its code, name, parties and the lines it covers. */
  AgreementTerms terms();

  /** The kind of its line. */
  LineKind kind();

  /** What its line does to the lines that later agreements stand on. */
  Effect effect();

  /**
   * What it adds to an invoice.
   *
   * @param covered what is left of the lines that it covers; never negative
   * @param month what the account and the month bring with them
   * @return null: nothing, and no line
   */
  @Nullable AgreedAmount amount(Money covered, AgreementMonth month);

  /**
   * How {@link #amount} is computed, for people: {@code 15.5 × -0.2 = -3.1}.
   *
   * @param covered as of {@link #amount}, which was not null
   */
  String arithmetic(Money covered, AgreementMonth month);

  /** Whether it stands on lines: all but a fee do. */
  default boolean standsOnLines() {
    return true;
  }

  /** Where it stands among others of its kind that come in turn; the lower first. */
  default int priority() {
    return 0;
  }

  /** Its row. */
  default Origin origin() {
    return terms().origin();
  }

  /** The days of a month that the row is in force, as a part of its days. */
  default int daysInForce(Period period) {
    return terms().daysOf(period);
  }

  /** What a line does to the lines that later agreements stand on. */
  enum Effect {
    /** It is one of them. */
    ADDS,
    /** It changes what is left of the lines that it covers. */
    CHANGES,
    /** Nothing: it comes on top. */
    NONE
  }
}
