package dev.tarife.rating;

import static dev.tarife.rating.TariffFixture.MAY;
import static dev.tarife.rating.TariffFixture.MAY_1;
import static dev.tarife.rating.TariffFixture.account;
import static dev.tarife.rating.TariffFixture.text;
import static dev.tarife.rating.TariffFixture.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Quantity;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.PriceRow.Model;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When fees fall due, and what a counter counts (decisions ). */
class FeesTest {
  private static final LocalDate MAY_15 = LocalDate.of(2024, 5, 15);

  private static Invoice invoice(TariffFixture fixture, MeteredUsage... usage) {
    return fixture.tariff().rate(account(), MAY, Arrays.asList(usage));
  }

  private static String rate(TariffFixture fixture, MeteredUsage... usage) {
    Invoice invoice = invoice(fixture, usage);
    assertThat(invoice.rejected()).isEmpty();
    return text(invoice.lines());
  }

  private static MeteredUsage on(LocalDate day, String id, String quantity) {
    return MeteredUsage.of(id, "chat", "oregon", day, Quantity.of(quantity));
  }

  private static TariffFixture twoTiers(Model model) {
    return new TariffFixture()
        .price("chat", "1")
        .model(model)
        .tier(0, 10L)
        .flatFee("5")
        .row()
        .price("chat", "2")
        .model(model)
        .tier(10, null)
        .flatFee("7")
        .row();
  }

  private static TariffFixture free(TariffFixture fixture, String quantity, boolean counts) {
    return fixture.allowance(
        "pool", LineKind.FREE_TIER, Clock.NONE, null, null, quantity, counts, "chat");
  }

  @Test
  void aFlatPriceIsDueForUsageOfQuantityZero() {
    TariffFixture fixture = new TariffFixture().price("chat", "99").model(Model.FLAT).row();
    assertThat(rate(fixture, usage("chat", "oregon", "0")))
        .isEqualTo("chat usage tier 1 1 month @ 99 = 99\n");
    assertThat(rate(fixture)).isEmpty();
  }

  @Test
  void theFirstTiersFeeIsDueForUsageOfQuantityZero() {
    for (Model model : List.of(Model.GRADUATED, Model.VOLUME)) {
      assertThat(rate(twoTiers(model), usage("chat", "oregon", "0")))
          .isEqualTo("chat usage tier 1 1 flat fee @ 5 = 5\n");
      assertThat(rate(twoTiers(model))).isEmpty();
    }
  }

  @Test
  void usageOfQuantityZeroBesideOtherUsageAddsNoFee() {
    for (Model model : List.of(Model.GRADUATED, Model.VOLUME)) {
      assertThat(
              rate(
                  twoTiers(model),
                  usage("chat", "oregon", "0"),
                  usage("chat", "gold", "0"),
                  usage("chat", "sydney", "4")))
          .isEqualTo(
              """
              chat usage tier 1 1 flat fee @ 5 = 5
              chat usage tier 1 4 message @ 1 = 4
              """);
    }
  }

  @Test
  void usageOfQuantityZeroIsNoLineWherePricedPerUnitOrByPackage() {
    TariffFixture perUnit = new TariffFixture().price("chat", "1").row();
    assertThat(rate(perUnit, usage("chat", "oregon", "0"))).isEmpty();
    TariffFixture packages = new TariffFixture().price("chat", "1").packages(10, 5L).row();
    assertThat(rate(packages, usage("chat", "oregon", "0"))).isEmpty();
  }

  @Test
  void usageOfQuantityZeroWithoutAPriceIsNotRejected() {
    TariffFixture fixture = new TariffFixture().price("text", "1").row();
    assertThat(rate(fixture, usage("chat", "oregon", "0"))).isEmpty();
  }

  @Test
  void usageThatIsWhollyFreeEntersNoTier() {
    for (Model model : List.of(Model.GRADUATED, Model.VOLUME)) {
      for (boolean counts : new boolean[] {true, false}) {
        assertThat(
                rate(
                    free(twoTiers(model), "10", counts),
                    usage("chat", "oregon", "9"),
                    usage("chat", "gold", "0")))
            .isEqualTo("chat free-tier 9 message @ 0 = 0\n");
      }
    }
  }

  @Test
  void aTiersFeeIsDueOnlyWhereChargedQuantityLies() {
    assertThat(rate(free(twoTiers(Model.GRADUATED), "10", true), usage("chat", "oregon", "11")))
        .isEqualTo(
            """
            chat free-tier 10 message @ 0 = 0
            chat usage tier 2 1 flat fee @ 7 = 7
            chat usage tier 2 1 message @ 2 = 2
            """);
    assertThat(rate(free(twoTiers(Model.GRADUATED), "9", true), usage("chat", "oregon", "11")))
        .isEqualTo(
            """
            chat free-tier 9 message @ 0 = 0
            chat usage tier 1 1 flat fee @ 5 = 5
            chat usage tier 1 1 message @ 1 = 1
            chat usage tier 2 1 flat fee @ 7 = 7
            chat usage tier 2 1 message @ 2 = 2
            """);
    assertThat(rate(free(twoTiers(Model.VOLUME), "10", true), usage("chat", "oregon", "11")))
        .isEqualTo(
            """
            chat free-tier 10 message @ 0 = 0
            chat usage tier 2 1 flat fee @ 7 = 7
            chat usage tier 2 1 message @ 2 = 2
            """);
    assertThat(rate(free(twoTiers(Model.GRADUATED), "10", false), usage("chat", "oregon", "11")))
        .isEqualTo(
            """
            chat free-tier 10 message @ 0 = 0
            chat usage tier 1 1 flat fee @ 5 = 5
            chat usage tier 1 1 message @ 1 = 1
            """);
  }

