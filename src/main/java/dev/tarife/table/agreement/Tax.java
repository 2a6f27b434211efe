package dev.tarife.table.agreement;

import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * {@code agreements.xlsx}, Taxes: a percentage of what is left to pay after credits. Two taxes on
 * the same lines are both of the same amount.
 *
 * @param percent such as 18
 * @param country accounts of this country; null: of any
 */
public record Tax(AgreementTerms terms, Quantity percent, @Nullable String country)
    implements Agreement {
  @Override
  public LineKind kind() {
    return LineKind.TAX;
  }

  @Override
  public Effect effect() {
    return Effect.NONE;
  }

  @Override
  public @Nullable AgreedAmount amount(Money covered, AgreementMonth month) {
    return covered.isZero() ? null : share(covered, month);
  }

  @Override
  public String arithmetic(Money covered, AgreementMonth month) {
    return share(covered, month).arithmetic();
  }

  private AgreedAmount share(Money covered, AgreementMonth month) {
    Money rate = Money.of(percent.value().movePointLeft(2));
    return AgreedAmount.share(covered, rate, month.currency(), month.decimals());
  }
}
