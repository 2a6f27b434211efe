package dev.tarife.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.BundleId;
import dev.tarife.model.Origin;
import dev.tarife.model.Source;
import dev.tarife.rating.compile.RuleCompiler;
import dev.tarife.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.kie.api.KieBase;

/** What a tariff says it is: the hash of what fires, and of nothing else. */
class TariffIdentityTest {
  private static final Tables TABLES =
      new TariffFixture().price("chat", "0.004").row().allowance("pool", "5", "chat").tables();
  private static final Tariff SHIPPED = Tariff.of(TABLES);

  /** A price of its own for chat, which claims the row of another. */
  private static final String CHEAPER =
      """
      package dev.tarife.rules
      import dev.tarife.model.MeteredUsage
      import dev.tarife.model.Money
      import dev.tarife.rating.price.Offer
      import dev.tarife.table.PriceRow
      rule "chat at half the price for our own people"
          salience 500
      when
          $usage : MeteredUsage(charge == "chat")
          $offer : Offer(usage == $usage, rule != "chat at half the price for our own people")
      then
          PriceRow row = $offer.row();
          insertLogical(Offer.of($usage, new PriceRow(row.origin(), row.charge(), "standard", null,
              null, null, row.model(), row.scope(), row.tierFrom(), null, Money.of("0.002"), null,
              null, null, null, null), "chat at half the price for our own people"));
      end
      """;

  @Test
  void theRulesOfTheTablesAreThoseOfTheTables() {
    String sha256 = Tariff.identity(TABLES.sha256());
    assertThat(SHIPPED.bundle()).isEqualTo(new BundleId(BundleId.WORKING_COPY, sha256));
    assertThat(Tariff.of(TABLES, Tariff.rules(TABLES)).bundle()).isEqualTo(SHIPPED.bundle());
    assertThat(Tariff.of(TABLES, SHIPPED.kieBase()).bundle()).isEqualTo(SHIPPED.bundle());
  }

  @Test
  void anyOtherRuleTextIsAnotherTariffAndSaysSo() {
    SortedMap<String, String> more = new TreeMap<>(Tariff.rules(TABLES));
    more.put("own/cheaper.drl", CHEAPER);
    SortedMap<String, String> changed = new TreeMap<>(Tariff.rules(TABLES));
    changed.computeIfPresent("rating/rating.drl", (path, text) -> text + "\n// changed\n");
    Tariff one = Tariff.of(TABLES, more);
    Tariff other = Tariff.of(TABLES, changed);
    assertThat(List.of(one, other))
        .allSatisfy(
            tariff -> {
              assertThat(tariff.bundle().version()).isEqualTo(BundleId.OTHER_RULES);
              assertThat(tariff.bundle().said()).contains("other rules");
              assertThat(tariff.bundle().sha256()).isNotEqualTo(SHIPPED.bundle().sha256());
            });
    assertThat(one.bundle().sha256()).isNotEqualTo(other.bundle().sha256());
    assertThat(Tariff.of(TABLES, more).bundle()).isEqualTo(one.bundle());
  }

  @Test
  void aRuleBaseOfOtherTextsNeverCarriesTheShippedIdentity() {
    SortedMap<String, String> changed = new TreeMap<>(Tariff.rules(TABLES));
    changed.computeIfPresent("rating/rating.drl", (path, text) -> text.replace("$share", "$part"));
    KieBase otherTexts = RuleCompiler.compile(changed);
    KieBase foreign =
        RuleCompiler.compile(
            new TreeMap<>(Map.of("x.drl", "package x\nrule x when $x : String() then end")));
    // Rules of other prices, under the names of these.
    KieBase otherPrice =
        Tariff.of(
                new TariffFixture()
                    .price("chat", "0.005")
                    .row()
                    .allowance("pool", "5", "chat")
                    .tables())
            .kieBase();
    assertThat(List.of(otherTexts, foreign, otherPrice))
        .allSatisfy(
            base -> {
              BundleId bundle = Tariff.of(TABLES, base).bundle();
              assertThat(bundle.version()).isEqualTo(BundleId.OTHER_RULES);
              assertThat(bundle.sha256()).isNotEqualTo(SHIPPED.bundle().sha256());
            });
  }

  @Test
  void whatAnotherRuleMadeNamesThatRuleAndNoPriceRow() {
    SortedMap<String, String> more = new TreeMap<>(Tariff.rules(TABLES));
    more.put("own/cheaper.drl", CHEAPER);
    Explanation.Line line =
        Tariff.of(TABLES, more)
            .explain(
                TariffFixture.account(),
                TariffFixture.MAY,
                List.of(TariffFixture.usage("chat", "oregon", "15")))
            .lines()
            .get(1);
    assertThat(line.item().unitPrice()).hasToString("0.002");
    Source own = new Source(Origin.OF_A_RULE, "chat at half the price for our own people");
    assertThat(line.prices()).containsExactly(own);
    assertThat(line.item().sources()).containsExactly(own);
  }
}
