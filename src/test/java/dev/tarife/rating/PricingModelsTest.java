package dev.tarife.rating;

import static dev.tarife.rating.TariffFixture.MAY;
import static dev.tarife.rating.TariffFixture.MAY_1;
import static dev.tarife.rating.TariffFixture.account;
import static dev.tarife.rating.TariffFixture.text;
import static dev.tarife.rating.TariffFixture.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Quantity;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.AllowanceRow.LastsUnit;
import dev.tarife.table.PriceRow.Model;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.kie.api.runtime.KieSession;

class PricingModelsTest {
  private static String rate(TariffFixture fixture, MeteredUsage... usage) {
    return text(invoice(fixture, usage).lines());
  }

  private static Invoice invoice(TariffFixture fixture, MeteredUsage... usage) {
    return fixture.tariff().rate(account(), MAY, Arrays.asList(usage));
  }

  @Test
  void perUnitMultipliesAndDividesOnce() {
    TariffFixture fixture = new TariffFixture().price("call", "0.018").row();
    assertThat(rate(fixture, usage("call", "oregon", "100")))
        .isEqualTo("call usage tier 1 1.6666666667 minute @ 0.018 = 0.03\n");
  }

  @Test
  void graduatedSplitsOverTiersAndTheBoundBelongsToTheLowerTier() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "0.010")
            .model(Model.GRADUATED)
            .overAccount()
            .tier(0, 100L)
            .row()
            .price("chat", "0.005")
            .model(Model.GRADUATED)
            .overAccount()
            .tier(100, null)
            .row();
    assertThat(rate(fixture, usage("chat", "oregon", "100")))
        .isEqualTo("chat usage tier 1 100 message @ 0.01 = 1\n");
    assertThat(rate(fixture, usage("chat", "oregon", "101"), usage("chat", "sydney", "4")))
        .isEqualTo(
            """
            chat usage tier 1 4 message @ 0.01 = 0.04
            chat usage tier 1 96 message @ 0.01 = 0.96
            chat usage tier 2 5 message @ 0.005 = 0.025
            """);
  }

  @Test
  void volumePricesAllAtTheTierReached() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "0.010")
            .model(Model.VOLUME)
            .tier(0, 100L)
            .row()
            .price("chat", "0.005")
            .model(Model.VOLUME)
            .tier(100, null)
            .row();
    assertThat(rate(fixture, usage("chat", "oregon", "100")))
        .isEqualTo("chat usage tier 1 100 message @ 0.01 = 1\n");
    assertThat(rate(fixture, usage("chat", "oregon", "101")))
        .isEqualTo("chat usage tier 2 101 message @ 0.005 = 0.505\n");
  }

  @Test
  void packagesAreWholeAndBeginAfterTheFreeQuantity() {
    TariffFixture fixture = new TariffFixture().price("chat", "5").packages(1000, 500L).row();
    assertThat(rate(fixture, usage("chat", "oregon", "1501"), usage("chat", "sydney", "400")))
        .isEqualTo(
            """
            chat usage tier 1 400 message @ 0 = 0
            chat usage tier 1 100 message @ 0 = 0
            chat usage tier 1 2 package of 1000 message @ 5 = 10
            """);
  }

  @Test
  void flatIsOncePerPeriod() {
    TariffFixture fixture =
        new TariffFixture().price("chat", "99").model(Model.FLAT).overAccount().row();
    assertThat(rate(fixture, usage("chat", "oregon", "7"), usage("chat", "sydney", "9")))
        .isEqualTo("chat usage tier 1 1 month @ 99 = 99\n");
  }

  @Test
  void aTierMayCarryAFlatFeeThatIsDueWhenItIsReached() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "1")
            .model(Model.GRADUATED)
            .tier(0, 10L)
            .flatFee("3")
            .row()
            .price("chat", "0.5")
            .model(Model.GRADUATED)
            .tier(10, null)
            .flatFee("7")
            .row();
    assertThat(rate(fixture, usage("chat", "oregon", "10")))
        .isEqualTo("chat usage tier 1 1 flat fee @ 3 = 3\nchat usage tier 1 10 message @ 1 = 10\n");
    assertThat(rate(fixture, usage("chat", "oregon", "11")))
        .isEqualTo(
            """
            chat usage tier 1 1 flat fee @ 3 = 3
            chat usage tier 1 10 message @ 1 = 10
            chat usage tier 2 1 flat fee @ 7 = 7
            chat usage tier 2 1 message @ 0.5 = 0.5
            """);
  }

  @Test
  void anAllowanceIsUsedUpInTheTablesOrder() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "0.01")
            .row()
            .price("text", "0.02")
            .row()
            .allowance("pool", "100", "text", "chat");
    assertThat(rate(fixture, usage("chat", "oregon", "70"), usage("text", "oregon", "60")))
        .isEqualTo(
            """
            chat free-tier 40 message @ 0 = 0
            chat usage tier 1 30 message @ 0.01 = 0.3
            text free-tier 60 message @ 0 = 0
            """);
  }

  @Test
  void aSecondPoolDrawsOnlyOnWhatTheFirstLeft() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "0.01")
            .row()
            .price("text", "0.02")
            .row()
            .allowance("first", "50", "chat")
            .allowance("second", "30", "chat", "text");
    assertThat(rate(fixture, usage("chat", "oregon", "60"), usage("text", "oregon", "60")))
        .isEqualTo(
            """
            chat free-tier 50 message @ 0 = 0
            chat free-tier 10 message @ 0 = 0
            text free-tier 20 message @ 0 = 0
            text usage tier 1 40 message @ 0.02 = 0.8
            """);
  }

  @Test
  void freeQuantitiesCountTowardsTiersOnlyWhereTheTableSaysSo() {
    for (boolean counts : new boolean[] {true, false}) {
      TariffFixture fixture =
          new TariffFixture()
              .price("chat", "1")
              .model(Model.GRADUATED)
              .tier(0, 100L)
              .row()
              .price("chat", "0.5")
              .model(Model.GRADUATED)
              .tier(100, null)
              .row()
              .allowance("pool", LineKind.FREE_TIER, Clock.NONE, null, null, "30", counts, "chat");
      assertThat(rate(fixture, usage("chat", "oregon", "120")))
          .isEqualTo(
              counts
                  ? """
                  chat free-tier 30 message @ 0 = 0
                  chat usage tier 1 70 message @ 1 = 70
                  chat usage tier 2 20 message @ 0.5 = 10
                  """
                  : """
                  chat free-tier 30 message @ 0 = 0
                  chat usage tier 1 90 message @ 1 = 90
                  """);
    }
  }

  @Test
  void theMoreSpecificRowWinsAndALaterOneReplaces() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "1")
            .row()
            .price("chat", "2")
            .from(LocalDate.of(2024, 3, 1))
            .row()
            .price("chat", "3")
            .from(LocalDate.of(2024, 6, 1))
            .row()
            .price("chat", "4")
            .region("ap-southeast-2")
            .row()
            .price("chat", "0")
            .plan("gold")
            .row();
    assertThat(
            rate(
                fixture,
                usage("chat", "oregon", "1"),
                usage("chat", "sydney", "1"),
                usage("chat", "gold", "1")))
        .isEqualTo(
            """
            chat usage tier 1 1 message @ 4 = 4
            chat usage tier 1 1 message @ 0 = 0
            chat usage tier 1 1 message @ 2 = 2
            """);
  }

  @Test
  void usageWithoutAPriceIsRejectedWithItsReason() {
    TariffFixture fixture =
        new TariffFixture().price("telephony", "1").region("us-west-2").country("US").onCard();
    Invoice invoice =
        invoice(
            fixture,
            MeteredUsage.of("a", "telephony", "oregon", "CN", null, MAY_1, Quantity.of(60)),
            MeteredUsage.of("b", "telephony", "oregon", "US", null, MAY_1, Quantity.of(60)));
    assertThat(text(invoice.lines())).isEqualTo("telephony usage tier 1 1 minute @ 1 = 1\n");
    assertThat(invoice.rejected()).hasSize(1);
    assertThat(invoice.rejected().get(0).reason())
        .startsWith("no price for telephony, country CN, Region us-west-2");
  }

  @Test
  void aGapBetweenTiersIsRejectedNeverFree() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "1")
            .model(Model.GRADUATED)
            .tier(0, 10L)
            .row()
            .price("chat", "0.5")
            .model(Model.GRADUATED)
            .tier(20, null)
            .row();
    assertThat(invoice(fixture, usage("chat", "oregon", "25")).rejected())
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).startsWith("no tier of prices.xlsx!Prices!"));
  }

  @Test
  void aDistinctCountIsChargedInFullIfAnEventFallsAfterTheTrial() {
    // A trial of 10 days from 20 April: 1 May is its last but one... its term ends on 30 April.
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "12")
            .row()
            .allowance(
                "trial", LineKind.TRIAL, Clock.ACTIVATION, 30, LastsUnit.DAYS, null, false, "chat");
    var account = account().withActivations(Map.of("trial", LocalDate.of(2024, 4, 20)));
    LocalDate after = LocalDate.of(2024, 5, 20);
    List<MeteredUsage> usage =
        List.of(
            distinct("in", "5", MAY_1),
            distinct("both", "3", MAY_1, after),
            distinct("out", "2", after));
    assertThat(text(fixture.tariff().rate(account, MAY, usage).lines()))
        .isEqualTo("chat trial 5 message @ 0 = 0\nchat usage tier 1 5 message @ 12 = 60\n");
  }

  @Test
  void aDistinctCountIsOfferedOnlyPricesThatAreInForceInOneOfItsSlices() {
    LocalDate middle = LocalDate.of(2024, 5, 10);
    LocalDate late = LocalDate.of(2024, 5, 20);
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "1")
            .to(middle)
            .row()
            .price("chat", "2")
            .from(middle)
            .to(late)
            .row()
            .price("chat", "3")
            .from(late)
            .row();
    assertThat(
            rate(
                fixture,
                distinct("ends", "1", MAY_1, late),
                distinct("middle", "10", middle),
                distinct("later", "100", middle, late),
                distinct("last", "1000", late)))
        .isEqualTo(
            """
            chat usage tier 1 1 message @ 1 = 1
            chat usage tier 1 110 message @ 2 = 220
            chat usage tier 1 1000 message @ 3 = 3000
            """);
    Explanation explanation =
        fixture.tariff().explain(account(), MAY, List.of(distinct("ends", "1", MAY_1, late)));
    assertThat(explanation.lines().get(0).lost())
        .extracting(Explanation.Lost::why)
        .containsExactly("in force on 2024-05-20, the price is that of 2024-05-01");
  }

  @Test
  void theDearerPriceDrawsFirstAlsoWhereTheMonthIsCutForAnotherCharge() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "0.01")
            .row()
            .price("text", "0.02")
            .row()
            .allowance("pool", "100", "chat", "text");
    fixture.sameOrder();
    LocalDate later = LocalDate.of(2024, 5, 20);
    assertThat(
            rate(
                fixture,
                MeteredUsage.of("a", "chat", "oregon", MAY_1, Quantity.of(80)),
                MeteredUsage.of("b", "text", "oregon", MAY_1, Quantity.of(60)),
                MeteredUsage.of("c", "text", "oregon", later, Quantity.of(30))))
        .isEqualTo(
            """
            chat free-tier 10 message @ 0 = 0
            chat usage tier 1 70 message @ 0.01 = 0.7
            text free-tier 90 message @ 0 = 0
            """);
  }

  @Test
  void meteredUsageOfAnotherInstanceOrMonthIsRejected() {
    TariffFixture fixture = new TariffFixture().price("chat", "0.01").row();
    Invoice invoice =
        invoice(
            fixture,
            usage("chat", "mars", "5"),
            MeteredUsage.of("b", "chat", "oregon", LocalDate.of(2024, 7, 1), Quantity.of(5)));
    assertThat(invoice.lines()).isEmpty();
    assertThat(invoice.rejected())
        .extracting(r -> r.reason())
        .containsExactly(
            "metered usage of chat lies outside 2024-05",
            "unknown instance (mars): not among the account's instances;"
                + " known: gold, oregon, sydney");
  }

  @Test
  void meteredUsageThatContradictsItselfIsRefused() {
    TariffFixture fixture = new TariffFixture().price("chat", "0.01").row();
    assertThatThrownBy(() -> usage("chat", "oregon", "-1")).hasMessageContaining("negative");
    assertThatThrownBy(
            () ->
                rate(
                    fixture,
                    MeteredUsage.of("a", "chat", "oregon", MAY_1, Quantity.of(5)),
                    MeteredUsage.of("a", "chat", "oregon", MAY_1, Quantity.of(6))))
        .rootCause()
        .hasMessage("Two metered usages have the id (a). Give each its own.");
  }

  @Test
  void insertingMoreAndFiringAgainStaysRight() {
    TariffFixture fixture =
        new TariffFixture().price("chat", "0.01").row().allowance("pool", "100", "chat");
    Tariff tariff = fixture.tariff();
    KieSession session = tariff.newSession(account(), MAY);
    try {
      session.insert(usage("chat", "oregon", "70"));
      Tariff.fire(session);
      assertThat(text(Tariff.lineItems(session))).isEqualTo("chat free-tier 70 message @ 0 = 0\n");
      session.insert(usage("chat", "sydney", "50"));
      Tariff.fire(session);
      assertThat(text(tariff.invoice(session, account(), MAY).lines()))
          .isEqualTo(
              """
              chat free-tier 50 message @ 0 = 0
              chat free-tier 50 message @ 0 = 0
              chat usage tier 1 20 message @ 0.01 = 0.2
              """);
    } finally {
      session.dispose();
    }
  }

  private static MeteredUsage distinct(String id, String quantity, LocalDate... slices) {
    return new MeteredUsage(
        id,
        "chat",
        "oregon",
        null,
        null,
        new TreeMap<>(),
        List.of(slices),
        Quantity.of(quantity),
        1,
        id,
        List.of());
  }
}
