package dev.tarife.web.api;

import dev.tarife.model.Origin;
import dev.tarife.table.PriceRow;
import dev.tarife.web.billing.PriceList;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.Priced;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Prices in force. */
@RestController
@RolesAllowed(Roles.VIEWER)
class PricesApi {
  private static final int MOST = 1_000;

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
      String tierFrom,
      @Nullable String tierTo,
      String unitPrice,
      @Nullable String flatFee,
      @Nullable String packageSize,
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
          row.tierFrom().toString(),
          text(row.tierTo()),
          row.unitPrice().toString(),
          text(row.flatFee()),
          text(row.packageSize()),
          text(row.effectiveFrom()),
          text(row.effectiveTo()),
          row.origin());
    }

    private static @Nullable String text(@Nullable Object value) {
      return value == null ? null : value.toString();
    }
  }

  record Page(String bundle, String on, int found, List<Price> prices) {}

  @GetMapping("/api/v1/prices")
  Page prices(
      @RequestParam String on,
      @RequestParam @Nullable String charge,
      @RequestParam @Nullable String plan,
      @RequestParam @Nullable String region,
      @RequestParam @Nullable String country,
      @RequestParam(name = "number_type") @Nullable String numberType,
      @RequestParam(defaultValue = "0") int from) {
    if (from < 0) {
      throw ProblemException.bad("from must be 0 or more");
    }
    Priced priced = bundles.live();
    List<PriceRow> rows =
        PriceList.inForce(
            priced.tables(),
            Texts.day(on),
            new PriceList.Wanted(charge, plan, region, country, numberType));
    return new Page(
        priced.bundle().manifest().version().toString(),
        on,
        rows.size(),
        rows.stream().skip(from).limit(MOST).map(Price::of).toList());
  }
}
