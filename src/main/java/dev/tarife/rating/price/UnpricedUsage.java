package dev.tarife.rating.price;

import dev.tarife.model.MeteredUsage;

/**
 * Usage that no price row matches: rejected, never free (decision A-44).
 *
 * @param usage the usage
 * @param reason which dimension found no row
 */
public record UnpricedUsage(MeteredUsage usage, String reason) implements Choice {
  /** Whether it is rejected: usage of quantity 0 that no row prices would cost nothing. */
  public boolean isRejected() {
    return !usage.quantity().isZero() || !reason.startsWith(UnpricedReasons.NO_PRICE);
  }
}
