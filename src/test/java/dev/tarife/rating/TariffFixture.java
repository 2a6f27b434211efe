package dev.tarife.rating;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Quantity;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.Area;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import dev.tarife.table.ContactMap;
import dev.tarife.table.DrawRow;
import dev.tarife.table.HomeCountries;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.PriceRow;
import dev.tarife.table.RateCard;
import dev.tarife.table.Tables;
import dev.tarife.table.Unit;
import dev.tarife.table.Word;
import dev.tarife.table.agreement.Agreements;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small tariff, made row by row, for tests of one rule at a time. */
final class TariffFixture {
  static final YearMonth MAY = YearMonth.of(2024, 5);
  static final LocalDate MAY_1 = LocalDate.of(2024, 5, 1);

  final List<PriceRow> prices = new ArrayList<>();
  final List<PriceRow> card = new ArrayList<>();
  final List<AllowanceRow> allowances = new ArrayList<>();
  final List<DrawRow> draws = new ArrayList<>();
  final List<MeteringRow> metering = new ArrayList<>();
  final List<HomeCountries.Home> homes = new ArrayList<>();
  private int row = 1;

  static Account account() {
    return Account.of(
        "123456789012",
        "USD",
        new Instance("oregon", "us-west-2"),
        new Instance("sydney", "ap-southeast-2"),
        new Instance("gold", "us-west-2", "gold"));
  }

  Price price(String charge, String unitPrice) {
    return new Price(charge, unitPrice);
  }

  /** A row of the metering table, without conditions. */
  TariffFixture metered(
      String usageType,
      String charge,
      MeteringRow.Measure measure,
      MeteringRow.Counting counting,
      @Nullable Long minimum,
      MeteringRow.MinimumPer minimumPer,
      @Nullable Long increment) {
    metering.add(
        new MeteringRow(
            origin("metering.xlsx", "Metering"),
            usageType,
            List.of(),
            charge,
            measure,
            counting,
            MeteringRow.Over.INSTANCE,
            minimum == null ? null : Quantity.of(minimum),
            minimumPer,
            increment == null ? null : Quantity.of(increment),
            List.of(),
            List.of()));
    return this;
  }

  /** An allowance without an end, drawn on by charges in this order. */
  TariffFixture allowance(String code, @Nullable String quantity, String... charges) {
    return allowance(
        code, LineKind.FREE_TIER, AllowanceRow.Clock.NONE, null, null, quantity, false, charges);
  }

  TariffFixture allowance(
      String code,
      LineKind kind,
      AllowanceRow.Clock clock,
      @Nullable Integer lasts,
      AllowanceRow.@Nullable LastsUnit lastsUnit,
      @Nullable String quantity,
      boolean counts,
      String... charges) {
    allowances.add(
        new AllowanceRow(
            origin("allowances.xlsx", "Allowances"),
            code,
            kind,
            clock,
            clock == AllowanceRow.Clock.ACTIVATION ? code : null,
            lasts,
            lastsUnit,
            null,
            null,
            quantity == null ? null : Quantity.of(quantity),
            quantity == null ? null : "message",
            counts,
            null,
            AllowanceRow.Measure.UNITS,
            AllowanceRow.Per.ACCOUNT,
            null,
            null,
            null,
            null));
    int order = 1;
    for (String charge : charges) {
      draws.add(
          new DrawRow(
              origin("allowances.xlsx", "Draws"),
              code,
              order++,
              charge,
              null,
              null,
              false,
              List.of(),
              null,
              null,
              null));
    }
    return this;
  }

  /** Lets all draws stand in the same place of the order. */
  void sameOrder() {
    draws.replaceAll(
        d ->
            new DrawRow(
                d.origin(),
                d.allowance(),
                1,
                d.charge(),
                d.region(),
                d.country(),
                d.home(),
                d.numberTypes(),
                d.plan(),
                d.effectiveFrom(),
                d.effectiveTo()));
  }

  Origin origin(String workbook, String sheet) {
    return new Origin(workbook, sheet, ++row);
  }

  Tables tables() {
    Map<String, Charge> charges = new LinkedHashMap<>();
    int position = 0;
    for (String[] charge :
        new String[][] {
          {"call", "minute"},
          {"chat", "message"},
          {"text", "message"},
          {"profile", "profile-month"},
          {"telephony", "minute"}
        }) {
      charges.put(
          charge[0],
          new Charge(
              charge[0],
              "area",
              charge[0],
              null,
              charge[1],
              LineKind.USAGE,
              null,
              position++,
              origin("charges.xlsx", "Charges")));
    }
    Map<String, Unit> units = new LinkedHashMap<>();
    unit(units, "minute", "second", Quantity.of(60));
    unit(units, "message", "message", Quantity.ONE);
    unit(units, "profile-month", "profile-day", null);
    Map<String, Word> regions = new LinkedHashMap<>();
    for (String region : List.of("us-west-2", "ap-southeast-2")) {
      regions.put(region, new Word(region, region, origin("charges.xlsx", "Regions")));
    }
    Map<String, Word> plans = new LinkedHashMap<>();
    for (String plan : List.of("standard", "gold")) {
      plans.put(plan, new Word(plan, plan, origin("charges.xlsx", "Plans")));
    }
    Map<String, Area> areas = new LinkedHashMap<>();
    areas.put("area", new Area("area", "Area", null, origin("charges.xlsx", "Areas")));
    return new Tables(
        new Catalogue(
            new Catalogue.Settings("USD", 2, RoundingMode.HALF_UP, 10),
            charges,
            areas,
            units,
            regions,
            Map.of(),
            Map.of(),
            Map.of(),
            plans),
        usageTypes(),
        metering,
        ContactMap.NONE,
        prices,
        allowances,
        draws,
        new HomeCountries(homes),
        new RateCard(card, List.of()),
        List.of(),
        List.of(),
        Agreements.NONE,
        new TreeMap<>());
  }

