package dev.tarife.rating;

import dev.tarife.model.Quantity;
import dev.tarife.rating.price.Offer;
import dev.tarife.rating.price.PricedUsage;
import dev.tarife.table.PriceRow;

/**
 * A quantity at its place on a line over which tiers, packages and flat fees run: a tier is a
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
public record PlacedOnLine(
    PricedUsage priced,
    Quantity from,
    Quantity to,
    boolean isFirst,
    Quantity reached,
    Quantity opened,
    Quantity total)
    implements PlacedQuantity {
  public Quantity length() {
    return to.minus(from);
  }

  /** Whether there is a quantity to charge, and not a fee alone. */
  @Override
  public boolean isCharged() {
    return length().isPositive();
  }

  /** What the usage and a tier have in common, in base units; 0 or less: nothing. */
  @Override
  public Quantity overlap(Offer tier) {
    return end(tier.row()).min(to).minus(start(tier.row()).max(from));
  }

  /** Whether the whole line ends in a tier; the upper bound is inclusive (decision A-55). */
  @Override
  public boolean totalReaches(Offer tier) {
    return holds(tier, total);
  }

  /**
   * Whether this is the usage with which the flat fee of a tier falls due: the first whose charged
   * quantity lies in the tier (decision A-75), or, without any quantity, in the first tier
   * (decision A-74).
   */
  @Override
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
  @Override
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
  @Override
  public Quantity blocks() {
    Quantity beyond = to.minus(unopened());
    return beyond.isPositive()
        ? beyond.upToMultipleOf(block()).dividedBy(block(), 0)
        : Quantity.ZERO;
  }

  /** What lies before the first package, in base units. */
  @Override
  public Quantity beforeFirstBlock() {
    return freeQuantity().min(to).minus(from);
  }

  @Override
  public Quantity volume(Offer tier) {
    return totalReaches(tier) ? length() : Quantity.ZERO;
  }

  @Override
  public Quantity periods() {
    return isFirst ? Quantity.ONE : Quantity.ZERO;
  }

  @Override
  public Quantity fees(Offer tier) {
    return enters(tier) ? Quantity.ONE : Quantity.ZERO;
  }

  /** How far packages reach with those that this usage opens. */
  Quantity opens() {
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
