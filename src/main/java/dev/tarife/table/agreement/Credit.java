package dev.tarife.table.agreement;

import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code agreements.xlsx}, Credits: money that pays for some charges until it is used up or
 * expires. What is left of it is carried to the next month (decision A-83).
 *
 * <p>Its terms begin on the day on which it is granted and end on the day on which it expires.
 *
 * @param amount granted
 * @param priority the credit of the lowest pays first
 */
public record Credit(AgreementTerms terms, Money amount, int priority) implements Agreement {
  private static final Money MINUS_ONE = Money.of("-1");

  @Override
  public LineKind kind() {
    return LineKind.CREDIT;
  }

  @Override
  public Effect effect() {
    return Effect.CHANGES;
  }

  /** The day on which it is granted. */
  public LocalDate granted() {
    return Objects.requireNonNull(terms.from());
  }

  /**
   * What is left of it before the month's invoice: all of it in the month in which it is granted,
   * else what the account carries. Null: it was granted before, and the account does not say what
   * is left.
   */
  public @Nullable Money balance(AgreementMonth month) {
    Money carried = month.carried().credits().get(terms.code());
    return carried != null ? carried : month.period().contains(granted()) ? amount : null;
  }

  /** Whether the next month's invoice may still use it. */
  public boolean outlives(Period period) {
    return terms.to() == null || period.to().isBefore(terms.to());
  }

  @Override
  public String arithmetic(Money covered, AgreementMonth month) {
    Money balance = Objects.requireNonNullElse(balance(month), Money.ZERO);
    Money used = balance.compareTo(covered) < 0 ? balance : covered;
    Money left = balance.minus(used);
    return "the credit has "
        + balance
        + ": "
        + balance
        + " - "
        + used
        + " = "
        + left
        + (left.isZero()
            ? ""
            : outlives(month.period()) ? " for the next month" : " that expires on " + terms.to());
  }

  @Override
  public @Nullable AgreedAmount amount(Money covered, AgreementMonth month) {
    Money balance = balance(month);
    if (balance == null || balance.isZero() || covered.isZero()) {
      return null;
    }
    Money used = balance.compareTo(covered) < 0 ? balance : covered;
    return new AgreedAmount(
        Quantity.of(used.value()), month.currency(), MINUS_ONE, Money.ZERO.minus(used));
  }
}
