package dev.tarife.table.agreement;

import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import org.jspecify.annotations.Nullable;

/**
 * {@code agreements.xlsx}, Fees: an amount that is due every month, with usage or without (decision
 *
 *
 * @param amount a month
 * @param perInstance whether every instance owes it, or the account once
 * @param region only instances of this Region; null: of any
 * @param prorated whether a month in which it begins or ends owes a part, by days
 */
public record Fee(
    AgreementTerms terms,
    Money amount,
    boolean perInstance,
    @Nullable String region,
    boolean prorated)
    implements Agreement {
  @Override
  public LineKind kind() {
    return LineKind.FEE;
  }

  @Override
  public Effect effect() {
    return Effect.ADDS;
  }

  @Override
  public boolean standsOnLines() {
    return false;
  }

  @Override
  public AgreedAmount amount(Money covered, AgreementMonth month) {
    return AgreedAmount.prorated(amount, days(month), month.period().days(), month.decimals());
  }

  @Override
  public String arithmetic(Money covered, AgreementMonth month) {
    return AgreedAmount.arithmetic(amount, days(month), month.period().days(), month.decimals());
  }

  /** The days for which it is due. */
  private int days(AgreementMonth month) {
    return prorated ? daysInForce(month.period()) : month.period().days();
  }
}
