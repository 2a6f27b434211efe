package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.acceptance.WorkedExamples.Example;
import dev.tarife.cli.InProcess;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.rating.Total;
import dev.tarife.table.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.QueryResultsRow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The 26 examples of the pricing page, each by three ways. Where the page's printed total is not
 * the sum of its lines (V2, V3) or is rounded (V1, P2), the exact sum counts.
 */
class WorkedExamplesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static List<Example> examples() {
    return WorkedExamples.all();
  }

  @Test
  void everyExampleOfThePageIsThere() {
    assertThat(examples())
        .extracting(Example::id)
        .containsExactly(
            "V1", "V2", "V3", "V4", "V5", "M1", "M2", "M3", "M4", "T1", "C1", "P1", "P2", "G0a",
            "G0b", "G1", "Q1", "I1", "I2", "L1", "L2", "L3", "L4", "L5", "F1", "F2");
  }

  @Test
  void noMisprintOfThePageIsExpected() {
    Map<String, String> totals =
        examples().stream().collect(Collectors.toMap(Example::id, Example::total));
    assertThat(totals).containsEntry("V2", "0.1906").containsEntry("V3", "78.106");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aSessionOfTheRuleEngineGivesThePagesLines(Example example) {
    Scenario scenario = Real.scenario(example.id());
    KieSession session = Real.tariff().newSession(scenario.account(), scenario.period().month());
    try {
      scenario.usage().forEach(session::insert);
      session.fireAllRules();
      List<LineItem> lines = new ArrayList<>();
      for (QueryResultsRow row : session.getQueryResults("lineItems")) {
        lines.add((LineItem) row.get("$line"));
      }
      assertThat(Shown.of(lines)).containsExactlyInAnyOrderElementsOf(example.lines());
      List<String> totals = new ArrayList<>();
      for (QueryResultsRow row : session.getQueryResults("total")) {
        totals.add(((Total) row.get("$total")).exact().toString());
      }
      assertThat(totals).containsExactly(example.total());
      assertThat(session.getQueryResults("rejected").size()).isZero();
    } finally {
      session.dispose();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theLibraryGivesThePagesLines(Example example) {
    Scenario scenario = Real.scenario(example.id());
    assertThat(scenario.period()).hasToString(example.month());
    Invoice invoice = Real.rate(scenario);
    assertThat(Shown.of(invoice)).containsExactlyElementsOf(example.lines());
    assertThat(invoice.totalExact()).hasToString(example.total());
    assertThat(invoice.rejected()).isEmpty();
    assertThat(invoice.notes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theCommandLineGivesThePagesLines(Example example, @TempDir Path folder) {
    Scenario scenario = Real.scenario(example.id());
    UsageFiles.account(folder, scenario.account());
    UsageFiles.csv(folder, "usage.csv", scenario.usage());
    JsonNode invoice = rate(folder, example.month());
    assertShows(invoice, example);
  }

  @Tag("slow")
  @Test
  void theCommandLineGivesThePagesLinesOfAllAccountsAtOnceFromJsonLines(@TempDir Path folder) {
    UsageFiles.accounts(
        folder, examples().stream().map(e -> Real.scenario(e.id()).account()).toList());
    List<String> lines = new ArrayList<>();
    for (Example example : examples()) {
      lines.addAll(UsageFiles.jsonl(Real.scenario(example.id()).usage(), example.id()));
    }
    UsageFiles.write(folder.resolve("usage.jsonl"), lines);
    Map<String, JsonNode> invoices = new TreeMap<>();
    for (JsonNode invoice : rate(folder, "2024-05")) {
      invoices.put(invoice.get("account").asString(), invoice);
    }
    for (JsonNode invoice : rate(folder, "2021-12")) {
      if (invoice.get("account").asString().startsWith("I")) {
        invoices.put(invoice.get("account").asString(), invoice);
      }
    }
    assertThat(invoices).hasSize(26);
    for (Example example : examples()) {
      JsonNode invoice = invoices.get(example.id());
      assertThat(invoice).isNotNull();
      if (invoice != null) {
        assertShows(invoice, example);
      }
    }
  }

  private static JsonNode rate(Path folder, String month) {
    InProcess.Done done =
        InProcess.run(
            Real.tariff(),
            Real.TABLES,
            "rate",
            folder.toString(),
            "--month",
            month,
            "--format",
            "json");
    assertThat(done.err()).isEmpty();
    assertThat(done.status()).isZero();
    return JSON.readTree(done.out());
  }

  private static void assertShows(JsonNode invoice, Example example) {
    List<Shown> lines = new ArrayList<>();
    invoice.get("lines").forEach(line -> lines.add(WorkedExamples.line(line)));
    assertThat(lines).as(example.id()).containsExactlyElementsOf(example.lines());
    assertThat(invoice.get("total_exact").asString()).as(example.id()).isEqualTo(example.total());
    assertThat(invoice.get("rejected")).isEmpty();
  }
}
