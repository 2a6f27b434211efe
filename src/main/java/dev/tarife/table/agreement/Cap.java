package dev.tarife.table.agreement;

import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import org.jspecify.annotations.Nullable;

/**
 * {@code agreements.xlsx}, Caps: the most that some charges cost together in a month.
 *
 * @param amount the most
 */
public record Cap(AgreementTerms terms, Money amount) implements Agreement {
  @Override
  public LineKind kind() {
    return LineKind.CAP;
  }

  @Override
  public Effect effect() {
    return Effect.CHANGES;
  }

  @Override
  public @Nullable AgreedAmount amount(Money covered, AgreementMonth month) {
    return covered.compareTo(amount) <= 0 ? null : AgreedAmount.once(amount.minus(covered));
  }

  @Override
  public String arithmetic(Money covered, AgreementMonth month) {
    return "at most " + amount + ": " + amount + " - " + covered + " = " + amount.minus(covered);
  }
}
