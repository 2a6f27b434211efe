package dev.tarife.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.acceptance.EditedTables;
import dev.tarife.acceptance.Real;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.scenario.Boundaries;
import dev.tarife.scenario.Boundaries.Proposal;
import dev.tarife.scenario.Scenarios;
import dev.tarife.table.Scenario;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edges that no scenario looks at are proposed, and as scenarios they are green. */
class BoundariesTest {
  private static final Map<String, byte[]> TABLES =
      TablesReader.workbooks(Path.of("decision-tables"));

  @Test
  void proposalsAreGreenOnceTheyAreScenariosAndAreNotProposedAgain() {
    List<Proposal> proposals = Boundaries.of(Real.tariff());
    assertThat(proposals)
        .extracting(proposal -> proposal.edge().code())
        .contains(
            "edge-chat-messages-all",
            "edge-chat-messages-above",
            "edge-phone-number-tier-29970-above",
            "edge-video-video-at-minimum",
            "edge-contact-lens-voice-over",
            "edge-mta-all")
        .doesNotHaveDuplicates();
    assertThat(proposals).allSatisfy(p -> assertThat(p.invoice().rejected()).isEmpty());

    byte[] workbook = new ScenarioBook(Real.tariff(), TABLES).addComputed(proposals);

    Map<String, byte[]> more = new TreeMap<>(TABLES);
    more.put("scenarios.xlsx", workbook);
    Tables tables = TablesReader.read(more);
    assertThat(tables.scenarios())
        .hasSize(Real.tariff().tables().scenarios().size() + proposals.size());
    assertThat(tables.scenarios())
        .filteredOn(scenario -> scenario.code().startsWith("edge-"))
        .extracting(Scenario::title)
        .allMatch(title -> title.startsWith("Computed, not yet checked: "));
    Tariff tariff = Real.tariff().withScenariosOf(tables);
    assertThat(Scenarios.run(tariff)).isEmpty();
    assertThat(Boundaries.of(tariff)).isEmpty();
  }

  @Test
  void anEdgeLiesOnEitherSideOfTheBound() {
    List<Proposal> proposals = Boundaries.of(Real.tariff());
    assertThat(quantities(proposals, "edge-chat-messages-all")).containsExactly("free-tier 500");
    assertThat(quantities(proposals, "edge-chat-messages-above"))
        .containsExactly("free-tier 500", "usage 1");
    assertThat(quantities(proposals, "edge-phone-number-tier-29970-above"))
        .containsExactly("usage 29970", "usage 1");
    assertThat(quantities(proposals, "edge-mta-all")).containsExactly("free-tier 5000");
    assertThat(proposals)
        .filteredOn(proposal -> proposal.edge().repeat() > 1)
        .as("a count of resources has a record of each")
        .isNotEmpty()
        .allSatisfy(
            proposal ->
                assertThat(proposal.edge().records())
                    .hasSize(proposal.edge().repeat())
                    .extracting(UsageRecord::resourceId)
                    .doesNotHaveDuplicates());
  }

  @Test
  void agreementsAndAmountsOfOneRecordHaveEdges(@TempDir Path folder) {
    List<Proposal> proposals;
    try (EditedTables tables = EditedTables.copy(folder)) {
      Path edited =
          tables
              .addColumns("prices.xlsx", "Prices", "Minimum amount", "Maximum amount")
              .change(
                  "prices.xlsx",
                  "Prices",
                  "Charge",
                  "in-app-web-calling",
                  "Scope",
                  "chain",
                  "Minimum amount",
                  0.02,
                  "Maximum amount",
                  0.1)
              .add(
                  "allowances.xlsx",
                  "Allowances",
                  "Allowance",
                  "first-app",
                  "Kind",
                  "free-tier",
                  "Clock",
                  "deployment",
                  "Quantity",
                  10,
                  "Unit",
                  "minute",
                  "Counts towards tiers",
                  "no")
              .add(
                  "allowances.xlsx",
                  "Draws",
                  "Allowance",
                  "first-app",
                  "Order",
                  1,
                  "Charge",
                  "in-app-web-calling")
              .add(
                  "agreements.xlsx",
                  "Caps",
                  "Cap",
                  "most",
                  "Name",
                  "Most",
                  "Amount",
                  6,
                  "Charges",
                  "chat-message; task")
              .add(
                  "agreements.xlsx",
                  "Credits",
                  "Credit",
                  "welcome",
                  "Name",
                  "Welcome",
                  "Amount",
                  100,
                  "Granted",
                  LocalDate.of(2024, 5, 10),
                  "Charges",
                  "voice-service",
                  "Account",
                  "42")
              .save();
      proposals = Boundaries.of(Tariff.load(edited));
    }
    assertThat(proposals)
        .extracting(proposal -> proposal.edge().title())
        .contains(
            "A quantity that costs more than the most of 0.1 for each chain of in-app-web-calling,"
                + " if no allowance makes any of it free");
    // 120 s cost the least as they are, 121 s more; 600 s the most, 601 s would cost more.
    assertThat(lines(proposals, "edge-in-app-web-calling-least-0.02"))
        .contains("in-app-web-calling usage 2 0.02");
    assertThat(lines(proposals, "edge-in-app-web-calling-least-0.02-above"))
        .contains("in-app-web-calling usage 2.0166666667 0.0201666667");
    assertThat(lines(proposals, "edge-in-app-web-calling-most-0.1"))
        .contains("in-app-web-calling usage 10 0.1");
    assertThat(lines(proposals, "edge-in-app-web-calling-most-0.1-above"))
        .contains("in-app-web-calling usage 1 0.1");
    assertThat(lines(proposals, "edge-cap-most-at")).containsExactly("chat-message usage 1500 6");
    assertThat(lines(proposals, "edge-cap-most-above"))
        .containsExactly("chat-message usage 1501 6.004", "most cap 1 -0.004");
    // 5,555 minutes cost 99.99, and one more 100.008.
    assertThat(lines(proposals, "edge-credit-welcome-at")).contains("welcome credit 99.99 -99.99");
    assertThat(lines(proposals, "edge-credit-welcome-above")).contains("welcome credit 100 -100");
    assertThat(lines(proposals, "edge-credit-welcome-2024-05-09")).isNotEmpty();
    assertThat(proposals)
        .filteredOn(proposal -> proposal.edge().code().startsWith("edge-credit"))
        .hasSize(4)
        .allMatch(proposal -> proposal.edge().account().id().equals("42"));
  }

  private static List<String> lines(List<Proposal> proposals, String code) {
    return proposals.stream()
        .filter(proposal -> proposal.edge().code().equals(code))
        .flatMap(proposal -> proposal.invoice().lines().stream())
        .map(
            line ->
                line.charge()
                    + " "
                    + line.kind().code()
                    + " "
                    + line.quantity()
                    + " "
                    + line.amount())
        .toList();
  }

  private static List<String> quantities(List<Proposal> proposals, String code) {
    return proposals.stream()
        .filter(proposal -> proposal.edge().code().equals(code))
        .flatMap(proposal -> proposal.invoice().lines().stream())
        .map(line -> line.kind().code() + " " + line.quantity())
        .toList();
  }
}