  private Map<String, Word> usageTypes() {
    Map<String, Word> types = new LinkedHashMap<>();
    for (MeteringRow row : metering) {
      types.put(row.usageType(), new Word(row.usageType(), row.usageType(), row.origin()));
    }
    return types;
  }

  Tariff tariff() {
    return Tariff.of(tables());
  }

  static MeteredUsage usage(String charge, String instance, String quantity) {
    return MeteredUsage.of(charge + "|" + instance, charge, instance, MAY_1, Quantity.of(quantity));
  }

  /** {@code charge kind tier quantity unit @ price = amount}, a line each. */
  static String text(List<LineItem> lines) {
    StringBuilder text = new StringBuilder();
    for (LineItem line : lines) {
      text.append(line.charge())
          .append(' ')
          .append(line.kind().code())
          .append(line.tier() == null ? "" : " tier " + line.tier())
          .append(' ')
          .append(line.quantity())
          .append(' ')
          .append(line.unit())
          .append(" @ ")
          .append(line.unitPrice())
          .append(" = ")
          .append(line.amount())
          .append('\n');
    }
    return text.toString();
  }

  private void unit(Map<String, Unit> units, String code, String base, @Nullable Quantity per) {
    units.put(code, new Unit(code, base, per, false, origin("charges.xlsx", "Units")));
  }

  /** A price row in the making. */
  final class Price {
    private final String charge;
    private final String unitPrice;
    private @Nullable String plan;
    private @Nullable String region;
    private @Nullable String country;
    private @Nullable String numberType;
    private PriceRow.Model model = PriceRow.Model.PER_UNIT;
    private PriceRow.Scope scope = PriceRow.Scope.ROW;
    private Quantity tierFrom = Quantity.ZERO;
    private @Nullable Quantity tierTo;
    private @Nullable Money flatFee;
    private @Nullable Quantity packageSize;
    private @Nullable Quantity freeQuantity;
    private @Nullable Money minimumAmount;
    private @Nullable Money maximumAmount;
    private @Nullable LocalDate yearFrom;
    private @Nullable LocalDate from;
    private @Nullable LocalDate to;

    private Price(String charge, String unitPrice) {
      this.charge = charge;
      this.unitPrice = unitPrice;
    }

    Price plan(String value) {
      plan = value;
      return this;
    }

    Price region(String value) {
      region = value;
      return this;
    }

    Price country(String value) {
      country = value;
      return this;
    }

    Price numberType(String value) {
      numberType = value;
      return this;
    }

    Price model(PriceRow.Model value) {
      model = value;
      return this;
    }

    Price overAccount() {
      scope = PriceRow.Scope.ACCOUNT;
      return this;
    }

    Price scope(PriceRow.Scope value) {
      scope = value;
      return this;
    }

    Price yearFrom(LocalDate value) {
      yearFrom = value;
      return this;
    }

    Price amounts(@Nullable String least, @Nullable String most) {
      minimumAmount = least == null ? null : Money.of(least);
      maximumAmount = most == null ? null : Money.of(most);
      return this;
    }

    Price tier(long from, @Nullable Long to) {
      tierFrom = Quantity.of(from);
      tierTo = to == null ? null : Quantity.of(to);
      return this;
    }

    Price flatFee(String value) {
      flatFee = Money.of(value);
      return this;
    }

    Price packages(long size, @Nullable Long free) {
      model = PriceRow.Model.PACKAGE;
      packageSize = Quantity.of(size);
      freeQuantity = free == null ? null : Quantity.of(free);
      return this;
    }

    Price from(LocalDate value) {
      from = value;
      return this;
    }

    Price to(LocalDate value) {
      to = value;
      return this;
    }

    TariffFixture row() {
      prices.add(build("prices.xlsx", "Prices"));
      return TariffFixture.this;
    }

    TariffFixture onCard() {
      card.add(build("telephony.xlsx", "Outbound"));
      return TariffFixture.this;
    }

    private PriceRow build(String workbook, String sheet) {
      return new PriceRow(
          origin(workbook, sheet),
          charge,
          plan,
          region,
          country,
          numberType,
          model,
          scope,
          tierFrom,
          tierTo,
          Money.of(unitPrice),
          flatFee,
          packageSize,
          freeQuantity,
          minimumAmount,
          maximumAmount,
          yearFrom == null ? PriceRow.CountsOver.MONTH : PriceRow.CountsOver.YEAR,
          yearFrom,
          from,
          to);
    }
  }
}
