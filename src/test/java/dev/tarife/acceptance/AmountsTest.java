package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.cli.InProcess;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The total does not depend on how lines are told apart; fees and counters at their edges: from the
 * workbooks, over files and the command line, and in a session.
 */
@Tag("slow")
class AmountsTest {
  private static final String PRICES = "prices.xlsx";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NOON = "2024-05-06T12:00:00Z";

  @TempDir private static Path edited = Path.of("");
  @TempDir private Path folder = Path.of("");

  /** The shipped tables with the few prices that the tests need. */
  private static final class Held {
    static final Tariff TARIFF = load();

    private static Tariff load() {
      try (EditedTables tables = EditedTables.copy(edited)) {
        return tables
            .change(PRICES, "Prices", "Charge", "speech-analytics", "Unit price", 0.01)
            .change(PRICES, "Prices", "Charge", "voice-service", "Effective to", day(15))
            .add(
                PRICES,
                "Prices",
                "Charge",
                "voice-service",
                "Model",
                "graduated",
                "Scope",
                "account",
                "Tier from",
                0,
                "Tier to",
                5_000_000,
                "Unit price",
                0.015,
                "Effective from",
                day(15))
            .add(
                PRICES,
                "Prices",
                "Charge",
                "voice-service",
                "Model",
                "graduated",
                "Scope",
                "account",
                "Tier from",
                5_000_000,
                "Unit price",
                0.018,
                "Effective from",
                day(15))
            .add(
                PRICES, "Prices", "Charge", "voice-service", "Region", "us-east-1", "Unit price", 0)
            .change(
                PRICES,
                "Prices",
                "Charge",
                "task",
                "Model",
                "volume",
                "Tier to",
                100,
                "Unit price",
                2,
                "Flat fee",
                50)
            .add(
                PRICES,
                "Prices",
                "Charge",
                "task",
                "Model",
                "volume",
                "Tier from",
                100,
                "Unit price",
                1)
            .change(
                PRICES,
                "Prices",
                "Charge",
                "case",
                "Model",
                "graduated",
                "Tier to",
                10,
                "Unit price",
                1,
                "Flat fee",
                5)
            .add(
                PRICES,
                "Prices",
                "Charge",
                "case",
                "Model",
                "graduated",
                "Tier from",
                10,
                "Unit price",
                2,
                "Flat fee",
                7)
            .add(
                "allowances.xlsx",
                "Allowances",
                "Allowance",
                "cases",
                "Kind",
                "free-tier",
                "Clock",
                "none",
                "Quantity",
                10,
                "Unit",
                "case",
                "Counts towards tiers",
                "yes")
            .add("allowances.xlsx", "Draws", "Allowance", "cases", "Order", 1, "Charge", "case")
            .load();
      }
    }

    private static LocalDate day(int day) {
      return LocalDate.of(2026, 8, day);
    }
  }

  @BeforeAll
  static void compile() {
    assertThat(Held.TARIFF.tables().prices()).isNotEmpty();
  }

  /** The invoice of the command line, without rejections. */
  private JsonNode rate(Account account, List<UsageRecord> records, String... more)
      throws Exception {
    UsageFiles.account(folder, account);
    UsageFiles.csv(folder, "usage.csv", records);
    List<String> args = new ArrayList<>();
    args.addAll(List.of("rate", folder.toString(), "--month", "2024-05", "--format", "json"));
    args.addAll(List.of(more));
    InProcess.Done done = InProcess.run(Held.TARIFF, edited, args.toArray(String[]::new));
    assertThat(done.err()).isEmpty();
    assertThat(done.status()).isZero();
    Files.delete(folder.resolve("usage.csv"));
    return JSON.readTree(done.out());
  }

