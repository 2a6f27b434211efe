package dev.tarife.rating;

import static dev.tarife.rating.TariffFixture.MAY;
import static dev.tarife.rating.TariffFixture.MAY_1;
import static dev.tarife.rating.TariffFixture.account;
import static dev.tarife.rating.TariffFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Occurrence;
import dev.tarife.model.Quantity;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.AllowanceRow.Measure;
import dev.tarife.table.AllowanceRow.Per;
import dev.tarife.table.DrawRow;
import dev.tarife.table.PriceRow.Model;
import dev.tarife.table.PriceRow.Scope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who has the quantity of an allowance once, and what it counts. */
class AllowanceScopesTest {
  private static MeteredUsage usage(
      String charge, String instance, LocalDate day, long... eachAndTimes) {
    List<Occurrence> occurrences = new ArrayList<>();
    for (int i = 0; i < eachAndTimes.length; i += 2) {
      occurrences.add(new Occurrence(Quantity.of(eachAndTimes[i]), eachAndTimes[i + 1]));
    }
    return new MeteredUsage(
        String.join("|", charge, instance, day.toString()),
        charge,
        instance,
        null,
        null,
        Collections.emptySortedMap(),
        List.of(day),
        occurrences.stream().map(Occurrence::quantity).reduce(Quantity.ZERO, Quantity::plus),
        occurrences.stream().mapToLong(Occurrence::times).sum(),
        "r1",
        List.of(),
        occurrences,
        null);
  }

  private static TariffFixture with(
      TariffFixture fixture,
      String quantity,
      String unit,
      Measure measure,
      Per per,
      boolean counts,
      String... charges) {
    return withPlans(fixture, quantity, unit, measure, per, counts, null, null, charges);
  }

  private static TariffFixture withPlans(
      TariffFixture fixture,
      @Nullable String quantity,
      @Nullable String unit,
      Measure measure,
      Per per,
      boolean counts,
      @Nullable String untilPlan,
      @Nullable String whilePlan,
      String... charges) {
    String code = "free-" + fixture.allowances.size();
    fixture.allowances.add(
        new AllowanceRow(
            fixture.origin("allowances.xlsx", "Allowances"),
            code,
            LineKind.FREE_TIER,
            AllowanceRow.Clock.NONE,
            null,
            null,
            null,
            null,
            null,
            quantity == null ? null : Quantity.of(quantity),
            unit,
            counts,
            null,
            measure,
            per,
            untilPlan,
            whilePlan,
            null,
            null));
    for (String charge : charges) {
      fixture.draws.add(
          new DrawRow(
              fixture.origin("allowances.xlsx", "Draws"),
              code,
              1,
              charge,
              null,
              null,
              false,
              List.of(),
              null,
              null,
              null));
    }
    return fixture;
  }

  private static String rate(TariffFixture fixture, MeteredUsage... usage) {
    return rate(account(), fixture, usage);
  }

  private static String rate(Account account, TariffFixture fixture, MeteredUsage... usage) {
    return text(fixture.tariff().rate(account, MAY, Arrays.asList(usage)).lines());
  }

  /** To 1 minute at 0.60, above at 0.30, for each record. */
  private static TariffFixture tiers() {
    return new TariffFixture()
        .price("call", "0.60")
        .model(Model.GRADUATED)
        .scope(Scope.RECORD)
        .tier(0, 1L)
        .row()
        .price("call", "0.30")
        .model(Model.GRADUATED)
        .scope(Scope.RECORD)
        .tier(1, null)
        .row();
  }

  private static TariffFixture chat() {
    return new TariffFixture().price("chat", "0.10").row();
  }

