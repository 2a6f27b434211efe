package dev.tarife.rating;

import static dev.tarife.rating.TariffFixture.MAY;
import static dev.tarife.rating.TariffFixture.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Quantity;
import dev.tarife.rating.allowance.Chargeable;
import dev.tarife.rating.allowance.Draw;
import dev.tarife.rating.allowance.FreeShare;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.AllowanceRow.LastsUnit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;

/**
 * Every deduction is a rule that fires once: for one draw on one allowance, in the table's order.
 */
class DeductionsTest {
  private static final String RULE =
      "deduct: a draw makes free what its usage has left, up to what its allowance has left";
  private static final Account ACCOUNT = TariffFixture.account();

  private final List<String> fired = new ArrayList<>();

  @Test
  void eachDrawIsARuleThatFires() {
    Tariff tariff = twoAllowances();
    List<MeteredUsage> usage =
        List.of(usage("chat", "oregon", "30"), usage("text", "oregon", "30"));
    KieSession session = listened(tariff);
    try {
      usage.forEach(session::insert);
      Tariff.fire(session);
      assertThat(fired)
          .containsExactly(
              "chat of 30: 20 from first by allowances.xlsx!Draws!5, leaves 0 and 10",
              "chat of 30: 10 from second by allowances.xlsx!Draws!7, leaves 15 and 0",
              "text of 30: 15 from second by allowances.xlsx!Draws!8, leaves 0 and 15");
    } finally {
      session.dispose();
    }
  }

  @Test
  void aDrawThatGetsNothingIsARuleThatFiresToo() {
    Tariff tariff = twoAllowances();
    KieSession session = listened(tariff);
    try {
      session.insert(usage("chat", "oregon", "20"));
      Tariff.fire(session);
      assertThat(fired)
          .containsExactly(
              "chat of 20: 20 from first by allowances.xlsx!Draws!5, leaves 0 and 0",
              "chat of 20: 0 from second by allowances.xlsx!Draws!7, leaves 25 and 0");
      assertThat(TariffFixture.text(Tariff.lineItems(session)))
          .isEqualTo("chat free-tier 20 message @ 0 = 0\n");
    } finally {
      session.dispose();
    }
  }

  @Test
  void theOrderOfTheFactsDoesNotMatter() {
    Tariff tariff = twoAllowances();
    List<MeteredUsage> usage = new ArrayList<>();
    for (String instance : List.of("oregon", "sydney", "gold")) {
      usage.add(usage("chat", instance, "9"));
      usage.add(usage("text", instance, "7"));
    }
    List<String> first = null;
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(usage, new Random(seed));
      fired.clear();
      KieSession session = listened(tariff);
      try {
        usage.forEach(session::insert);
        Tariff.fire(session);
      } finally {
        session.dispose();
      }
      first = first == null ? List.copyOf(fired) : first;
      assertThat(fired).as("seed %d", seed).hasSize(9).isEqualTo(first);
    }
  }

  @Test
  void usageThatComesLaterTakesItsTurn() {
    Tariff tariff = twoAllowances();
    KieSession session = listened(tariff);
    try {
      session.insert(usage("text", "oregon", "30"));
      Tariff.fire(session);
      session.insert(usage("chat", "oregon", "30"));
      Tariff.fire(session);
      assertThat(TariffFixture.text(Tariff.lineItems(session)))
          .isEqualTo(
              """
              chat free-tier 20 message @ 0 = 0
              chat free-tier 10 message @ 0 = 0
              text free-tier 15 message @ 0 = 0
              text usage tier 1 15 message @ 2 = 30
              """);
    } finally {
      session.dispose();
    }
  }

  @Test
  void aCountWithAnEventAfterTheTrialHasNoTurn() {
    TariffFixture fixture = new TariffFixture();
    fixture.price("chat", "1").row();
    fixture.allowance(
        "trial", LineKind.TRIAL, Clock.ACTIVATION, 10, LastsUnit.DAYS, null, false, "chat");
    Tariff tariff = fixture.tariff();
    LocalDate may1 = TariffFixture.MAY_1;
    LocalDate may11 = may1.plusDays(10);
    KieSession session = listened(tariff, ACCOUNT.withActivations(Map.of("trial", may1)));
    try {
      session.insert(count("in", may1));
      session.insert(count("across", may1, may11));
      session.insert(count("after", may11));
      Tariff.fire(session);
      assertThat(fired)
          .containsExactly("chat of 4: 4 from trial by allowances.xlsx!Draws!4, leaves null and 0");
      assertThat(Tariff.facts(session, Chargeable.class))
          .extracting(Chargeable::day)
          .containsExactly(may11);
    } finally {
      session.dispose();
    }
  }

  private static MeteredUsage count(String id, LocalDate... slices) {
    return new MeteredUsage(
        id,
        "chat",
        "oregon",
        null,
        null,
        Collections.emptySortedMap(),
        List.of(slices),
        Quantity.of(4),
        4,
        id,
        List.of());
  }

  private static Tariff twoAllowances() {
    TariffFixture fixture = new TariffFixture();
    fixture.price("chat", "1").row();
    fixture.price("text", "2").row();
    fixture.allowance("first", "20", "chat");
    fixture.allowance("second", "25", "chat", "text");
    return fixture.tariff();
  }

  private KieSession listened(Tariff tariff) {
    return listened(tariff, ACCOUNT);
  }

  private KieSession listened(Tariff tariff, Account account) {
    KieSession session = tariff.newSession(account, MAY);
    session.addEventListener(
        new DefaultAgendaEventListener() {
          @Override
          public void afterMatchFired(AfterMatchFiredEvent event) {
            if (event.getMatch().getRule().getName().equals(RULE)) {
              Draw draw = (Draw) event.getMatch().getDeclarationValue("$draw");
              FreeShare share = share(session, draw);
              fired.add(
                  draw.usage().charge()
                      + " of "
                      + draw.usage().quantity()
                      + ": "
                      + share.quantity()
                      + " from "
                      + draw.grant().allowance()
                      + " by "
                      + draw.source().origin()
                      + ", leaves "
                      + share.poolLeft()
                      + " and "
                      + share.usageLeft());
            }
          }
        });
    return session;
  }

  private static FreeShare share(KieSession session, Draw draw) {
    return Tariff.facts(session, FreeShare.class)
        .filter(share -> share.draw().equals(draw))
        .findFirst()
        .orElseThrow();
  }
}
