package dev.tarife.rating;

import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.rating.allowance.Draw;
import dev.tarife.rating.allowance.FreeShare;
import dev.tarife.rating.price.Offer;
import dev.tarife.rating.price.PricedUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a line item: one usage's quantity at one price. Pieces of one line are summed before the
 * one division (decision A-45).
 *
 * @param priced the usage
 * @param form what the quantity counts
 * @param kind null: as the catalogue says of the charge; else free tier or trial
 * @param tier place of the tier, from 1; null for a free quantity
 * @param quantity in base units, or packages, or periods
 * @param unitPrice price of one unit
 * @param sources the rows and rules that made it
 */
public record LinePart(
    PricedUsage priced,
    Form form,
    @Nullable LineKind kind,
    @Nullable Integer tier,
    Quantity quantity,
    Money unitPrice,
    List<Source> sources) {
  /** What a piece's quantity counts. */
  public enum Form {
    /** Base units of the charge's unit. */
    UNITS,
    /** Whole packages. */
    PACKAGES,
    /** The billing period, once; with the scope day, chain or record, each of these. */
    PERIOD,
    /** A tier's flat fee, once; with these scopes, once for each that it is due for. */
    FEE,
    /** Records or chains that cost the least that one costs. */
    MINIMUM,
    /** Records or chains that cost the most that one costs. */
    MAXIMUM
  }

  /** Of few parts: a session looks every conclusion up, and hardly two differ in the rest. */
  @Override
  public int hashCode() {
    return 31 * priced.hashCode() + (tier == null ? 0 : tier);
  }

  /** A quantity that an allowance made free. */
  public static LinePart free(FreeShare share) {
    Draw draw = share.draw();
    return new LinePart(
        share.priced(),
        Form.UNITS,
        draw.grant().kind(),
        null,
        share.quantity(),
        Money.ZERO,
        sources(draw.usage().sources(), draw.grant().source(), draw.source()));
  }

  /** A quantity at a tier's unit price. */
  public static LinePart used(PricedUsage priced, Offer tier, Quantity quantity) {
    return at(priced, tier, Form.UNITS, quantity, tier.row().unitPrice());
  }

  /** Whole packages. */
  public static LinePart blocks(PricedUsage priced, Offer tier, Quantity blocks) {
    return at(priced, tier, Form.PACKAGES, blocks, tier.row().unitPrice());
  }

  /** A quantity before the first package, at no price. */
  public static LinePart included(PricedUsage priced, Offer tier, Quantity quantity) {
    return at(priced, tier, Form.UNITS, quantity, Money.ZERO);
  }

  /** The period's price, so many times. */
  public static LinePart flat(PricedUsage priced, Offer tier, Quantity times) {
    return at(priced, tier, Form.PERIOD, times, tier.row().unitPrice());
  }

  /** A tier's flat fee, so many times. */
  public static LinePart fee(PricedUsage priced, Offer tier, Quantity times) {
    return at(priced, tier, Form.FEE, times, orZero(tier.row().flatFee()));
  }

  /** Records or chains at the least that one costs. */
  public static LinePart atMinimum(PricedUsage priced, Quantity times) {
    Offer first = priced.firstTier();
    return at(priced, first, Form.MINIMUM, times, orZero(first.row().minimumAmount()));
  }

  /** Records or chains at the most that one costs. */
  public static LinePart atMaximum(PricedUsage priced, Quantity times) {
    Offer first = priced.firstTier();
    return at(priced, first, Form.MAXIMUM, times, orZero(first.row().maximumAmount()));
  }

  private static Money orZero(@Nullable Money amount) {
    return amount == null ? Money.ZERO : amount;
  }

  private static LinePart at(
      PricedUsage priced, Offer tier, Form form, Quantity quantity, Money unitPrice) {
    return new LinePart(
        priced,
        form,
        null,
        priced.tier(tier.row()),
        quantity,
        unitPrice,
        sources(priced.usage().sources(), tier.source()));
  }

  private static List<Source> sources(List<Source> metering, Source... others) {
    List<Source> sources = new ArrayList<>(metering);
    sources.addAll(List.of(others));
    return List.copyOf(sources);
  }
}
