package dev.tarife.rating.allowance;

import dev.tarife.model.Quantity;
import dev.tarife.rating.price.OccurrencesLeft;
import dev.tarife.rating.price.PricedUsage;
import dev.tarife.rating.price.UsageBalance;
import dev.tarife.table.AllowanceRow.Measure;
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
  /**
   * Deducts: a draw takes what its usage has left, and no more than its allowance has left. An
   * allowance of records makes as many of them free, and one of each record or chain gives its
   * quantity to each.
   */
  public static FreeShare of(OrderedDraw turn, PoolBalance pool, UsageBalance usage) {
    Grant grant = turn.draw().grant();
    OccurrencesLeft apart = apart(turn.draw(), usage);
    Quantity given = pool.poolLeft();
    if (given != null && grant.measure() == Measure.RECORDS) {
      long records =
          Math.min(apart.count(), given.downToMultipleOf(Quantity.ONE).value().longValue());
      OccurrencesLeft left = apart.withoutFirst(records);
      return of(turn, given.minus(Quantity.of(records)), usage, left);
    }
    if (given != null && grant.per().isOfOccurrences()) {
      return of(turn, given, usage, apart.withoutOfEach(given, grant.countsTowardsTiers()));
    }
    Quantity wanted = usage.usageLeft();
    Quantity free = given == null ? wanted : wanted.min(given);
    return new FreeShare(
        turn,
        free,
        given == null ? null : given.minus(free),
        wanted.minus(free),
        apart.alike().isEmpty() ? apart : apart.without(free, grant.countsTowardsTiers()));
  }

  /** What is left of the records or chains of usage, where the allowance asks for them. */
  private static OccurrencesLeft apart(Draw draw, UsageBalance usage) {
    OccurrencesLeft apart = usage.occurrencesLeft();
    if (!apart.alike().isEmpty()
        || !draw.grant().isOfOccurrences()
        || !usage.usageLeft().isPositive()) {
      return apart;
    }
    if (!draw.usage().occurrences().isEmpty() || draw.usage().records() == 1) {
      return OccurrencesLeft.ofOne(usage.usageLeft());
    }
    throw new IllegalArgumentException(
        "Metered usage ("
            + draw.usage().id()
            + ") is already summed, and "
            + draw.source().origin()
            + " lets each record of it draw. Give its occurrences.");
  }

  private static FreeShare of(
      OrderedDraw turn, Quantity poolLeft, UsageBalance usage, OccurrencesLeft left) {
    Quantity rest = left.quantity();
    return new FreeShare(turn, usage.usageLeft().minus(rest), poolLeft, rest, left);
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
