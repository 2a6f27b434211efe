package dev.tarife.rating;

import java.util.ArrayList;
import java.util.List;

/**
 * All usage of an account that is priced per unit, as one conclusion: most usage is, and a session
 * looks after every conclusion of its own.
 */
public final class PerUnit {
  private final List<Piece> pieces;

  private PerUnit(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /** What is left of usage after the allowances, at its price. */
  public static PerUnit of(List<Priced> prices, Deduction deduction) {
    List<Piece> pieces = new ArrayList<>(prices.size());
    for (Priced priced : prices) {
      pieces.add(Piece.used(priced, priced.firstTier(), deduction.left(priced)));
    }
    return new PerUnit(pieces);
  }

  List<Piece> pieces() {
    return pieces;
  }
}
