package dev.tarife.rating.allowance;

import dev.tarife.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What an allowance still has to give: its grant before the first draw, then, after each draw, the
 * share of that draw.
 */
public sealed interface PoolBalance permits Grant, FreeShare {
  /** What it is the balance after: the grant itself, or a draw. */
  Object poolAfter();

  /** What is left, in base units; null: no end of it. */
  @Nullable Quantity poolLeft();
}
