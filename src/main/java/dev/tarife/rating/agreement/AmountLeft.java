package dev.tarife.rating.agreement;

import dev.tarife.model.Money;
import dev.tarife.table.agreement.AgreementTerms;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is left to pay of a line.
 *
 * @param line its number on the invoice, from 1
 * @param charge code of its charge, fee or commitment
 * @param area code of the charge's area; null: a fee or a commitment
 * @param plan of its instance; null: a line of the whole account
 * @param passedThrough whether another service bills it
 * @param draws the allowances in money that its usage draws on
 * @param left in the decimals of a line
 */
public record AmountLeft(
    int line,
    String charge,
    @Nullable String area,
    @Nullable String plan,
    boolean passedThrough,
    Set<String> draws,
    Money left) {
  public AmountLeft {
    draws = Set.copyOf(draws);
  }

  /** Whether something is left of it that an agreement stands on. */
  boolean isCoveredBy(AgreementTerms terms) {
    return !left.isZero() && terms.covers(charge, area, plan, passedThrough);
  }

  AmountLeft with(Money other) {
    return new AmountLeft(line, charge, area, plan, passedThrough, draws, other);
  }
}
