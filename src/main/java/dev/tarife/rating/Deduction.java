package dev.tarife.rating;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the account's allowances made free.
 *
 * <p>Each pool's draws are laid end to end in the declared order (decision A-62); what lies before
 * the pool's quantity is free. Pools follow one another in the order of the table, each over what
 * the ones before it left, so that no allowance gives more than there is.
 */
public final class Deduction {
  private final List<Priced> prices;
  private final List<Share> shares;
  private final Map<MeteredUsage, Quantity> free;
  private final Map<MeteredUsage, Quantity> counted;

  private Deduction(
      List<Priced> prices,
      List<Share> shares,
      Map<MeteredUsage, Quantity> free,
      Map<MeteredUsage, Quantity> counted) {
    this.prices = prices;
    this.shares = shares;
    this.free = free;
    this.counted = counted;
  }

  /**
   * Deducts; usage without a price draws on nothing.
   *
   * @throws IllegalArgumentException if two different usages have one id
   */
  public static Deduction of(List<Draw> draws, List<Priced> prices) {
    Map<String, MeteredUsage> byId = new HashMap<>();
    for (Priced priced : prices) {
      MeteredUsage usage = priced.usage();
      MeteredUsage other = byId.putIfAbsent(usage.id(), usage);
      if (other != null && !other.equals(usage)) {
        throw new IllegalArgumentException(
            "Two metered usages have the id (" + usage.id() + "). Give each its own.");
      }
    }
    if (draws.isEmpty()) {
      return new Deduction(List.copyOf(prices), List.of(), Map.of(), Map.of());
    }
    Map<MeteredUsage, Priced> priceOf = new HashMap<>();
    prices.forEach(priced -> priceOf.put(priced.usage(), priced));
    Map<Grant, List<Draw>> pools = new LinkedHashMap<>();
    draws.stream()
        .filter(draw -> priceOf.containsKey(draw.usage()))
        .sorted(Comparator.comparingInt(draw -> draw.grant().position()))
        .forEach(draw -> pools.computeIfAbsent(draw.grant(), g -> new ArrayList<>()).add(draw));
    Comparator<Draw> order =
        Comparator.comparingInt(Draw::order)
            .thenComparing(draw -> priceOf.get(draw.usage()), Priced.ORDER)
            .thenComparing(Draw::source);

    List<Share> shares = new ArrayList<>();
    Map<MeteredUsage, Quantity> free = new HashMap<>();
    Map<MeteredUsage, Quantity> counted = new HashMap<>();
    pools.forEach(
        (grant, pool) -> {
          pool.sort(order);
          Quantity used = Quantity.ZERO;
          for (Draw draw : pool) {
            MeteredUsage usage = draw.usage();
            Quantity left = usage.quantity().minus(free.getOrDefault(usage, Quantity.ZERO));
            Quantity share =
                grant.quantity() == null ? left : left.min(grant.quantity().minus(used));
            if (!share.isPositive()) {
              continue;
            }
            used = used.plus(share);
            free.merge(usage, share, Quantity::plus);
            if (grant.countsTowardsTiers()) {
              counted.merge(usage, share, Quantity::plus);
            }
            shares.add(new Share(draw, Objects.requireNonNull(priceOf.get(usage)), share));
          }
        });
    return new Deduction(List.copyOf(prices), List.copyOf(shares), free, counted);
  }

  /** All usage that has a price, free or not. */
  List<Priced> prices() {
    return prices;
  }

  /** Every free quantity, in the order in which it was deducted. */
  public List<Share> shares() {
    return shares;
  }

  /** What is left to be charged, in base units. */
  public Quantity left(Priced priced) {
    Quantity gone = free.get(priced.usage());
    return gone == null ? priced.usage().quantity() : priced.usage().quantity().minus(gone);
  }

  /** Whether anything is left to be charged. */
  public boolean leaves(Priced priced) {
    return left(priced).isPositive();
  }

  /** The free quantity that fills tiers too (decision A-40), in base units. */
  Quantity counted(Priced priced) {
    return counted.getOrDefault(priced.usage(), Quantity.ZERO);
  }
}
