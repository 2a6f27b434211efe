package dev.tarife.rating.price;

import dev.tarife.model.Quantity;

/**
 * What of usage is not free yet: all of it when its price is chosen, then, after each of its draws,
 * what that draw's share left.
 */
public interface UsageBalance {
  /** What it is the balance after: the priced usage itself, or a draw. */
  Object usageAfter();

  /** What is left, in base units. */
  Quantity usageLeft();

  /** What is left of its records or chains; none: they are not told apart. */
  OccurrencesLeft occurrencesLeft();
}
