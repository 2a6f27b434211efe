package dev.tarife.web.pages.estimate;

import dev.tarife.model.Invoice;
import dev.tarife.model.Money;
import dev.tarife.table.Word;
import dev.tarife.web.billing.Estimates;
import dev.tarife.web.pages.InvoiceView;
import dev.tarife.web.pages.Words;
import dev.tarife.web.rating.LoadedBundle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the same usage costs in each Region with each plan, the cheapest first.
 *
 * @param areas the areas that any of them charges for
 * @param all the alternatives, with the one that was asked for
 * @param currency ISO 4217 code
 * @param minorUnits decimals of the currency
 * @param plans whether there are several
 */
record Alternatives(
    Set<String> areas, List<One> all, String currency, int minorUnits, boolean plans) {
  /**
   * One of them.
   *
   * @param region name of the Region
   * @param code of the Region
   * @param plan name of the plan
   * @param total what is to be paid
   * @param difference from what was asked for
   * @param areas what each area comes to; those that are not charged are not among them
   * @param asked whether it is the one that was asked for
   * @param partly whether some of the usage has no price there
   * @param link to the page with it
   */
  record One(
      String region,
      String code,
      String plan,
      Money total,
      Money difference,
      Map<String, Money> areas,
      boolean asked,
      boolean partly,
      String link) {
    /** What an area comes to; null: nothing. */
    public @Nullable Money area(String name) {
      return areas.get(name);
    }
  }

  /** Rates the same usage everywhere. */
  static Alternatives of(
      LoadedBundle priced, EstimateForm asked, Estimates estimates, Words words) {
    var catalogue = priced.tables().catalogue();
    String currency = catalogue.settings().currency();
    Money base = invoice(priced, asked, estimates, currency).total();
    List<String> plans = List.copyOf(catalogue.plans().keySet());
    List<One> all = new ArrayList<>();
    Set<String> areas = new LinkedHashSet<>();
    for (Word region : catalogue.regions().values()) {
      for (String plan : plans.isEmpty() ? List.of(asked.plan()) : plans) {
        EstimateForm other = asked.in(region.code(), plan);
        Invoice invoice = invoice(priced, other, estimates, currency);
        Map<String, Money> sums = new LinkedHashMap<>();
        for (InvoiceView.Part part : InvoiceView.of(invoice, catalogue, words).areas()) {
          sums.put(part.name(), part.sum());
          areas.add(part.name());
        }
        all.add(
            new One(
                words.region(catalogue, region.code()),
                region.code(),
                words.plan(catalogue, plan),
                invoice.total(),
                invoice.total().minus(base),
                sums,
                region.code().equals(asked.region()) && plan.equals(asked.plan()),
                !invoice.rejected().isEmpty(),
                other.link()));
      }
    }
    // What is not charged there makes a Region look cheap.
    all.sort(Comparator.comparing(One::partly).thenComparing(One::total));
    return new Alternatives(
        areas, all, currency, catalogue.settings().minorUnits(), plans.size() > 1);
  }

  private static Invoice invoice(
      LoadedBundle priced, EstimateForm asked, Estimates estimates, String currency) {
    return estimates.estimate(priced, asked.request(currency)).invoices().get(0);
  }
}
