package dev.tarife.rating;

import static dev.tarife.rating.TariffFixture.account;
import static dev.tarife.rating.TariffFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Quantity;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.PriceRow.Model;
import dev.tarife.table.PriceRow.Scope;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tiers that count over twelve months, month by month. */
class YearCountersTest {
  private static final YearMonth APRIL = YearMonth.of(2024, 4);
  private static final YearMonth MAY = YearMonth.of(2024, 5);

  /** To 100 at 1, to 1,000 at 0.5, above at 0.1; the year begins in April. */
  private static TariffFixture tiers(Scope scope, String from) {
    LocalDate year = LocalDate.parse(from);
    TariffFixture fixture = new TariffFixture();
    tier(fixture, scope, year, "1", 0, 100L);
    tier(fixture, scope, year, "0.5", 100, 1000L);
    tier(fixture, scope, year, "0.1", 1000, null);
    return fixture;
  }

  private static void tier(
      TariffFixture fixture,
      Scope scope,
      LocalDate year,
      String price,
      long from,
      @Nullable Long to) {
    fixture
        .price("chat", price)
        .model(Model.GRADUATED)
        .scope(scope)
        .tier(from, to)
        .yearFrom(year)
        .row();
  }

  private static MeteredUsage usage(YearMonth month, String instance, long quantity) {
    return MeteredUsage.of(
        "chat|" + instance, "chat", instance, month.atDay(1), Quantity.of(quantity));
  }

  private static Account carrying(Map<String, Quantity> counters) {
    return account()
        .withCarried(new Carried(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(counters)));
  }

  @Test
  void aMonthGoesOnWhereTheOneBeforeEnded() {
    Tariff tariff = tiers(Scope.ACCOUNT, "2024-04-01").tariff();
    Invoice april = tariff.rate(account(), APRIL, List.of(usage(APRIL, "oregon", 90)));
    assertThat(text(april.lines())).isEqualTo("chat usage tier 1 90 message @ 1 = 90\n");
    assertThat(april.carries().counters()).containsExactly(Map.entry("chat", Quantity.of(90)));
    assertThat(april.notes()).isEmpty();
    Account next = account().withCarried(april.carries());
    Invoice may = tariff.rate(next, MAY, List.of(usage(MAY, "sydney", 915)));
    // 10 are left of the first tier, then 900 of the second, then 5.
    assertThat(text(may.lines()))
        .isEqualTo(
            """
            chat usage tier 1 10 message @ 1 = 10
            chat usage tier 2 900 message @ 0.5 = 450
            chat usage tier 3 5 message @ 0.1 = 0.5
            """);
    assertThat(may.carries().counters()).containsExactly(Map.entry("chat", Quantity.of(1005)));
    // The same input gives the same output.
    assertThat(tariff.rate(next, MAY, List.of(usage(MAY, "sydney", 915)))).isEqualTo(may);
  }

  @Test
  void aMonthWithoutUsageCarriesTheCounterOn() {
    Tariff tariff = tiers(Scope.ACCOUNT, "2024-04-01").tariff();
    Invoice may = tariff.rate(carrying(Map.of("chat", Quantity.of(90))), MAY, List.of());
    assertThat(may.carries().counters()).containsExactly(Map.entry("chat", Quantity.of(90)));
  }

  @Test
  void whatIsFreeAndCountsTowardsTiersIsCountedThoughNothingIsCharged() {
    Tariff tariff =
        tiers(Scope.ACCOUNT, "2024-04-01")
            .allowance(
                "some", LineKind.FREE_TIER, AllowanceRow.Clock.NONE, null, null, "30", true, "chat")
            .tariff();
    Invoice may =
        tariff.rate(
            carrying(Map.of("chat", Quantity.of(990))), MAY, List.of(usage(MAY, "oregon", 20)));
    assertThat(may.carries().counters()).containsExactly(Map.entry("chat", Quantity.of(1010)));
  }

  @Test
  void twelveMonthsLaterTheCounterBeginsAnew() {
    Tariff tariff = tiers(Scope.ACCOUNT, "2024-04-01").tariff();
    YearMonth march = YearMonth.of(2025, 3);
    Invoice last =
        tariff.rate(
            carrying(Map.of("chat", Quantity.of(2000))), march, List.of(usage(march, "oregon", 7)));
    assertThat(text(last.lines())).isEqualTo("chat usage tier 3 7 message @ 0.1 = 0.7\n");
    assertThat(last.carries().isEmpty()).isTrue();
    YearMonth april = YearMonth.of(2025, 4);
    Invoice first =
        tariff.rate(
            carrying(Map.of("chat", Quantity.of(2007))), april, List.of(usage(april, "oregon", 7)));
    assertThat(text(first.lines())).isEqualTo("chat usage tier 1 7 message @ 1 = 7\n");
    assertThat(first.notes())
        .containsExactly(
            "the account carries 2007 of the counter (chat), whose year begins anew: it is not"
                + " used");
  }

