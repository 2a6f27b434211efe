package dev.tarife.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.acceptance.Real;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Boundaries;
import dev.tarife.rating.Boundaries.Proposal;
import dev.tarife.scenario.Scenarios;
import dev.tarife.rating.Tariff;
import dev.tarife.table.Scenario;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

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
    assertThat(lines(proposals, "edge-chat-messages-all")).containsExactly("free-tier 500");
    assertThat(lines(proposals, "edge-chat-messages-above"))
        .containsExactly("free-tier 500", "usage 1");
    assertThat(lines(proposals, "edge-phone-number-tier-29970-above"))
        .containsExactly("usage 29970", "usage 1");
    assertThat(lines(proposals, "edge-mta-all")).containsExactly("free-tier 5000");
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

  private static List<String> lines(List<Proposal> proposals, String code) {
    return proposals.stream()
        .filter(proposal -> proposal.edge().code().equals(code))
        .flatMap(proposal -> proposal.invoice().lines().stream())
        .map(line -> line.kind().code() + " " + line.quantity())
        .toList();
  }
}