  @Test
  void theFirstSecondsOfEachRecordAreFree() {
    MeteredUsage calls = usage("call", "oregon", MAY_1, 20, 4, 45, 2, 120, 1);
    // 4 x 20 + 2 x 30 + 30 are free; what is left begins at 30 s: 2 x 15 + 30, and 60 above.
    assertThat(rate(with(tiers(), "0.5", "minute", Measure.UNITS, Per.RECORD, true, "call"), calls))
        .isEqualTo(
            """
            call free-tier 2.8333333333 minute @ 0 = 0
            call usage tier 1 1 minute @ 0.6 = 0.6
            call usage tier 2 1 minute @ 0.3 = 0.3
            """);
    // Without counting, the rest of 90 s has 60 s in its first tier: 2 x 15 + 60, and 30 above.
    assertThat(rate(with(tiers(), "0.5", "minute", Measure.UNITS, Per.CHAIN, false, "call"), calls))
        .isEqualTo(
            """
            call free-tier 2.8333333333 minute @ 0 = 0
            call usage tier 1 1.5 minute @ 0.6 = 0.9
            call usage tier 2 0.5 minute @ 0.3 = 0.15
            """);
  }

  @Test
  void theLongestRecordsOfAMonthAreFreeAcrossInstances() {
    TariffFixture fixture =
        with(chat(), "4", "records", Measure.RECORDS, Per.ACCOUNT, false, "chat");
    // Oregon comes first, as the order of allowances says: its 3 records, and sydney's longest.
    assertThat(
            rate(
                fixture,
                usage("chat", "sydney", MAY_1, 2, 5, 9, 2),
                usage("chat", "gold", MAY_1, 1, 3)))
        .isEqualTo(
            """
            chat free-tier 22 message @ 0 = 0
            chat usage tier 1 6 message @ 0.1 = 0.6
            chat usage tier 1 3 message @ 0.1 = 0.3
            """);
  }

  @Test
  void aQuantityAfterOneOfEachRecordTakesWhatThatLeft() {
    TariffFixture fixture =
        with(
            with(chat(), "2", "message", Measure.UNITS, Per.RECORD, false, "chat"),
            "5",
            "message",
            Measure.UNITS,
            Per.ACCOUNT,
            false,
            "chat");
    // 2 of each of three are free, then 5 of the 8 and 1 that are left.
    assertThat(rate(fixture, usage("chat", "oregon", MAY_1, 1, 1, 3, 1, 10, 1)))
        .isEqualTo(
            """
            chat free-tier 5 message @ 0 = 0
            chat free-tier 5 message @ 0 = 0
            chat usage tier 1 4 message @ 0.1 = 0.4
            """);
  }

  @Test
  void eachDayHasAQuantityOfItsOwn() {
    TariffFixture fixture = with(chat(), "10", "message", Measure.UNITS, Per.DAY, false, "chat");
    assertThat(
            rate(
                fixture,
                usage("chat", "oregon", MAY_1, 7, 1),
                usage("chat", "gold", MAY_1, 5, 1),
                usage("chat", "oregon", MAY_1.plusDays(1), 12, 1)))
        .isEqualTo(
            """
            chat free-tier 5 message @ 0 = 0
            chat free-tier 15 message @ 0 = 0
            chat usage tier 1 4 message @ 0.1 = 0.4
            """);
  }

  @Test
  void anAmountOfMoneyComesOffWhatTheUsageCosts() {
    TariffFixture fixture =
        with(chat(), "1.50", "USD", Measure.MONEY, Per.ACCOUNT, true, "chat", "text")
            .price("text", "0.20")
            .row()
            .price("call", "0.60")
            .row();
    assertThat(
            rate(
                fixture,
                usage("chat", "oregon", MAY_1, 5, 1),
                usage("text", "oregon", MAY_1, 10, 1),
                usage("call", "oregon", MAY_1, 60, 1)))
        .isEqualTo(
            """
            call usage tier 1 1 minute @ 0.6 = 0.6
            chat usage tier 1 5 message @ 0.1 = 0.5
            text usage tier 1 10 message @ 0.2 = 2
            free-0 free-tier 1.5 USD @ -1 = -1.5
            """);
    // What costs less is free, and no more.
    assertThat(rate(fixture, usage("chat", "oregon", MAY_1, 5, 1)))
        .endsWith("free-0 free-tier 0.5 USD @ -1 = -0.5\n");
    assertThat(rate(fixture, usage("call", "oregon", MAY_1, 60, 1))).doesNotContain("free");
  }

