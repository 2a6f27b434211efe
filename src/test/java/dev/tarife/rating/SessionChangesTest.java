package dev.tarife.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.Rejection;
import dev.tarife.model.Usage;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.PriceRow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Facts inserted, updated and deleted in any order, with fires in between, give the invoice of a
 * new session that holds what is left of them.
 */
class SessionChangesTest {
  private static final YearMonth MAY = TariffFixture.MAY;
  private static final List<String> IDS = List.of("one", "two", "three", "four");
  private static final List<String> REGIONS = List.of("us-west-2", "ap-southeast-2");

  @Test
  void smallTables() {
    TariffFixture fixture = new TariffFixture();
    fixture.price("call", "0.018").row();
    fixture.price("call", "0.02").region("ap-southeast-2").row();
    fixture.price("call", "0.03").plan("gold").from(LocalDate.of(2024, 5, 11)).row();
    fixture.price("chat", "0.004").tier(0, 100L).flatFee("1").row();
    fixture.price("chat", "0.003").tier(100, null).row();
    fixture.price("text", "0.01").packages(50, 5L).row();
    fixture.price("telephony", "0.0022").country("US").numberType("did").onCard();
    fixture.price("telephony", "0.01").country("US").region("us-west-2").onCard();
    fixture.allowance("pool", "20", "chat", "text");
    fixture.allowance(
        "first",
        LineKind.FREE_TIER,
        AllowanceRow.Clock.DEPLOYMENT,
        12,
        AllowanceRow.LastsUnit.MONTHS,
        "30",
        false,
        "chat");
    Tariff small = fixture.tariff();
    for (int seed = 0; seed < 150; seed++) {
      new Story(small, seed).tell(40);
    }
    // Some rules more, of prices that nothing uses: nothing may depend on how many there are.
    for (int i = 0; i < 80; i++) {
      fixture.price("profile", "0.1").plan("plan-" + i).row();
    }
    Tariff large = fixture.tariff();
    for (int seed = 0; seed < 150; seed++) {
      new Story(large, seed).tell(40);
    }
  }

  @Tag("slow")
  @Test
  void standardTables() {
    Tariff tariff = Tariff.load(Path.of("decision-tables"));
    for (int seed = 0; seed < 60; seed++) {
      new Story(tariff, seed).tell(60);
    }
  }

  @Test
  void whatASessionMissesIsSaidAndRejected() {
    Tariff tariff = new TariffFixture().price("chat", "0.004").row().tariff();
    KieSession session = tariff.kieBase().newKieSession();
    try {
      session.insert(TariffFixture.usage("chat", "oregon", "10"));
      session.insert(UsageRecord.of("r", "oregon", "chat", Instant.EPOCH).build());
      session.fireAllRules();
      assertThat(Tariff.facts(session, Rejection.class))
          .hasSize(2)
          .allSatisfy(
              rejection ->
                  assertThat(rejection.reason())
                      .contains("the session needs an Account, a Period and the tariff's tables"));
      assertThatThrownBy(() -> Tariff.fire(session)).isInstanceOf(IllegalStateException.class);
    } finally {
      session.dispose();
    }
  }

  @Test
  void aSecondAccountIsRefused() {
    Tariff tariff = new TariffFixture().price("chat", "0.004").row().tariff();
    KieSession session = tariff.newSession(TariffFixture.account(), MAY);
    try {
      FactHandle second =
          session.insert(TariffFixture.account().withFirstDeployment(LocalDate.of(2024, 1, 1)));
      assertThatThrownBy(session::fireAllRules)
          .hasStackTraceContaining("The session has two accounts");
      session.delete(second);
      session.insert(TariffFixture.usage("chat", "oregon", "10"));
      Tariff.fire(session);
      assertThat(Tariff.lineItems(session)).hasSize(1);
    } finally {
      session.dispose();
    }
  }

  @Test
  void aSessionThatDidNotFireAfterAChangeAnswersNothing() {
    Tariff tariff = new TariffFixture().price("chat", "0.004").row().tariff();
    Account account = TariffFixture.account();
    KieSession session = tariff.newSession(account, MAY);
    try {
      FactHandle first = session.insert(TariffFixture.usage("chat", "oregon", "10"));
      Tariff.fire(session);
      session.insert(TariffFixture.usage("chat", "sydney", "10"));
      assertThatThrownBy(() -> tariff.invoice(session, account, MAY))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("usage (chat|sydney) is neither charged nor rejected")
          .hasMessageContaining("Fire after every change");
      Tariff.fire(session);
      assertThat(tariff.invoice(session, account, MAY).lines()).hasSize(2);
      session.delete(first);
      session.insert(new Instance("late", "us-west-2"));
      assertThatThrownBy(() -> Tariff.lineItems(session)).isInstanceOf(IllegalStateException.class);
      Tariff.fire(session);
      assertThat(Tariff.lineItems(session)).hasSize(1);
      assertThatThrownBy(() -> tariff.invoice(session, account, MAY.plusMonths(1)))
          .hasMessageContaining("The session is of account (123456789012) and 2024-05");
    } finally {
      session.dispose();
    }
  }

  /** A session that lives through random changes, and what it should hold by then. */
  private static final class Story {
    private final Tariff tariff;
    private final Random random;
    private final long seed;
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, Usage> usage = new LinkedHashMap<>();
    private final Map<Object, FactHandle> handles = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();
    private Account account;
    private int number;

    Story(Tariff tariff, long seed) {
      this.tariff = tariff;
      this.seed = seed;
      this.random = new Random(seed * 0x9E3779B97F4A7C15L);
      this.account = account();
    }

