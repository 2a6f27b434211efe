package dev.tarife.rating;

import dev.tarife.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A deduction: how much of a draw's usage an allowance made free, and what that left of both.
 *
 * @param turn the draw, in its turn
 * @param quantity in base units; 0 where nothing was left of the allowance, or of the usage
 * @param poolLeft what is left of the allowance, in base units; null: no end of it
 * @param usageLeft what is left of the usage, in base units
 * @param occurrencesLeft what is left of its records or chains; none: they are not told apart
 */
public record FreeShare(
    OrderedDraw turn,
    Quantity quantity,
    @Nullable Quantity poolLeft,
    Quantity usageLeft,
    OccurrencesLeft occurrencesLeft)
    implements PoolBalance, UsageBalance {
  /** Deducts: a draw takes what its usage has left, and no more than its allowance has left. */
  public static FreeShare of(OrderedDraw turn, PoolBalance pool, UsageBalance usage) {
    Quantity wanted = usage.usageLeft();
    Quantity given = pool.poolLeft();
    Quantity free = given == null ? wanted : wanted.min(given);
    OccurrencesLeft apart = usage.occurrencesLeft();
    return new FreeShare(
        turn,
        free,
        given == null ? null : given.minus(free),
        wanted.minus(free),
        apart.alike().isEmpty()
            ? apart
            : apart.without(free, turn.draw().grant().countsTowardsTiers()));
  }

  /** Of few parts: the session looks every conclusion up, and a draw has one share. */
  @Override
  public int hashCode() {
    return turn.hashCode();
  }

  /** The usage and the allowance. */
  public Draw draw() {
    return turn.draw();
  }

  /** The price that the quantity would have had. */
  public PricedUsage priced() {
    return turn.priced();
  }

  /** Whether anything became free. */
  public boolean isFree() {
    return quantity.isPositive();
  }

  @Override
  public Object poolAfter() {
    return draw();
  }

  @Override
  public Object usageAfter() {
    return draw();
  }
}
