package dev.tarife.rating;

import static dev.tarife.rating.TariffFixture.MAY;
import static dev.tarife.rating.TariffFixture.MAY_1;
import static dev.tarife.rating.TariffFixture.account;
import static dev.tarife.rating.TariffFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Occurrence;
import dev.tarife.model.Quantity;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.PriceRow.Model;
import dev.tarife.table.PriceRow.Scope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Tiers, packages, fees and limits of each record, chain and day. */
class OccurrencePricesTest {
  /** Usage of a charge in oregon: what each record counts, and how many do. */
  private static MeteredUsage usage(String charge, long... eachAndTimes) {
    return usage(charge, MAY_1, eachAndTimes);
  }

  private static MeteredUsage usage(String charge, LocalDate day, long... eachAndTimes) {
    List<Occurrence> occurrences = new ArrayList<>();
    long records = 0;
    for (int i = 0; i < eachAndTimes.length; i += 2) {
      occurrences.add(new Occurrence(Quantity.of(eachAndTimes[i]), eachAndTimes[i + 1]));
      records += eachAndTimes[i + 1];
    }
    return new MeteredUsage(
        charge + "|" + day,
        charge,
        "oregon",
        null,
        null,
        Collections.emptySortedMap(),
        List.of(day),
        occurrences.stream().map(Occurrence::quantity).reduce(Quantity.ZERO, Quantity::plus),
        records,
        "r1",
        List.of(),
        occurrences,
        null);
  }

  private static String rate(TariffFixture fixture, MeteredUsage... usage) {
    Invoice invoice = fixture.tariff().rate(account(), MAY, Arrays.asList(usage));
    StringBuilder text = new StringBuilder(text(invoice.lines()));
    invoice.rejected().forEach(rejection -> text.append(rejection.reason()).append('\n'));
    return text.toString();
  }

  /** To 60 seconds at 0.60 a minute with a fee of 0.05, above at 0.30. */
  private static TariffFixture graduated(Scope scope) {
    return new TariffFixture()
        .price("call", "0.60")
        .model(Model.GRADUATED)
        .scope(scope)
        .tier(0, 1L)
        .flatFee("0.05")
        .row()
        .price("call", "0.30")
        .model(Model.GRADUATED)
        .scope(scope)
        .tier(1, null)
        .row();
  }

  @Test
  void tiersBeginAnewForEachRecord() {
    // 2 of 30 s, 3 of 90 s: 2 x 30 + 3 x 60 in the first tier, 3 x 30 in the second, five fees.
    String expected =
        """
        call usage tier 1 5 flat fee @ 0.05 = 0.25
        call usage tier 1 4 minute @ 0.6 = 2.4
        call usage tier 2 1.5 minute @ 0.3 = 0.45
        """;
    assertThat(rate(graduated(Scope.RECORD), usage("call", 30, 2, 90, 3))).isEqualTo(expected);
    assertThat(rate(graduated(Scope.CHAIN), usage("call", 30, 2, 90, 3))).isEqualTo(expected);
    assertThat(rate(graduated(Scope.ROW), usage("call", 30, 2, 90, 3)))
        .isEqualTo(
            """
            call usage tier 1 1 flat fee @ 0.05 = 0.05
            call usage tier 1 1 minute @ 0.6 = 0.6
            call usage tier 2 4.5 minute @ 0.3 = 1.35
            """);
  }

  @Test
  void aRecordOfQuantityZeroOwesTheFeeOfTheFirstTier() {
    assertThat(rate(graduated(Scope.RECORD), usage("call", 0, 4)))
        .isEqualTo("call usage tier 1 4 flat fee @ 0.05 = 0.2\n");
  }

