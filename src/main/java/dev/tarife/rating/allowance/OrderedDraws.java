package dev.tarife.rating.allowance;

import dev.tarife.model.MeteredUsage;
import dev.tarife.rating.price.PricedUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The order in which draws take from allowances, whatever the order of the facts (decision A-62):
 * allowances in the order of the table; on one allowance by the order of Draws, then the earlier
 * price, then the dearer, then the line's key.
 */
public final class OrderedDraws {
  private final List<OrderedDraw> inOrder;

  private OrderedDraws(List<OrderedDraw> inOrder) {
    this.inOrder = inOrder;
  }

  /** Orders draws; usage without a price draws on nothing. */
  public static OrderedDraws of(List<Draw> draws, List<PricedUsage> prices) {
    Map<MeteredUsage, PricedUsage> priceOf = new HashMap<>(2 * prices.size());
    prices.forEach(priced -> priceOf.put(priced.usage(), priced));
    List<Draw> sorted = new ArrayList<>(draws);
    sorted.removeIf(draw -> !priceOf.containsKey(draw.usage()));
    sorted.sort(
        Comparator.comparingInt((Draw draw) -> draw.grant().position())
            .thenComparingInt(Draw::order)
            .thenComparing(draw -> priceOf.get(draw.usage()), PricedUsage.ORDER)
            .thenComparing(Draw::source));
    List<OrderedDraw> turns = new ArrayList<>(sorted.size());
    Map<Object, Object> poolAfter = new HashMap<>();
    Map<PricedUsage, Object> usageAfter = new HashMap<>();
    for (Draw draw : sorted) {
      PricedUsage priced = Objects.requireNonNull(priceOf.get(draw.usage()));
      Object pool = poolAfter.put(draw.grant().pool(draw.usage()), draw);
      Object usage = usageAfter.put(priced, draw);
      turns.add(
          new OrderedDraw(
              turns.size() + 1,
              draw,
              priced,
              pool == null ? draw.grant() : pool,
              usage == null ? priced : usage));
    }
    return new OrderedDraws(turns);
  }

  /** Every draw of usage that has a price, the first first. */
  public List<OrderedDraw> inOrder() {
    return inOrder;
  }
}
