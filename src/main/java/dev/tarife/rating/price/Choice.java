package dev.tarife.rating.price;

import dev.tarife.model.MeteredUsage;
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

/** What came of the prices that were offered for usage: one of them, or that there is none. */
public sealed interface Choice permits PricedUsage, UnpricedUsage {
  /** What was to be priced. */
  MeteredUsage usage();

  /**
   * Of the prices offered for a day, the most specific one, and of its dates the latest (decisions
   * ); where there is none, why (decision A-44).
   */
  static Choice of(
      Catalogue catalogue,
      Period period,
      AccountInstances roster,
      MeteredUsage usage,
      LocalDate day,
      List<Offer> offers) {
    Offer best = null;
    if (roster.has(usage.instance()) && period.containsAll(usage.slices())) {
      for (Offer offer : offers) {
        if (offer.isOn(day) && (best == null || Best.FIRST.compare(offer.row(), best.row()) < 0)) {
          best = offer;
        }
      }
    }
    if (best == null) {
      return new UnpricedUsage(usage, UnpricedReasons.noPrice(usage, period, roster));
    }
    if (best.row().scope().isOfOccurrences()
        && usage.occurrences().isEmpty()
        && usage.records() != 1) {
      return new UnpricedUsage(usage, UnpricedReasons.notApart(usage, best.row()));
    }
    List<Offer> tiers = List.of(best);
    if (offers.size() > 1) {
      tiers = new ArrayList<>();
      for (Offer offer : offers) {
        if (offer.isOn(day) && samePrice(offer.row(), best.row())) {
          tiers.add(offer);
        }
      }
      tiers.sort(Comparator.comparing(tier -> tier.row().tierFrom()));
    }
    Quantity perUnit = catalogue.unit(catalogue.charge(usage.charge())).basePerUnit(period);
    LocalDate from = best.row().effectiveFrom();
    return new PricedUsage(
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
            || first.flatFee() != null
            || first.isLimited();
    return first.model() == Model.PER_UNIT && bounded ? Model.GRADUATED : first.model();
  }

  /**
   * Which of two rows is chosen: one order of all rows, so that a rule may ask for its first. Rules
   * that let one price beat another would join every usage's offers with each other, for each day.
   */
  final class Best {
    private static final Comparator<PriceRow> FIRST =
        Comparator.comparingInt(PriceRow::specificity)
            .reversed()
            .thenComparing(Comparator.comparing(PriceRow::firstDay).reversed())
            .thenComparing(PriceRow::origin);

    private Best() {}
  }
}