  @Test
  void volumePricesAllOfARecordAtTheTierThatItReaches() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "1")
            .model(Model.VOLUME)
            .scope(Scope.RECORD)
            .tier(0, 10L)
            .row()
            .price("chat", "0.5")
            .model(Model.VOLUME)
            .scope(Scope.RECORD)
            .tier(10, null)
            .flatFee("2")
            .row();
    // 7 of 10 stay in the first tier; 2 of 11 lie in the second as a whole, with its fee.
    assertThat(rate(fixture, usage("chat", 10, 7, 11, 2)))
        .isEqualTo(
            """
            chat usage tier 1 70 message @ 1 = 70
            chat usage tier 2 2 flat fee @ 2 = 4
            chat usage tier 2 22 message @ 0.5 = 11
            """);
  }

  @Test
  void eachRecordOpensPackagesOfItsOwn() {
    TariffFixture fixture =
        new TariffFixture().price("chat", "3").packages(100, 50L).scope(Scope.RECORD).row();
    // 50 is free, 151 opens two packages, 40 none: twice 50 and once 40 before the first.
    assertThat(rate(fixture, usage("chat", 40, 1, 50, 1, 151, 1)))
        .isEqualTo(
            """
            chat usage tier 1 140 message @ 0 = 0
            chat usage tier 1 2 package of 100 message @ 3 = 6
            """);
  }

  @Test
  void aFlatPriceFallsDueForEachRecordChainAndDay() {
    for (Scope scope : List.of(Scope.RECORD, Scope.CHAIN)) {
      TariffFixture fixture =
          new TariffFixture().price("chat", "0.07").model(Model.FLAT).scope(scope).row();
      assertThat(rate(fixture, usage("chat", 1, 3, 500, 2)))
          .isEqualTo("chat usage tier 1 5 " + scope.word() + " @ 0.07 = 0.35\n");
    }
    TariffFixture daily =
        new TariffFixture().price("chat", "2").model(Model.FLAT).scope(Scope.DAY).row();
    assertThat(rate(daily, usage("chat", MAY_1, 9, 9), usage("chat", MAY_1.plusDays(4), 1, 1)))
        .isEqualTo("chat usage tier 1 2 day @ 2 = 4\n");
  }

  @Test
  void tiersBeginAnewEachDay() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "1")
            .model(Model.GRADUATED)
            .scope(Scope.DAY)
            .tier(0, 10L)
            .row()
            .price("chat", "0.5")
            .model(Model.GRADUATED)
            .scope(Scope.DAY)
            .tier(10, null)
            .row();
    assertThat(rate(fixture, usage("chat", MAY_1, 12, 1), usage("chat", MAY_1.plusDays(1), 8, 1)))
        .isEqualTo(
            """
            chat usage tier 1 18 message @ 1 = 18
            chat usage tier 2 2 message @ 0.5 = 1
            """);
  }

  @Test
  void whatOneCostsHasALeastAndAMost() {
    TariffFixture fixture =
        new TariffFixture().price("call", "0.60").scope(Scope.RECORD).amounts("0.10", "2").row();
    // 10 s exactly cost the least, and 200 s the most: as much as at the price per minute.
    assertThat(rate(fixture, usage("call", 0, 1, 9, 2, 10, 1, 60, 3, 200, 1, 201, 4)))
        .isEqualTo(
            """
            call usage tier 1 6.5 minute @ 0.6 = 3.9
            call usage tier 1 4 record maximum @ 2 = 8
            call usage tier 1 3 record minimum @ 0.1 = 0.3
            """);
  }

  @Test
  void anExplanationSaysWhatTheLeastAndTheMostAreAppliedTo() {
    Explanation explanation =
        new TariffFixture()
            .price("call", "0.60")
            .scope(Scope.RECORD)
            .amounts("0.10", "2")
            .row()
            .tariff()
            .explain(account(), MAY, List.of(usage("call", 9, 2, 60, 3, 201, 4)));
    assertThat(explanation.lines().get(0).arithmetic())
        .startsWith("1002 - 822 in other lines = 180 second");
    assertThat(explanation.lines().get(1).arithmetic())
        .contains("4 of these would cost more than the most, 2");
    assertThat(explanation.lines().get(2).arithmetic())
        .contains("2 of these would cost less than the least, 0.1");
  }

  @Test
  void aLeastAmountIsComparedWithTiersFeesAndPackages() {
    TariffFixture fixture =
        new TariffFixture()
            .price("call", "0.60")
            .model(Model.GRADUATED)
            .scope(Scope.CHAIN)
            .tier(0, 1L)
            .flatFee("0.05")
            .amounts("0.36", null)
            .row()
            .price("call", "0.30")
            .model(Model.GRADUATED)
            .scope(Scope.CHAIN)
            .tier(1, null)
            .amounts("0.36", null)
            .row();
    // 30 s cost 0.05 + 0.30, less than 0.36; 31 s cost 0.36; 90 s cost 0.05 + 0.60 + 0.15.
    assertThat(rate(fixture, usage("call", 30, 7, 31, 1, 90, 1)))
        .isEqualTo(
            """
            call usage tier 1 7 chain minimum @ 0.36 = 2.52
            call usage tier 1 2 flat fee @ 0.05 = 0.1
            call usage tier 1 1.5166666667 minute @ 0.6 = 0.91
            call usage tier 2 0.5 minute @ 0.3 = 0.15
            """);
  }

  @Test
  void anAllowanceMakesTheLongestRecordsFreeFirst() {
    TariffFixture counting =
        graduated(Scope.RECORD)
            .allowance("minutes", LineKind.FREE_TIER, Clock.NONE, null, null, "200", true, "call");
    // 200 s: two of 90 s, and 20 s of the third, whose rest begins at 20 s: 40 s in the first tier.
    String counted =
        """
        call free-tier 3.3333333333 minute @ 0 = 0
        call usage tier 1 3 flat fee @ 0.05 = 0.15
        call usage tier 1 1.6666666667 minute @ 0.6 = 1
        call usage tier 2 0.5 minute @ 0.3 = 0.15
        """;
    assertThat(rate(counting, usage("call", 30, 2, 90, 3))).isEqualTo(counted);
    TariffFixture apart = graduated(Scope.RECORD).allowance("minutes", "200", "call");
    // The rest of 70 s begins a tier of its own: 60 s and 10 s.
    assertThat(rate(apart, usage("call", 30, 2, 90, 3)))
        .isEqualTo(
            """
            call free-tier 3.3333333333 minute @ 0 = 0
            call usage tier 1 3 flat fee @ 0.05 = 0.15
            call usage tier 1 2 minute @ 0.6 = 1.2
            call usage tier 2 0.1666666667 minute @ 0.3 = 0.05
            """);
  }

  @Test
  void anExplanationShowsWhatEachRecordCounts() {
    Explanation explanation =
        graduated(Scope.RECORD)
            .tariff()
            .explain(account(), MAY, List.of(usage("call", 30, 2, 90, 3)));
    assertThat(explanation.lines().get(1).arithmetic())
        .containsExactly(
            "330 - 90 in other tiers = 240 second",
            "each record by itself: 3 × 90 + 2 × 30 second",
            "240 second / 60 = 4 minute",
            "4 × 0.6 = 2.4");
  }

  @Test
  void anExplanationShowsThePackagesOfEachRecord() {
    Explanation explanation =
        new TariffFixture()
            .price("call", "3")
            .model(Model.PACKAGE)
            .scope(Scope.RECORD)
            .packages(2, 1L)
            .row()
            .tariff()
            .explain(account(), MAY, List.of(usage("call", 30, 2, 90, 3, 400, 1)));
    // Beyond the first minute of each: 340 s open 3 packages of 120 s, 30 s open one.
    assertThat(explanation.lines().get(1).arithmetic())
        .containsExactly(
            "each record by itself: 1 × 400 + 3 × 90 + 2 × 30 second",
            "in packages of 2 minute after the first 1: 1 × 3 + 3 × 1 + 2 × 0 = 6 packages",
            "6 × 3 = 18");
  }

  @Test
  void usageThatIsSummedAlreadyIsRejectedUnlessItIsOneRecord() {
    assertThat(rate(graduated(Scope.RECORD), TariffFixture.usage("call", "oregon", "90")))
        .isEqualTo(
            """
            call usage tier 1 1 flat fee @ 0.05 = 0.05
            call usage tier 1 1 minute @ 0.6 = 0.6
            call usage tier 2 0.5 minute @ 0.3 = 0.15
            """);
    MeteredUsage two =
        new MeteredUsage(
            "call",
            "call",
            "oregon",
            null,
            null,
            Collections.emptySortedMap(),
            List.of(MAY_1),
            Quantity.of(90),
            2,
            "r1",
            List.of());
    assertThat(rate(graduated(Scope.RECORD), two))
        .isEqualTo(
            "usage of call that is already summed: prices.xlsx!Prices!2 prices each record,"
                + " so give its occurrences\n");
  }

  /** Record by record, each rated by itself, is the same as all at once. */
  @Property(seed = "20240501", tries = 40, shrinking = ShrinkingMode.OFF)
  void manyRecordsCostWhatTheyCostOneByOne(@ForAll long seed) {
    Random random = new Random(seed);
    long[] counts = {random.nextInt(200), 1 + random.nextInt(9), 200 + random.nextInt(99), 2};
    TariffFixture fixture = graduated(Scope.RECORD);
    Tariff tariff = fixture.tariff();
    Quantity one = Quantity.ZERO;
    for (int i = 0; i < counts.length; i += 2) {
      for (int times = 0; times < counts[i + 1]; times++) {
        one =
            one.plus(
                Quantity.of(
                    tariff
                        .rate(account(), MAY, List.of(usage("call", counts[i], 1)))
                        .totalExact()
                        .value()));
      }
    }
    assertThat(tariff.rate(account(), MAY, List.of(usage("call", counts))).totalExact().value())
        .isEqualByComparingTo(one.value());
  }
}