  @Test
  void beforeItsFirstYearATierCountsOverTheMonth() {
    Tariff tariff = tiers(Scope.ACCOUNT, "2024-06-01").tariff();
    Invoice may = tariff.rate(account(), MAY, List.of(usage(MAY, "oregon", 150)));
    assertThat(may.totalExact().value()).isEqualByComparingTo("125");
    assertThat(may.carries().isEmpty()).isTrue();
  }

  @Test
  void eachInstanceHasACounter() {
    Tariff tariff = tiers(Scope.INSTANCE, "2024-04-01").tariff();
    Account account = carrying(Map.of("chat/instance=oregon", Quantity.of(95)));
    Invoice may =
        tariff.rate(account, MAY, List.of(usage(MAY, "oregon", 10), usage(MAY, "sydney", 10)));
    assertThat(text(may.lines()))
        .isEqualTo(
            """
            chat usage tier 1 10 message @ 1 = 10
            chat usage tier 1 5 message @ 1 = 5
            chat usage tier 2 5 message @ 0.5 = 2.5
            """);
    assertThat(may.carries().counters())
        .containsExactly(
            Map.entry("chat/instance=oregon", Quantity.of(105)),
            Map.entry("chat/instance=sydney", Quantity.of(10)));
    assertThat(may.notes())
        .containsExactly(
            "the account carries nothing of the counter (chat/instance=sydney): its tiers of the"
                + " year count from this month");
  }

  @Test
  void aCounterOfNoPriceIsToldAndDropped() {
    Tariff tariff = tiers(Scope.ACCOUNT, "2024-04-01").tariff();
    Invoice may = tariff.rate(carrying(Map.of("text", Quantity.of(5))), MAY, List.of());
    assertThat(may.notes())
        .containsExactly(
            "the account carries 5 of the counter (text), for which no price counts over a year:"
                + " it is not used");
    assertThat(may.carries().isEmpty()).isTrue();
  }

  @Test
  void freeUsageThatCountsTowardsTiersCountsOverTheYear() {
    TariffFixture fixture = tiers(Scope.ACCOUNT, "2024-04-01");
    fixture.allowance("free", LineKind.FREE_TIER, Clock.NONE, null, null, "20", true, "chat");
    Invoice may =
        fixture
            .tariff()
            .rate(
                carrying(Map.of("chat", Quantity.of(90))), MAY, List.of(usage(MAY, "oregon", 25)));
    // 20 are free, from 90 to 110; 5 lie in the second tier.
    assertThat(text(may.lines()))
        .isEqualTo(
            """
            chat free-tier 20 message @ 0 = 0
            chat usage tier 2 5 message @ 0.5 = 2.5
            """);
    assertThat(may.carries().counters()).containsExactly(Map.entry("chat", Quantity.of(115)));
  }

  @Test
  void anExplanationSaysWhatWasCountedBefore() {
    Explanation explanation =
        tiers(Scope.ACCOUNT, "2024-04-01")
            .tariff()
            .explain(
                carrying(Map.of("chat", Quantity.of(95))), MAY, List.of(usage(MAY, "oregon", 10)));
    assertThat(explanation.lines().get(0).arithmetic())
        .containsExactly(
            "95 message counted since 2024-04-01 before this month",
            "10 - 5 in other tiers = 5 message",
            "5 × 1 = 5");
  }

  /** Twelve months one by one price as much in each tier as the year's sum does at once. */
  @Property(seed = "20240501", tries = 25, shrinking = ShrinkingMode.OFF)
  void twelveMonthsOneByOneAreTheYearAtOnce(@ForAll long seed) {
    Random random = new Random(seed);
    Tariff tariff = tiers(Scope.ACCOUNT, "2024-04-01").tariff();
    List<MeteredUsage> whole = new ArrayList<>();
    Map<Integer, Quantity> byMonth = new TreeMap<>();
    Carried carried = Carried.NONE;
    for (int i = 0; i < 12; i++) {
      YearMonth month = APRIL.plusMonths(i);
      List<MeteredUsage> usage = new ArrayList<>();
      for (String instance : List.of("oregon", "sydney")) {
        long quantity = random.nextInt(3) == 0 ? 0 : random.nextInt(120);
        if (quantity > 0) {
          usage.add(usage(month, instance, quantity));
          whole.add(
              MeteredUsage.of(
                  instance + i, "chat", instance, APRIL.atDay(1), Quantity.of(quantity)));
        }
      }
      Invoice invoice = tariff.rate(account().withCarried(carried), month, usage);
      carried = invoice.carries();
      add(byMonth, invoice);
    }
    Map<Integer, Quantity> atOnce = new TreeMap<>();
    add(atOnce, tariff.rate(account(), APRIL, whole));
    assertThat(byMonth).isEqualTo(atOnce);
  }

  private static void add(Map<Integer, Quantity> byTier, Invoice invoice) {
    for (LineItem line : invoice.lines()) {
      byTier.merge(Objects.requireNonNull(line.tier()), line.quantity(), Quantity::plus);
    }
  }
}
