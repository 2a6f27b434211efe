package dev.tarife.table.agreement;

import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import org.jspecify.annotations.Nullable;

/**
 * {@code agreements.xlsx}, Commitments: the least that some charges cost together in a month. What
 * is missing is a line of its own.
 *
 * @param amount a month
 * @param prorated whether a month in which it begins or ends commits to a part, by days
 */
public record Commitment(AgreementTerms terms, Money amount, boolean prorated)
    implements Agreement {
  @Override
  public LineKind kind() {
    return LineKind.COMMITMENT;
  }

  @Override
  public Effect effect() {
    return Effect.ADDS;
  }

  @Override
  public @Nullable AgreedAmount amount(Money covered, AgreementMonth month) {
    Money missing = due(month).minus(covered);
    return missing.value().signum() <= 0 ? null : AgreedAmount.once(missing);
  }

  @Override
  public String arithmetic(Money covered, AgreementMonth month) {
    Money due = due(month);
    return "at least "
        + AgreedAmount.arithmetic(amount, days(month), month.period().days(), month.decimals())
        + ": "
        + due
        + " - "
        + covered
        + " = "
        + due.minus(covered);
  }

  /** What the month commits to. */
  private Money due(AgreementMonth month) {
    return AgreedAmount.prorated(amount, days(month), month.period().days(), month.decimals())
        .amount();
  }

  /** The days to which it commits. */
  private int days(AgreementMonth month) {
    return prorated ? daysInForce(month.period()) : month.period().days();
  }
}
