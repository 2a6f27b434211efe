package dev.tarife.rating;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.table.Catalogue;
import dev.tarife.table.PriceRow;
import dev.tarife.table.PriceRow.Model;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Usage and the price that was chosen for it.
 *
 * @param usage what is priced
 * @param region Region of its instance; null: counted over the account
 * @param day the day whose price it has
 * @param segment first day of the month on which that price is in force
 * @param model how the quantity becomes an amount
 * @param offers the tiers of the price, ascending; one unless tiered
 * @param perUnit base units of one unit in this month
 */
public record Priced(
    MeteredUsage usage,
    @Nullable String region,
    LocalDate day,
    LocalDate segment,
    Model model,
    List<Offer> offers,
    Quantity perUnit) {
  private static final Comparator<PriceRow> BEST_FIRST =
      Comparator.comparingInt(PriceRow::specificity)
          .reversed()
          .thenComparing(
              Comparator.comparing(
                      (PriceRow row) ->
                          row.effectiveFrom() == null ? LocalDate.MIN : row.effectiveFrom())
                  .reversed())
          .thenComparing(PriceRow::origin);

  /** Decision A-62: the earlier price, then the dearer, then the line's key, ascending. */
  static final Comparator<Priced> ORDER =
      Comparator.comparing(Priced::segment)
          .thenComparing(Comparator.comparing(Priced::unitPrice).reversed())
          .thenComparing(priced -> text(priced.region))
          .thenComparing(priced -> text(priced.usage.instance()))
          .thenComparing(priced -> text(priced.usage.country()))
          .thenComparing(priced -> text(priced.usage.numberType()))
          .thenComparing(priced -> priced.usage.id());

  /**
   * Of the prices offered for a day, the most specific one, and of its dates the latest (decisions
   * ); null where there is none.
   */
  public static @Nullable Priced choose(
      Catalogue catalogue,
      Period period,
      Roster roster,
      MeteredUsage usage,
      LocalDate day,
      List<Offer> offers) {
    if (!usage.slices().stream().allMatch(period::contains)) {
      return null;
    }
    Offer best = null;
    for (Offer offer : offers) {
      if (offer.day().equals(day)
          && (best == null || BEST_FIRST.compare(offer.row(), best.row()) < 0)) {
        best = offer;
      }
    }
    if (best == null) {
      return null;
    }
    List<Offer> tiers = List.of(best);
    if (offers.size() > 1) {
      tiers = new ArrayList<>();
      for (Offer offer : offers) {
        if (offer.day().equals(day) && samePrice(offer.row(), best.row())) {
          tiers.add(offer);
        }
      }
      tiers.sort(Comparator.comparing(tier -> tier.row().tierFrom()));
    }
    Quantity perUnit = catalogue.unit(catalogue.charge(usage.charge())).basePerUnit(period);
    LocalDate from = best.row().effectiveFrom();
    return new Priced(
        usage,
        roster.region(usage.instance()),
        day,
        from == null || from.isBefore(period.from()) ? period.from() : from,
        model(tiers),
        List.copyOf(tiers),
        perUnit);
  }

  /** Whether two rows are tiers of one price. */
  private static boolean samePrice(PriceRow a, PriceRow b) {
    return a.origin().workbook().equals(b.origin().workbook())
        && a.item().equals(b.item())
        && Objects.equals(a.effectiveFrom(), b.effectiveFrom());
  }

  private static Model model(List<Offer> tiers) {
    PriceRow first = tiers.get(0).row();
    boolean bounded =
        tiers.size() > 1
            || first.tierFrom().isPositive()
            || first.tierTo() != null
            || first.flatFee() != null;
    return first.model() == Model.PER_UNIT && bounded ? Model.GRADUATED : first.model();
  }

  /** The first tier, or the only price. */
  public Offer firstTier() {
    return offers.get(0);
  }

  Money unitPrice() {
    return firstTier().row().unitPrice();
  }

  /** The place of a tier among the price's tiers, from 1. */
  int tier(PriceRow row) {
    for (int i = 0; i < offers.size(); i++) {
      if (offers.get(i).row().origin().equals(row.origin())) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(row.origin() + " is no tier of " + firstTier().row());
  }

  /** Over what tiers, packages and flat fees run (decision A-63). */
  String scope() {
    PriceRow row = firstTier().row();
    return switch (row.scope()) {
      case ACCOUNT -> row.charge();
      case ROW -> row.item();
    };
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
