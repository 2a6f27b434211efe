package dev.tarife.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.api.runtime.KieSession;

/** What is inserted after a first fire counts, however many rules there are. */
class LateFactsTest {
  private static final Account ACCOUNT = TariffFixture.account();

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 60, 300})
  void aLateInstanceIsSeen(int prices) {
    TariffFixture fixture = new TariffFixture();
    fixture.price("chat", "0.004").row();
    for (int i = 1; i < prices; i++) {
      fixture.price("chat", "0.004").plan("plan-" + i).row();
    }
    Tariff tariff = fixture.tariff();
    KieSession session = tariff.newSession(ACCOUNT, TariffFixture.MAY);
    try {
      session.insert(TariffFixture.usage("chat", "oregon", "10"));
      session.insert(TariffFixture.usage("chat", "late", "5"));
      session.fireAllRules();
      assertThat(tariff.invoice(session, ACCOUNT, TariffFixture.MAY).rejected()).hasSize(1);
      session.insert(new Instance("late", "us-west-2"));
      session.fireAllRules();
      assertThat(tariff.invoice(session, ACCOUNT, TariffFixture.MAY).rejected()).isEmpty();
      assertThat(Tariff.lineItems(session)).hasSize(2);
    } finally {
      session.dispose();
    }
  }

  @Test
  void allRulesAreOfOnePackage() {
    TariffFixture fixture = new TariffFixture().allowance("pool", "5", "chat");
    Tariff tariff = fixture.price("chat", "0.004").row().tariff();
    assertThat(Tariff.rules(fixture.tables())).hasSizeGreaterThan(3);
    assertThat(tariff.kieBase().getKiePackages())
        .filteredOn(rules -> !rules.getRules().isEmpty())
        .hasSize(1);
  }
}
