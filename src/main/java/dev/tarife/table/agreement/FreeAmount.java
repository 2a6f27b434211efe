package dev.tarife.table.agreement;

import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * {@code allowances.xlsx}, Allowances: an amount of money that is free each month. It comes before
 * all rows of {@code agreements.xlsx}, for it is a part of what the usage costs.
 *
 * @param terms its code; what it covers is what draws on it
 * @param kind {@link LineKind#FREE_TIER} or {@link LineKind#TRIAL}
 * @param amount free in the month
 */
public record FreeAmount(AgreementTerms terms, LineKind kind, Money amount) implements Agreement {
  private static final Money MINUS_ONE = Money.of("-1");

  @Override
  public Effect effect() {
    return Effect.CHANGES;
  }

  @Override
  public @Nullable AgreedAmount amount(Money covered, AgreementMonth month) {
    Money free = free(covered);
    return free.isZero()
        ? null
        : new AgreedAmount(
            Quantity.of(free.value()), month.currency(), MINUS_ONE, Money.ZERO.minus(free));
  }

  @Override
  public String arithmetic(Money covered, AgreementMonth month) {
    return amount
        + " free: "
        + covered
        + " - "
        + free(covered)
        + " = "
        + covered.minus(free(covered));
  }

  private Money free(Money covered) {
    return amount.compareTo(covered) < 0 ? amount : covered;
  }
}
