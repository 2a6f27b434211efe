package dev.tarife.rating.allowance;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Quantity;
import dev.tarife.rating.price.OccurrencesLeft;
import dev.tarife.rating.price.PricedUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all deductions together made free, and what they left to be charged. */
public final class Deduction {
  private final List<PricedUsage> prices;
  private final List<FreeShare> shares;
  private final Map<MeteredUsage, Quantity> left;
  private final Map<MeteredUsage, Quantity> counted;
  private final Map<MeteredUsage, OccurrencesLeft> apart;

  private Deduction(
      List<PricedUsage> prices,
      List<FreeShare> shares,
      Map<MeteredUsage, Quantity> left,
      Map<MeteredUsage, Quantity> counted,
      Map<MeteredUsage, OccurrencesLeft> apart) {
    this.prices = prices;
    this.shares = shares;
    this.left = left;
    this.counted = counted;
    this.apart = apart;
  }

  /**
   * Sums up the deductions of an account's month.
   *
   * @throws IllegalArgumentException if two different usages have one id
   */
  public static Deduction of(List<PricedUsage> prices, List<FreeShare> shares) {
    Map<String, MeteredUsage> byId = new HashMap<>(2 * prices.size());
    for (PricedUsage priced : prices) {
      MeteredUsage usage = priced.usage();
      MeteredUsage other = byId.putIfAbsent(usage.id(), usage);
      if (other != null && !other.equals(usage)) {
        throw new IllegalArgumentException(
            "Two metered usages have the id (" + usage.id() + "). Give each its own.");
      }
    }
    if (shares.isEmpty()) {
      return new Deduction(List.copyOf(prices), List.of(), Map.of(), Map.of(), Map.of());
    }
    List<FreeShare> sorted = new ArrayList<>(shares);
    sorted.sort(Comparator.comparingInt(share -> share.turn().number()));
    Map<MeteredUsage, Quantity> left = new HashMap<>();
    Map<MeteredUsage, Quantity> counted = new HashMap<>();
    Map<MeteredUsage, OccurrencesLeft> apart = new HashMap<>();
    for (FreeShare share : sorted) {
      MeteredUsage usage = share.draw().usage();
      left.put(usage, share.usageLeft());
      apart.put(usage, share.occurrencesLeft());
      if (share.isFree() && share.draw().grant().countsTowardsTiers()) {
        counted.merge(usage, share.quantity(), Quantity::plus);
      }
    }
    return new Deduction(List.copyOf(prices), List.copyOf(sorted), left, counted, apart);
  }

  /** All usage that has a price, free or not. */
  public List<PricedUsage> prices() {
    return prices;
  }

  /** Every deduction, in the order in which they were made. */
  public List<FreeShare> shares() {
    return shares;
  }

  /** What is left to be charged, in base units. */
  public Quantity left(PricedUsage priced) {
    return left.getOrDefault(priced.usage(), priced.usage().quantity());
  }

  /** What is left to be charged of the records, or chains, of usage that are told apart. */
  public OccurrencesLeft occurrences(PricedUsage priced) {
    OccurrencesLeft left = apart.get(priced.usage());
    return left == null ? priced.occurrencesLeft() : left;
  }

  /** Whether anything is left to be charged. */
  public boolean leaves(PricedUsage priced) {
    return left(priced).isPositive();
  }

  /** The free quantity that fills tiers too (decision A-40), in base units. */
  public Quantity counted(PricedUsage priced) {
    return counted.getOrDefault(priced.usage(), Quantity.ZERO);
  }
}
