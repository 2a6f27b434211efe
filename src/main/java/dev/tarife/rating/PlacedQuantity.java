package dev.tarife.rating;

import dev.tarife.model.Account;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.rating.allowance.Deduction;
import dev.tarife.rating.price.Offer;
import dev.tarife.rating.price.PricedUsage;
import dev.tarife.table.PriceRow.Model;
import dev.tarife.table.PriceRow.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A quantity where tiers, packages and flat fees price it: at its place on a line, or record by
 * record. Quantities are in base units.
 */
public sealed interface PlacedQuantity permits PlacedOnLine, PlacedOccurrences {
  /**
   * Lays quantities end to end, by scope, in the order of decision A-62. Free quantities that count
   * towards tiers take the first places: they are the feed's $0 tier (decisions ). Usage
   * of the same scope takes its place whatever model priced it, so that a counter runs on where the
   * price before was per unit (decision A-76); only what runs over the line is given back. Records
   * and chains that are priced one by one each have a line of their own, and one of a year begins
   * with what the account carries.
   */
  static List<PlacedQuantity> endToEnd(Deduction deduction, Account account, Period period) {
    return endToEnd(deduction, account, period, new HashMap<>());
  }

  /**
   * As {@link #endToEnd(Deduction, Account, Period)}.
   *
   * @param ends gets where each line of a year ends, free quantities that count towards tiers among
   *     it, by the name of its counter
   */
  static List<PlacedQuantity> endToEnd(
      Deduction deduction, Account account, Period period, Map<String, Quantity> ends) {
    List<PricedUsage> prices = deduction.prices();
    Set<String> charges = new HashSet<>();
    Set<String> ofInstances = new HashSet<>();
    Set<String> ofDays = new HashSet<>();
    Map<String, List<PricedUsage>> lines = new LinkedHashMap<>();
    for (PricedUsage priced : prices) {
      if (priced.firstTier().row().scope() == Scope.INSTANCE) {
        ofInstances.add(priced.usage().charge());
      }
      if (priced.firstTier().row().scope() == Scope.DAY) {
        ofDays.add(priced.usage().charge());
      }
      if (priced.model() != Model.PER_UNIT && charges.add(priced.usage().charge())) {
        lines.put(priced.usage().charge(), new ArrayList<>());
      }
    }
    if (charges.isEmpty()) {
      return List.of();
    }
    List<PricedUsage> sorted = new ArrayList<>();
    for (PricedUsage priced : prices) {
      if (charges.contains(priced.usage().charge())) {
        sorted.add(priced);
      }
    }
    sorted.sort(PricedUsage.ORDER);
    for (PricedUsage priced : sorted) {
      lines.computeIfAbsent(priced.usage().charge(), charge -> new ArrayList<>()).add(priced);
      lines.computeIfAbsent(priced.item(), item -> new ArrayList<>()).add(priced);
      if (ofInstances.contains(priced.usage().charge())) {
        lines.computeIfAbsent(priced.itemOfInstance(), item -> new ArrayList<>()).add(priced);
      }
      if (ofDays.contains(priced.usage().charge())) {
        lines.computeIfAbsent(priced.itemOfDay(), item -> new ArrayList<>()).add(priced);
      }
    }
    List<PlacedQuantity> placed = new ArrayList<>();
    lines.forEach(
        (scope, line) -> new QuantityLine(scope, Quantity.ZERO, deduction).lay(line, placed));
    // The same line, where it goes on from one month to the next.
    Map<String, Quantity> before = YearCounters.before(sorted, account, period);
    for (PricedUsage priced : sorted) {
      Quantity counted = before.remove(priced.scope());
      if (counted != null) {
        QuantityLine line = new QuantityLine(priced.scope(), counted, deduction);
        line.lay(lines.getOrDefault(priced.scopeOfMonth(), List.of()), placed);
        ends.put(YearCounters.name(priced), line.end());
      }
    }
    for (PricedUsage priced : sorted) {
      if (priced.isOfOccurrences() && priced.model() != Model.PER_UNIT) {
        PlacedOccurrences.of(priced, deduction.occurrences(priced)).ifPresent(placed::add);
      }
    }
    return placed;
  }

  /** The usage and its price. */
  PricedUsage priced();

  default Model model() {
    return priced().model();
  }

  /** The tiers of the price, ascending. */
  default List<Offer> tiers() {
    return priced().offers();
  }

  /** Whether there is a quantity to charge, and not a fee alone. */
  boolean isCharged();

  /** What the usage and a tier have in common; 0 or less: nothing. */
  Quantity overlap(Offer tier);

  default boolean reaches(Offer tier) {
    return overlap(tier).isPositive();
  }

  /** Whether what a tier prices by volume ends in it. */
  boolean totalReaches(Offer tier);

  /** What a tier prices by volume. */
  Quantity volume(Offer tier);

  /** The packages that this usage opens. */
  Quantity blocks();

  /** What lies before the first package. */
  Quantity beforeFirstBlock();

  /** How many times a flat price falls due with this usage. */
  Quantity periods();

  /** Whether the flat fee of a tier falls due with this usage. */
  boolean enters(Offer tier);

  /** How many times the flat fee of a tier falls due with this usage. */
  Quantity fees(Offer tier);

  /** What no tier prices: a gap in the table must never be free. */
  Quantity untiered();

  /** Whether what one record or chain costs has a least or a most. */
  default boolean isLimited() {
    return priced().firstTier().row().isLimited();
  }

  /** How many records or chains cost the least that one costs. */
  default Quantity atMinimum() {
    return Quantity.ZERO;
  }

  /** How many records or chains cost the most that one costs. */
  default Quantity atMaximum() {
    return Quantity.ZERO;
  }
}
