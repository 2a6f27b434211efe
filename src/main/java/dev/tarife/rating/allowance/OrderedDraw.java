package dev.tarife.rating.allowance;

import dev.tarife.rating.price.PricedUsage;

/**
 * A draw in its turn: no draw comes before those whose balance it takes from.
 *
 * @param number place among all draws of the account's month, from 1
 * @param draw the usage and the allowance
 * @param priced the price that the usage would have
 * @param poolAfter whose balance of the allowance it takes from: the draw before it on the same
 *     allowance, or the grant
 * @param usageAfter whose balance of the usage it takes from: the draw before it of the same usage,
 *     or the priced usage
 */
public record OrderedDraw(
    int number, Draw draw, PricedUsage priced, Object poolAfter, Object usageAfter) {
  /** Of few parts: a session looks every conclusion up, and no two draws differ in the rest. */
  @Override
  public int hashCode() {
    return draw.hashCode();
  }
}