  @Test
  void eachInstanceHasAnAmountOfItsOwn() {
    TariffFixture fixture = with(chat(), "0.40", "USD", Measure.MONEY, Per.INSTANCE, true, "chat");
    assertThat(
            rate(fixture, usage("chat", "oregon", MAY_1, 3, 1), usage("chat", "gold", MAY_1, 9, 1)))
        .endsWith(
            """
            free-0 free-tier 0.4 USD @ -1 = -0.4
            free-0 free-tier 0.3 USD @ -1 = -0.3
            """);
  }

  @Test
  void anAmountOfMoneyIsExplained() {
    TariffFixture fixture = with(chat(), "0.20", "USD", Measure.MONEY, Per.ACCOUNT, true, "chat");
    Explanation.Line line =
        fixture
            .tariff()
            .explain(account(), MAY, List.of(usage("chat", "oregon", MAY_1, 5, 1)))
            .lines()
            .get(1);
    assertThat(line.arithmetic()).containsExactly("line 1: 0.5", "0.2 free: 0.5 - 0.2 = 0.3");
    assertThat(line.prices()).isEmpty();
    assertThat(line.allowances()).hasSize(1);
  }

  @Test
  void anAllowanceEndsWhereAnInstanceEntersOrLeavesAPlan() {
    LocalDate may11 = LocalDate.parse("2024-05-11");
    LocalDate may21 = LocalDate.parse("2024-05-21");
    Account account =
        Account.of(
            "123456789012",
            "USD",
            new Instance(
                "oregon",
                "us-west-2",
                "standard",
                List.of(
                    new Instance.PlanChange(may11, "gold"),
                    new Instance.PlanChange(may21, "standard"))),
            new Instance("gold", "us-west-2", "gold"));
    MeteredUsage[] usage = {
      usage("chat", "oregon", MAY_1, 1, 1),
      usage("chat", "oregon", may11, 10, 1),
      usage("chat", "oregon", may21, 100, 1),
      usage("chat", "gold", MAY_1, 1000, 1)
    };
    String first =
        """
        chat usage tier 1 1000 message @ 0.1 = 100
        chat free-tier 1 message @ 0 = 0
        chat usage tier 1 110 message @ 0.1 = 11
        """;
    // Neither comes back when the instance is on the plan standard again.
    for (String[] plans : new String[][] {{"gold", null}, {null, "standard"}}) {
      TariffFixture fixture =
          withPlans(
              chat(), null, null, Measure.UNITS, Per.ACCOUNT, false, plans[0], plans[1], "chat");
      assertThat(rate(account, fixture, usage)).isEqualTo(first);
    }
  }

  @Test
  void recordsThatAreSummedAlreadyDrawOnNothingInSilence() {
    TariffFixture fixture =
        with(chat(), "2", "records", Measure.RECORDS, Per.ACCOUNT, false, "chat");
    MeteredUsage summed =
        new MeteredUsage(
            "chat",
            "chat",
            "oregon",
            null,
            null,
            Collections.emptySortedMap(),
            List.of(MAY_1),
            Quantity.of(9),
            3,
            "r1",
            List.of());
    assertThatThrownBy(() -> rate(fixture, summed))
        .rootCause()
        .hasMessageContaining("is already summed")
        .hasMessageContaining("Give its occurrences.");
    assertThat(rate(fixture, TariffFixture.usage("chat", "oregon", "9")))
        .isEqualTo("chat free-tier 9 message @ 0 = 0\n");
  }
}
