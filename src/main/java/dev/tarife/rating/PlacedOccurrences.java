package dev.tarife.rating;

import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.rating.price.OccurrencesLeft;
import dev.tarife.rating.price.Offer;
import dev.tarife.rating.price.PricedUsage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records, or chains, that are priced one by one: each lies on a line of its own. Those that are
 * alike are priced once, and multiplied.
 *
 * @param priced the usage and its price
 * @param byTiers those that are priced as the price says
 * @param cheap how many cost the least that one costs
 * @param dear how many cost the most that one costs
 */
record PlacedOccurrences(PricedUsage priced, List<Alike> byTiers, long cheap, long dear)
    implements PlacedQuantity {
  /** So many that have the same place. */
  record Alike(PlacedOnLine place, long times) {}

  PlacedOccurrences {
    byTiers = List.copyOf(byTiers);
  }

  /** Places what is left to charge of each; nothing: all of them are free. */
  static Optional<PlacedOccurrences> of(PricedUsage priced, OccurrencesLeft left) {
    List<Alike> byTiers = new ArrayList<>();
    long cheap = 0;
    long dear = 0;
    for (OccurrencesLeft.Alike some : left.alike()) {
      PlacedOnLine place =
          new PlacedOnLine(
              priced, some.from(), some.to(), true, Quantity.ZERO, Quantity.ZERO, some.to());
      Money least = priced.firstTier().row().minimumAmount();
      Money most = priced.firstTier().row().maximumAmount();
      boolean isTiered = !place.untiered().isPositive();
      if (isTiered && least != null && compare(place, least) < 0) {
        cheap += some.times();
      } else if (isTiered && most != null && compare(place, most) > 0) {
        dear += some.times();
      } else {
        byTiers.add(new Alike(place, some.times()));
      }
    }
    return left.alike().isEmpty()
        ? Optional.empty()
        : Optional.of(new PlacedOccurrences(priced, byTiers, cheap, dear));
  }

  private static int compare(PlacedOnLine place, Money limit) {
    return amount(place).compareTo(new ExactFraction(limit.value(), BigDecimal.ONE));
  }

  /** What one costs before its least and its most, exactly. */
  private static ExactFraction amount(PlacedOnLine place) {
    List<ExactFraction> parts = new ArrayList<>();
    Quantity perUnit = place.priced().perUnit();
    for (Offer tier : place.tiers()) {
      Money price = tier.row().unitPrice();
      Money fee = tier.row().flatFee();
      switch (place.model()) {
        case GRADUATED, PER_UNIT ->
            parts.add(ExactFraction.of(price, place.overlap(tier).max(Quantity.ZERO), perUnit));
        case VOLUME -> parts.add(ExactFraction.of(price, place.volume(tier), perUnit));
        case PACKAGE -> parts.add(ExactFraction.of(price, place.blocks(), Quantity.ONE));
        case FLAT -> parts.add(ExactFraction.of(price, Quantity.ONE, Quantity.ONE));
      }
      if (fee != null) {
        parts.add(ExactFraction.of(fee, place.fees(tier), Quantity.ONE));
      }
    }
    return ExactFraction.sum(parts);
  }

  private Quantity sum(Function<PlacedOnLine, Quantity> ofOne) {
    Quantity sum = Quantity.ZERO;
    for (Alike some : byTiers) {
      sum = sum.plus(ofOne.apply(some.place()).max(Quantity.ZERO).times(Quantity.of(some.times())));
    }
    return sum;
  }

  @Override
  public boolean isCharged() {
    return sum(PlacedOnLine::length).isPositive();
  }

  @Override
  public Quantity overlap(Offer tier) {
    return sum(place -> place.overlap(tier));
  }

  @Override
  public boolean totalReaches(Offer tier) {
    return volume(tier).isPositive();
  }

  @Override
  public Quantity volume(Offer tier) {
    return sum(place -> place.volume(tier));
  }

  @Override
  public Quantity blocks() {
    return sum(PlacedOnLine::blocks);
  }

  @Override
  public Quantity beforeFirstBlock() {
    return sum(PlacedOnLine::beforeFirstBlock);
  }

  @Override
  public Quantity periods() {
    return sum(PlacedOnLine::periods);
  }

  @Override
  public boolean enters(Offer tier) {
    return fees(tier).isPositive();
  }

  @Override
  public Quantity fees(Offer tier) {
    return sum(place -> place.fees(tier));
  }

  @Override
  public Quantity untiered() {
    return sum(PlacedOnLine::untiered);
  }

  @Override
  public Quantity atMinimum() {
    return Quantity.of(cheap);
  }

  @Override
  public Quantity atMaximum() {
    return Quantity.of(dear);
  }

  /** Of its usage alone: a session looks every conclusion up, and usage has one place. */
  @Override
  public int hashCode() {
    return priced.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof PlacedOccurrences that
            && priced.equals(that.priced)
            && byTiers.equals(that.byTiers)
            && cheap == that.cheap
            && dear == that.dear);
  }
}
