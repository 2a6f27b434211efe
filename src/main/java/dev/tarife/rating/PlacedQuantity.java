package dev.tarife.rating;

import dev.tarife.model.Quantity;
import dev.tarife.table.PriceRow;
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
 * A quantity at its place on the line over which tiers, packages and flat fees run: a tier is a
 * stretch of that line, and what they have in common is what the tier prices.
 *
 * @param priced the usage and its price
 * @param from where the charged quantity begins, in base units
 * @param to where it ends: where it begins, if usage of quantity 0 makes a fee due (decision A-74)
 * @param isFirst whether nothing before it on the line was placed by the same model
 * @param reached how far charged quantities in tiers had come before it
 * @param opened how far the packages reach that were opened before it
 * @param total how long the whole line is
 */
public record PlacedQuantity(
    PricedUsage priced,
    Quantity from,
    Quantity to,
    boolean isFirst,
    Quantity reached,
    Quantity opened,
    Quantity total) {
  /**
   * Lays quantities end to end, by scope, in the order of decision A-62. Free quantities that count
   * towards tiers take the first places: they are the feed's $0 tier (decisions ). Usage
   * of the same scope takes its place whatever model priced it, so that a counter runs on where the
   * price before was per unit (decision A-76); only what runs over the line is given back.
   */
  public static List<PlacedQuantity> endToEnd(Deduction deduction) {
    List<PricedUsage> prices = deduction.prices();
    Set<String> charges = new HashSet<>();
    Set<String> ofInstances = new HashSet<>();
    Map<String, List<PricedUsage>> lines = new LinkedHashMap<>();
    for (PricedUsage priced : prices) {
      if (priced.firstTier().row().scope() == Scope.INSTANCE) {
        ofInstances.add(priced.usage().charge());
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
    }
    List<PlacedQuantity> placed = new ArrayList<>();
    lines.forEach((scope, line) -> new Ruler(scope, deduction).lay(line, placed));
    return placed;
  }

  /** Walks along one line. */
  private static final class Ruler {
    private final String scope;
    private final Deduction deduction;
    private final Map<Model, Boolean> begun = new HashMap<>();
    private Quantity end = Quantity.ZERO;
    private Quantity reached = Quantity.ZERO;
    private Quantity opened = Quantity.ZERO;

    Ruler(String scope, Deduction deduction) {
      this.scope = scope;
      this.deduction = deduction;
    }

    void lay(List<PricedUsage> line, List<PlacedQuantity> placed) {
      if (line.stream().noneMatch(this::isMeasured)) {
        return;
      }
      Quantity left = Quantity.ZERO;
      Map<Object, Quantity> used = new HashMap<>();
      for (PricedUsage priced : line) {
        end = end.plus(deduction.counted(priced));
        left = left.plus(deduction.left(priced));
        used.merge(row(priced), priced.usage().quantity(), Quantity::plus);
      }
      Quantity total = end.plus(left);
      for (PricedUsage priced : line) {
        Quantity from = end;
        end = from.plus(deduction.left(priced));
        // A fee for usage of quantity 0 is due where its price has no other: whatever tags or
        // instances tell apart, a price has one sum.
        boolean isZero = end.equals(from) && used.getOrDefault(row(priced), Quantity.ZERO).isZero();
        if (isMeasured(priced) && (isZero || end.compareTo(from) > 0)) {
          boolean first = begun.put(priced.model(), true) == null;
          PlacedQuantity next =
              new PlacedQuantity(priced, from, end, first, reached, opened, total);
          placed.add(next);
          switch (priced.model()) {
            case GRADUATED, PER_UNIT -> reached = end;
            case PACKAGE -> opened = next.opens();
            case VOLUME, FLAT -> {}
          }
        }
      }
    }

    /** Whether a price runs over this line, not only over a place on it. */
    private boolean isMeasured(PricedUsage priced) {
      return priced.model() != Model.PER_UNIT && priced.scope().equals(scope);
    }

    private static Object row(PricedUsage priced) {
      return priced.firstTier().row().origin();
    }
  }

  public Model model() {
    return priced.model();
  }

  /** The tiers of the price, ascending. */
  public List<Offer> tiers() {
    return priced.offers();
  }

  public Quantity length() {
    return to.minus(from);
  }

  /** Whether there is a quantity to charge, and not a fee alone. */
  public boolean isCharged() {
    return length().isPositive();
  }

  /** What the usage and a tier have in common, in base units; 0 or less: nothing. */
  public Quantity overlap(Offer tier) {
    return end(tier.row()).min(to).minus(start(tier.row()).max(from));
  }

  public boolean reaches(Offer tier) {
    return overlap(tier).isPositive();
  }

  /** Whether the whole line ends in a tier; the upper bound is inclusive (decision A-55). */
  public boolean totalReaches(Offer tier) {
    return holds(tier, total);
  }

  /**
   * Whether this is the usage with which the flat fee of a tier falls due: the first whose charged
   * quantity lies in the tier (decision A-75), or, without any quantity, in the first tier
   * (decision A-74).
   */
  public boolean enters(Offer tier) {
    if (tier.row().flatFee() == null) {
      return false;
    }
    return switch (model()) {
      case VOLUME -> isFirst && (totalReaches(tier) || (total.isZero() && isFirstTier(tier)));
      case GRADUATED, PER_UNIT ->
          isCharged()
              ? reaches(tier) && !isEnteredBefore(tier)
              : isFirst && (holds(tier, from) || (from.isZero() && isFirstTier(tier)));
      case PACKAGE, FLAT -> isFirst;
    };
  }

  /** Usage of quantity 0 enters the first tier without getting any further. */
  private boolean isEnteredBefore(Offer tier) {
    return reached.compareTo(start(tier.row())) > 0
        || (!isFirst && reached.isZero() && isFirstTier(tier));
  }

  /** What no tier prices, in base units: a gap in the table must never be free. */
  public Quantity untiered() {
    return switch (model()) {
      case GRADUATED, PER_UNIT ->
          tiers().stream()
              .filter(this::reaches)
              .map(this::overlap)
              .reduce(length(), Quantity::minus);
      case VOLUME -> tiers().stream().anyMatch(this::totalReaches) ? Quantity.ZERO : length();
      case PACKAGE, FLAT -> Quantity.ZERO;
    };
  }

  /** The packages that this usage opens: those that reach from where the open ones end. */
  public Quantity blocks() {
    Quantity beyond = to.minus(unopened());
    return beyond.isPositive()
        ? beyond.upToMultipleOf(block()).dividedBy(block(), 0)
        : Quantity.ZERO;
  }

  /** What lies before the first package, in base units. */
  public Quantity beforeFirstBlock() {
    return freeQuantity().min(to).minus(from);
  }

  /** How far packages reach with those that this usage opens. */
  private Quantity opens() {
    Quantity blocks = blocks();
    return blocks.isPositive() ? unopened().plus(blocks.times(block())) : opened;
  }

  /**
   * Where the next package begins. Quantities that another price or an allowance took fill packages
   * that nobody opened: the one in which this usage begins is due.
   */
  private Quantity unopened() {
    Quantity next = opened.max(freeQuantity());
    Quantity gap = from.minus(next);
    return gap.isPositive() ? next.plus(gap.downToMultipleOf(block())) : next;
  }

  private Quantity block() {
    Quantity size = priced.firstTier().row().packageSize();
    return (size == null ? Quantity.ONE : size).times(priced.perUnit());
  }

  private Quantity freeQuantity() {
    Quantity free = priced.firstTier().row().freeQuantity();
    return free == null ? Quantity.ZERO : free.times(priced.perUnit());
  }

  private boolean isFirstTier(Offer tier) {
    return tier.row().origin().equals(priced.firstTier().row().origin());
  }

  /** Whether a place lies in a tier; the upper bound is inclusive (decision A-55). */
  private boolean holds(Offer tier, Quantity place) {
    return place.compareTo(start(tier.row())) > 0 && place.compareTo(end(tier.row())) <= 0;
  }

  private Quantity start(PriceRow tier) {
    return tier.tierFrom().times(priced.perUnit());
  }

  private Quantity end(PriceRow tier) {
    return tier.tierTo() == null ? to.max(total) : tier.tierTo().times(priced.perUnit());
  }
}
