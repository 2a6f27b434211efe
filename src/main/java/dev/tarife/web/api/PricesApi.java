package dev.tarife.web.api;

import dev.tarife.model.Origin;
import dev.tarife.table.Catalogue;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Suggestion;
import dev.tarife.web.billing.PriceList;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.store.ListPart;
import dev.tarife.web.store.ListSlice;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Prices in force. */
@RestController
@RolesAllowed(Roles.VIEWER)
class PricesApi {
  private final Bundles bundles;

  PricesApi(Bundles bundles) {
    this.bundles = bundles;
  }

  /** A price, decimals as texts. */
  record Price(
      String charge,
      @Nullable String plan,
      @Nullable String region,
      @Nullable String country,
      @Nullable String numberType,
      String model,
      String scope,
      String tierFrom,
      @Nullable String tierTo,
      String unitPrice,
      @Nullable String flatFee,
      @Nullable String packageSize,
      @Nullable String minimumAmount,
      @Nullable String maximumAmount,
      String countsOver,
      @Nullable String countsFrom,
      @Nullable String effectiveFrom,
      @Nullable String effectiveTo,
      Origin source) {
    static Price of(PriceRow row) {
      return new Price(
          row.charge(),
          row.plan(),
          row.region(),
          row.country(),
          row.numberType(),
          row.model().word(),
          row.scope().word(),
          row.tierFrom().toString(),
          text(row.tierTo()),
          row.unitPrice().toString(),
          text(row.flatFee()),
          text(row.packageSize()),
          text(row.minimumAmount()),
          text(row.maximumAmount()),
          row.countsOver().word(),
          text(row.countsFrom()),
          text(row.effectiveFrom()),
          text(row.effectiveTo()),
          row.origin());
    }

    private static @Nullable String text(@Nullable Object value) {
      return value == null ? null : value.toString();
    }
  }

  /** A page of the prices of a day, and the bundle that has them. */
  record PricePage(String bundle, String on, List<Price> items, long total, @Nullable String next) {
    PricePage {
      items = List.copyOf(items);
    }
  }

  @GetMapping("/api/v1/prices")
  PricePage prices(
      @RequestParam String on,
      @RequestParam @Nullable String charge,
      @RequestParam @Nullable String plan,
      @RequestParam @Nullable String region,
      @RequestParam @Nullable String country,
      @RequestParam(name = "number_type") @Nullable String numberType,
      @RequestParam @Nullable String after,
      @RequestParam(defaultValue = Listing.USUAL) int limit) {
    ListSlice slice = Listing.slice(after, limit);
    LoadedBundle priced = bundles.live();
    Catalogue catalogue = priced.tables().catalogue();
    known("charge", charge, catalogue.charges());
    known("plan", plan, catalogue.plans());
    known("region", region, catalogue.regions());
    known("country", country, catalogue.countries());
    known("number_type", numberType, catalogue.numberTypes());
    List<PriceRow> rows =
        PriceList.inForce(
            priced.tables(),
            RequestTexts.day(on),
            new PriceList.Wanted(charge, plan, region, country, numberType));
    Listing<Price> page = Listing.of(ListPart.numbered(rows, slice).map(Price::of));
    return new PricePage(
        priced.bundle().manifest().version().toString(),
        on,
        page.items(),
        page.total(),
        page.next());
  }

  private static void known(String parameter, @Nullable String code, Map<String, ?> codes) {
    if (code != null && !codes.containsKey(code)) {
      throw ProblemException.bad(
          parameter
              + " ("
              + code
              + ") is not in the bundle in force"
              + Suggestion.of(code, codes.keySet()));
    }
  }
}
