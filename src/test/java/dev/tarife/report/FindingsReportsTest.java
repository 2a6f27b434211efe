package dev.tarife.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.acceptance.EditedTables;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a check found, for programs. */
class FindingsReportsTest {
  @TempDir private Path folder = Path.of("");

  private static Findings findings() {
    Findings findings = new Findings();
    findings.add(
        Finding.error(
                "tier-gap",
                Place.cell("prices.xlsx", "Prices", 12, 7),
                "there is a gap",
                "close it")
            .of(new Origin("prices.xlsx", "Prices", 12), new Origin("prices.xlsx", "Prices", 13)));
    findings.add(
        Finding.warning("region", Place.sheet("telephony.xlsx", "In bound"), "odd", "look"));
    findings.add(Finding.error("file", Place.ofFile("charges.xlsx"), "is missing", "add it"));
    return findings;
  }

  @Test
  void jsonHasEveryKey() throws Exception {
    StringWriter out = new StringWriter();
    JsonFindings.write(findings(), List.of("said"), out);
    assertThat(out.toString())
        .startsWith(
            """
            {
              "errors": 2,
              "warnings": 1,
              "accepted": 0,
              "findings": [
                {
                  "check": "file",
                  "severity": "error",
                  "file": "charges.xlsx",
                  "sheet": null,
                  "row": null,
                  "cell": null,
                  "what": "is missing",
                  "mend": "add it",
                  "rows": [],
                  "counter_example": null,
                  "fingerprint": null
                },
                {
                  "check": "tier-gap",
                  "severity": "error",
                  "file": "prices.xlsx",
                  "sheet": "Prices",
                  "row": 12,
                  "cell": "H12",
                  "what": "there is a gap",
                  "mend": "close it",
                  "rows": [
                    {
                      "workbook": "prices.xlsx",
                      "sheet": "Prices",
                      "row": 12
                    },
            """)
        .endsWith("  \"summary\": [\n    \"said\"\n  ]\n}\n");
  }

  @Test
  void sarifIsAsItsSchemaAsks() throws Exception {
    assertThat(SarifSchema.faults(sarif(findings(), "my tables"))).isEmpty();
    assertThat(SarifSchema.faults(sarif(new Findings(), ""))).isEmpty();
    try (EditedTables tables = EditedTables.copy(folder)) {
      // The shipped warnings, as if nobody had accepted them: with rows and records that show them.
      Path unaccepted =
          tables
              .edit(
                  "charges.xlsx",
                  book -> {
                    Sheet accepted = book.getSheet("Accepted");
                    for (int row = accepted.getLastRowNum(); row > 0; row--) {
                      accepted.removeRow(accepted.getRow(row));
                    }
                  })
              .save();
      Findings doubted = TablesReader.check(unaccepted).findings();
      assertThat(doubted.lines()).isNotEmpty();
      assertThat(SarifSchema.faults(sarif(doubted, "decision-tables"))).isEmpty();
    }
  }

  @Test
  void theSchemaIsThere() throws Exception {
    String log = sarif(findings(), "my tables");
    assertThat(SarifSchema.faults(log.replace("\"error\"", "\"fatal\""))).isNotEmpty();
    assertThat(SarifSchema.faults(log.replace("my%20tables", "my tables"))).isNotEmpty();
    assertThat(SarifSchema.faults(log.replace("\"runs\"", "\"run\""))).isNotEmpty();
  }

  @Test
  void sarifNamesCellsAsLinesAndColumns() throws Exception {
    JsonNode log = JsonMapper.builder().build().readTree(sarif(findings(), "my tables"));
    assertThat(log.propertyNames()).containsExactly("$schema", "version", "runs");
    assertThat(log.get("version").asString()).isEqualTo("2.1.0");
    JsonNode run = log.get("runs").get(0);
    assertThat(run.propertyNames()).containsExactly("tool", "columnKind", "results");
    JsonNode driver = run.get("tool").get("driver");
    assertThat(driver.get("name").asString()).isEqualTo("tarife");
    List<String> rules =
        driver.get("rules").valueStream().map(rule -> rule.get("id").asString()).toList();
    assertThat(rules).containsExactly("file", "region", "tier-gap");
    assertThat(run.get("results").size()).isEqualTo(3);
    for (JsonNode result : run.get("results")) {
      assertThat(rules.get(result.get("ruleIndex").asInt()))
          .isEqualTo(result.get("ruleId").asString());
      JsonNode physical = result.get("locations").get(0).get("physicalLocation");
      assertThat(URI.create(physical.at("/artifactLocation/uri").asString()).isAbsolute())
          .isFalse();
    }
    JsonNode gap = run.get("results").get(1);
    assertThat(gap.at("/message/text").asString())
        .isEqualTo("prices.xlsx:Prices!H12: there is a gap; close it");
    assertThat(gap.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
        .isEqualTo("my%20tables/prices.xlsx");
    assertThat(gap.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(12);
    assertThat(gap.at("/locations/0/physicalLocation/region/startColumn").asInt()).isEqualTo(8);
    assertThat(gap.at("/locations/0/logicalLocations/0/fullyQualifiedName").asString())
        .isEqualTo("prices.xlsx:Prices!H12");
    assertThat(gap.get("relatedLocations").size()).isEqualTo(2);
  }

  private static String sarif(Findings findings, String folder) throws IOException {
    StringWriter out = new StringWriter();
    SarifFindings.write(findings, folder, out);
    return out.toString();
  }
}