  @Test
  void aCounterRunsOnWhereThePriceBeforeWasPerUnit() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "3")
            .to(MAY_15)
            .row()
            .price("chat", "1")
            .model(Model.GRADUATED)
            .overAccount()
            .tier(0, 10L)
            .flatFee("5")
            .from(MAY_15)
            .row()
            .price("chat", "2")
            .model(Model.GRADUATED)
            .overAccount()
            .tier(10, null)
            .flatFee("7")
            .from(MAY_15)
            .row();
    assertThat(rate(fixture, on(MAY_1, "a", "8"), on(MAY_15, "b", "5")))
        .isEqualTo(
            """
            chat usage tier 1 1 flat fee @ 5 = 5
            chat usage tier 1 8 message @ 3 = 24
            chat usage tier 1 2 message @ 1 = 2
            chat usage tier 2 1 flat fee @ 7 = 7
            chat usage tier 2 3 message @ 2 = 6
            """);
    assertThat(rate(fixture, on(MAY_1, "a", "10"), on(MAY_15, "b", "5")))
        .isEqualTo(
            """
            chat usage tier 1 10 message @ 3 = 30
            chat usage tier 2 1 flat fee @ 7 = 7
            chat usage tier 2 5 message @ 2 = 10
            """);
  }

  @Test
  void aVolumeTotalAndItsTierCountWhatWasPricedPerUnitBefore() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "3")
            .to(MAY_15)
            .row()
            .price("chat", "1")
            .model(Model.VOLUME)
            .tier(0, 10L)
            .from(MAY_15)
            .row()
            .price("chat", "2")
            .model(Model.VOLUME)
            .tier(10, null)
            .from(MAY_15)
            .row();
    assertThat(rate(fixture, on(MAY_1, "a", "8"), on(MAY_15, "b", "5")))
        .isEqualTo("chat usage tier 1 8 message @ 3 = 24\nchat usage tier 2 5 message @ 2 = 10\n");
  }

  @Test
  void noPackageIsFilledByWhatAnotherPriceCharged() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "3")
            .to(MAY_15)
            .row()
            .price("chat", "50")
            .packages(100, null)
            .from(MAY_15)
            .row();
    assertThat(rate(fixture, on(MAY_1, "a", "8"), on(MAY_15, "b", "5")))
        .isEqualTo(
            """
            chat usage tier 1 8 message @ 3 = 24
            chat usage tier 1 1 package of 100 message @ 50 = 50
            """);
  }

  @Test
  void noPackageIsFilledByWhatIsFree() {
    TariffFixture fixture = new TariffFixture().price("chat", "50").packages(100, null).row();
    assertThat(rate(free(fixture, "30", true), usage("chat", "oregon", "80")))
        .isEqualTo(
            """
            chat free-tier 30 message @ 0 = 0
            chat usage tier 1 1 package of 100 message @ 50 = 50
            """);
  }

  @Test
  void anOpenPackageIsUsedUpBeforeOneOfANewSizeIsOpened() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "50")
            .packages(100, null)
            .to(MAY_15)
            .row()
            .price("chat", "300")
            .packages(1000, null)
            .from(MAY_15)
            .row();
    assertThat(rate(fixture, on(MAY_1, "a", "130"), on(MAY_15, "b", "70")))
        .isEqualTo("chat usage tier 1 2 package of 100 message @ 50 = 100\n");
    assertThat(rate(fixture, on(MAY_1, "a", "130"), on(MAY_15, "b", "71")))
        .isEqualTo(
            """
            chat usage tier 1 2 package of 100 message @ 50 = 100
            chat usage tier 1 1 package of 1000 message @ 300 = 300
            """);
  }

  @Test
  void aFlatPriceIsDueThoughAnotherModelPricedUsageBefore() {
    TariffFixture fixture =
        new TariffFixture()
            .price("chat", "3")
            .model(Model.GRADUATED)
            .tier(0, null)
            .to(MAY_15)
            .row()
            .price("chat", "50")
            .model(Model.FLAT)
            .from(MAY_15)
            .row();
    assertThat(rate(fixture, on(MAY_1, "a", "8"), on(MAY_15, "b", "5")))
        .isEqualTo("chat usage tier 1 8 message @ 3 = 24\nchat usage tier 1 1 month @ 50 = 50\n");
  }
}
