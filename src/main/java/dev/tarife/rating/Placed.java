package dev.tarife.rating;

import dev.tarife.model.Quantity;
import dev.tarife.table.PriceRow;
import dev.tarife.table.PriceRow.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A quantity at its place on the line over which tiers, packages and flat fees run: a tier is a
 * stretch of that line, and what they have in common is what the tier prices.
 *
 * @param priced the usage and its price
 * @param from where the charged quantity begins, in base units
 * @param to where it ends
 * @param reached how far charged quantities before it had come
 * @param total how long the whole line is
 */
public record Placed(Priced priced, Quantity from, Quantity to, Quantity reached, Quantity total) {
  /**
   * Lays quantities end to end, by scope, in the order of decision A-62. Free quantities that count
   * towards tiers take the first places: they are the feed's $0 tier (decisions ).
   */
  public static List<Placed> endToEnd(List<Priced> prices, Deduction deduction) {
    Map<String, List<Priced>> lines = new LinkedHashMap<>();
    prices.stream()
        .sorted(Priced.ORDER)
        .forEach(
            priced -> lines.computeIfAbsent(priced.scope(), s -> new ArrayList<>()).add(priced));
    List<Placed> placed = new ArrayList<>();
    for (List<Priced> line : lines.values()) {
      Quantity end = Quantity.ZERO;
      Quantity left = Quantity.ZERO;
      for (Priced priced : line) {
        end = end.plus(deduction.counted(priced));
        left = left.plus(deduction.left(priced));
      }
      Quantity total = end.plus(left);
      Quantity reached = Quantity.ZERO;
      for (Priced priced : line) {
        Quantity from = end;
        end = from.plus(deduction.left(priced));
        if (end.compareTo(from) > 0) {
          placed.add(new Placed(priced, from, end, reached, total));
          reached = end;
        }
      }
    }
    return placed;
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

  /** Whether it is the first charged quantity of its line. */
  public boolean isFirst() {
    return reached.isZero();
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
    return total.compareTo(start(tier.row())) > 0 && total.compareTo(end(tier.row())) <= 0;
  }

  /** Whether this is the usage with which a tier that has a flat fee is reached. */
  public boolean enters(Offer tier) {
    if (tier.row().flatFee() == null) {
      return false;
    }
    return switch (model()) {
      case VOLUME -> isFirst() && totalReaches(tier);
      case GRADUATED, PER_UNIT ->
          to.compareTo(start(tier.row())) > 0 && reached.compareTo(start(tier.row())) <= 0;
      case PACKAGE, FLAT -> isFirst();
    };
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

  /** The packages that this usage opens: those up to its end less those up to its beginning. */
  public Quantity blocks() {
    return blocksUpTo(to).minus(blocksUpTo(from));
  }

  /** What lies before the first package, in base units. */
  public Quantity beforeFirstBlock() {
    return freeQuantity().min(to).minus(from);
  }

  private Quantity blocksUpTo(Quantity position) {
    PriceRow row = priced.firstTier().row();
    Quantity size = row.packageSize() == null ? Quantity.ONE : row.packageSize();
    Quantity block = size.times(priced.perUnit());
    Quantity beyond = position.minus(freeQuantity()).max(Quantity.ZERO);
    return beyond.upToMultipleOf(block).dividedBy(block, 0);
  }

  private Quantity freeQuantity() {
    Quantity free = priced.firstTier().row().freeQuantity();
    return free == null ? Quantity.ZERO : free.times(priced.perUnit());
  }

  private Quantity start(PriceRow tier) {
    return tier.tierFrom().times(priced.perUnit());
  }

  private Quantity end(PriceRow tier) {
    return tier.tierTo() == null ? to.max(total) : tier.tierTo().times(priced.perUnit());
  }
}