  private static void assertTotal(JsonNode invoice, String exact, String total) {
    assertThat(invoice.path("total_exact").stringValue("")).isEqualTo(exact);
    assertThat(invoice.path("total").stringValue("")).isEqualTo(total);
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line : invoice.path("lines")) {
      sum = sum.add(new BigDecimal(line.path("amount").stringValue("")));
    }
    assertThat(sum).isEqualByComparingTo(exact);
  }

  @Test
  void aTagTellsLinesApartAndChangesNoTotal() throws Exception {
    List<UsageRecord> records = new ArrayList<>();
    for (String team : List.of("a", "b", "c")) {
      records.add(
          Real.record("of-" + team, "speech-analytics", NOON)
              .quantity(50)
              .attribute("tag:team", team)
              .build());
    }
    Account account = Real.account("us-west-2");
    assertTotal(rate(account, records), "0.025", "0.03");
    JsonNode byTeam = rate(account, records, "--by", "tag:team");
    assertThat(byTeam.path("lines").size()).isEqualTo(3);
    assertTotal(byTeam, "0.025", "0.03");
    assertThat(Held.TARIFF.rate(account, Real.MAY, records).totalExact()).hasToString("0.025");
  }

  @Test
  void instancesTellLinesApartAndChangeNoTotal() throws Exception {
    List<Instance> instances =
        List.of("one", "two", "three").stream().map(id -> new Instance(id, "us-east-1")).toList();
    Account account = new Account("123456789012", "USD", null, instances, new TreeMap<>());
    List<UsageRecord> records =
        instances.stream()
            .map(
                instance ->
                    UsageRecord.of(
                            "of-" + instance.id(),
                            instance.id(),
                            "in-app-call",
                            Instant.parse(NOON))
                        .quantity(50)
                        .build())
            .toList();
    assertTotal(rate(account, records), "0.025", "0.03");
    Invoice session = Held.TARIFF.rate(account, Real.MAY, records);
    assertThat(session.totalExact()).hasToString("0.025");
    assertThat(session.total()).hasToString("0.03");
  }

  @Test
  void aFeeIsDueForARecordOfQuantityZero() throws Exception {
    UsageRecord none = tagged(Real.record("none", "task", NOON).quantity(0), "a");
    Account account = Real.account("us-west-2");
    assertTotal(rate(account, List.of(none)), "50", "50.00");
    assertTotal(rate(account, List.of(none), "--by", "tag:team"), "50", "50.00");
    assertThat(Held.TARIFF.rate(account, Real.MAY, List.of(none)).total()).hasToString("50");
  }

  @Test
  void aRecordOfQuantityZeroIsNoLineWherePricedPerUnit() throws Exception {
    UsageRecord none = Real.record("none", "chat-message", NOON).quantity(0).build();
    Account account = Real.account("us-west-2");
    assertThat(rate(account, List.of(none)).path("lines").size()).isZero();
    assertThat(Held.TARIFF.rate(account, Real.MAY, List.of(none)).lines()).isEmpty();
  }

  @Test
  void aTiersFeeIsDueOnlyWhereChargedQuantityLies() throws Exception {
    List<UsageRecord> records = List.of(Real.record("many", "case", NOON).quantity(11).build());
    Account account = Real.account("us-west-2");
    assertTotal(rate(account, records), "9", "9.00");
    assertThat(Held.TARIFF.rate(account, Real.MAY, records).total()).hasToString("9");
  }

  @Test
  void aCounterRunsOnOverAChangeOfModel() {
    Invoice invoice =
        Held.TARIFF.rate(
            Real.account("us-west-2"),
            YearMonth.of(2026, 8),
            List.of(
                service("before", Held.day(3), 4_999_990L * 60),
                service("after", Held.day(20), 30 * 60)));
    assertThat(Shown.of(invoice))
        .containsExactlyInAnyOrder(
            Shown.usage("voice-service", "4999990", "0.018", "89999.82"),
            Shown.usage("voice-service", "10", "0.015", "0.15"),
            Shown.usage("voice-service", "20", "0.018", "0.36"));
    assertThat(invoice.totalExact()).hasToString("90000.33");
  }

  private static MeteredUsage service(String id, LocalDate day, long seconds) {
    return MeteredUsage.of(id, "voice-service", "main", day, Quantity.of(seconds));
  }

  @Test
  void aTagNeitherBreaksAChainNorCountsAnAgentTwice() throws Exception {
    List<UsageRecord> records =
        List.of(
            tagged(Real.record("leg-1", "in-app-call", NOON).contactId("c").quantity(3), "a"),
            tagged(
                Real.record("leg-2", "in-app-call", "2024-05-06T12:01:00Z")
                    .contactId("c")
                    .quantity(4),
                "b"),
            tagged(Real.record("seen-1", "agent-evaluation", NOON).resourceId("ann"), "b"),
            tagged(
                Real.record("seen-2", "agent-evaluation", "2024-05-07T12:00:00Z").resourceId("ann"),
                "a"));
    JsonNode whole = rate(Real.account("us-west-2"), records);
    JsonNode byTeam = rate(Real.account("us-west-2"), records, "--by", "tag:team");
    Map<String, String> teams = new TreeMap<>();
    for (JsonNode line : byTeam.path("lines")) {
      teams.put(
          line.path("charge").stringValue(""),
          line.path("dimensions").path("tag:team").stringValue(""));
    }
    assertThat(byTeam.path("lines").size()).isEqualTo(whole.path("lines").size());
    assertThat(teams).containsEntry("in-app-web-calling", "a").containsEntry("voice-service", "a");
    assertThat(teams).containsValue("b");
    assertTotal(
        byTeam, whole.path("total_exact").stringValue(""), whole.path("total").stringValue(""));
  }

  private static UsageRecord tagged(UsageRecord.Builder record, String team) {
    return record.attribute("tag:team", team).build();
  }
}