    private Account account() {
      TreeMap<String, LocalDate> activations = new TreeMap<>();
      for (String feature : List.of("contact-lens-voice", "performance-evaluation")) {
        if (random.nextBoolean()) {
          activations.put(feature, LocalDate.of(2024, 2, 1).plusDays(random.nextInt(110)));
        }
      }
      return new Account(
          "123456789012",
          "USD",
          random.nextInt(4) == 0 ? null : LocalDate.of(2023, 4, 25).plusDays(random.nextInt(60)),
          List.copyOf(instances.values()),
          activations);
    }

    void tell(int steps) {
      instances.put("one", new Instance("one", "us-west-2"));
      account = account();
      KieSession session = tariff.newSession(account, MAY);
      try {
        handles.put("account", session.getFactHandle(account));
        handles.put("one", session.getFactHandle(instances.get("one")));
        for (int step = 0; step < steps; step++) {
          change(session);
          if (random.nextInt(4) == 0) {
            compare(session);
          }
        }
        compare(session);
      } finally {
        session.dispose();
      }
    }

    private void change(KieSession session) {
      switch (random.nextInt(9)) {
        case 0 -> {
          String id = pick(IDS);
          Instance next = new Instance(id, pick(REGIONS), pick(List.of("standard", "gold")));
          Instance before = instances.put(id, next);
          put(session, id, before, next);
        }
        case 1 -> {
          String id = pick(IDS);
          if (instances.remove(id) != null) {
            told.add("delete " + id);
            session.delete(handles.remove(id));
          }
        }
        case 2 -> {
          Account before = account;
          account = account();
          if (random.nextBoolean()) {
            put(session, "account", before, account);
          } else {
            told.add("replace account");
            session.delete(handles.remove("account"));
            if (random.nextBoolean()) {
              session.fireAllRules();
            }
            handles.put("account", session.insert(account));
          }
        }
        case 3 -> {
          if (!usage.isEmpty()) {
            String id = pick(List.copyOf(usage.keySet()));
            told.add("delete " + id);
            usage.remove(id);
            session.delete(handles.remove(id));
          }
        }
        case 4 -> {
          if (!usage.isEmpty()) {
            String id = pick(List.copyOf(usage.keySet()));
            Usage next = usage(id);
            put(session, id, usage.put(id, next), next);
          }
        }
        default -> {
          String id = (random.nextBoolean() ? "m" : "r") + number++;
          Usage next = usage(id);
          usage.put(id, next);
          put(session, id, null, next);
        }
      }
    }

    private void put(KieSession session, String key, @Nullable Object before, Object fact) {
      told.add((before == null ? "insert " : "update " + before + " to ") + fact);
      if (before == null) {
        handles.put(key, session.insert(fact));
      } else {
        session.update(handles.get(key), fact);
      }
    }

    private Usage usage(String id) {
      return id.startsWith("m") ? metered(id) : raw(id);
    }

    private MeteredUsage metered(String id) {
      List<PriceRow> rows =
          new ArrayList<>(
              random.nextInt(4) == 0 ? tariff.tables().card().rows() : tariff.tables().prices());
      PriceRow row = pick(rows);
      List<LocalDate> starts = tariff.slices(account, new Period(MAY)).starts();
      return MeteredUsage.of(
          id,
          row.charge(),
          pick(IDS),
          row.country(),
          row.numberType(),
          pick(starts),
          Quantity.of(BigDecimal.valueOf(random.nextInt(5_000), random.nextInt(2))));
    }

    private UsageRecord raw(String id) {
      List<String> types = new ArrayList<>(tariff.tables().usageTypes().keySet());
      types.add("unheard-of");
      String type = pick(types);
      Instant start =
          Instant.parse("2024-04-29T00:00:00Z").plusSeconds(random.nextInt(34 * 86_400));
      return UsageRecord.of(id, pick(IDS), type, start)
          .endTime(start.plusSeconds(random.nextInt(90_000)))
          .quantity(type.equals("phone-number") ? null : BigDecimal.valueOf(random.nextInt(900)))
          .country(pick(List.of("US", "DE", "BR")))
          .numberType(pick(List.of("did", "toll-free")))
          .resourceId("s" + random.nextInt(4))
          .build();
    }

    private void compare(KieSession session) {
      if (random.nextBoolean()) {
        session.fireAllRules();
      }
      Tariff.fire(session);
      Invoice changed = tariff.invoice(session, account, MAY);
      Account whole =
          new Account(
              account.id(),
              "USD",
              account.firstDeployment(),
              List.copyOf(instances.values()),
              account.activations());
      List<Usage> facts = new ArrayList<>(usage.values());
      Collections.shuffle(facts, random);
      Invoice fresh = tariff.rate(whole, MAY, facts);
      assertThat(changed).as("seed %d: %s", seed, told).isEqualTo(fresh);
      List<Object> queried = new ArrayList<>();
      session.getQueryResults("lineItems").forEach(row -> queried.add(row.get("$line")));
      assertThat(queried).containsExactlyInAnyOrderElementsOf(List.<Object>copyOf(fresh.lines()));
      List<Object> rejected = new ArrayList<>();
      session.getQueryResults("rejected").forEach(row -> rejected.add(row.get("$rejection")));
      assertThat(rejected)
          .containsExactlyInAnyOrderElementsOf(List.<Object>copyOf(fresh.rejected()));
      told.add("fire");
    }

    private <T> T pick(List<T> values) {
      return values.get(random.nextInt(values.size()));
    }
  }
}
