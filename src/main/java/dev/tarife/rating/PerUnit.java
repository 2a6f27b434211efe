package dev.tarife.rating;

import dev.tarife.rating.allowance.Deduction;
import dev.tarife.rating.price.PricedUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * All usage of an account that is priced per unit, as one conclusion: most usage is, and a session
 * looks after every conclusion of its own.
 */
public final class PerUnit {
  private final List<LinePart> pieces;

  private PerUnit(List<LinePart> pieces) {
    this.pieces = pieces;
  }

  /** What is left of usage after the allowances, at its price. */
  public static PerUnit of(List<PricedUsage> prices, Deduction deduction) {
    List<LinePart> pieces = new ArrayList<>(prices.size());
    for (PricedUsage priced : prices) {
      pieces.add(LinePart.used(priced, priced.firstTier(), deduction.left(priced)));
    }
    return new PerUnit(pieces);
  }

  List<LinePart> pieces() {
    return pieces;
  }
}
