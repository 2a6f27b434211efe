package dev.tarife.table.agreement;

import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * {@code agreements.xlsx}, Discounts: a percentage less, or more, of what some lines cost. The next
 * one of the sheet takes its percentage of what this one left.
 *
 * @param surcharge whether it raises the invoice
 * @param percent such as 20
 */
public record Discount(AgreementTerms terms, boolean surcharge, Quantity percent)
    implements Agreement {
  @Override
  public LineKind kind() {
    return surcharge ? LineKind.SURCHARGE : LineKind.DISCOUNT;
  }

  @Override
  public Effect effect() {
    return Effect.CHANGES;
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
    return AgreedAmount.share(
        covered, surcharge ? rate : Money.ZERO.minus(rate), month.currency(), month.decimals());
  }
}
