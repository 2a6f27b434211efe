package dev.tarife.rating.allowance;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Source;

/**
 * Usage that may draw on an allowance.
 *
 * @param grant the allowance
 * @param usage the usage, at least some of it in the allowance's term
 * @param order the lower draws first
 * @param source the row and the rule
 */
public record Draw(Grant grant, MeteredUsage usage, int order, Source source) {
  /** Of few parts: the session looks every conclusion up, and hardly two differ in the rest. */
  @Override
  public int hashCode() {
    return 31 * usage.hashCode() + source.origin().row();
  }

  /**
   * Whether all of the usage lies in the term. A distinct count with an event after the term is
   * charged in full (decision A-30).
   */
  public boolean isWhole() {
    return grant.covers(usage);
  }

  /** Whether it makes a quantity free, and not an amount. */
  public boolean isOfQuantity() {
    return !grant.isOfMoney();
  }

  /** Whether it makes all of its usage free in the term: its allowance has no quantity. */
  public boolean isUnlimited() {
    return grant.quantity() == null;
  }
}
