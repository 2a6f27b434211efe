package dev.tarife.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.cli.console.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

final class GuideCommandsTest {
  private static final String[] TABLES = {"--tables", "decision-tables"};

  @TempDir private Path folder = Path.of("");

  @Test
  void listsUsageTypesWithWhatTheyBill() throws IOException {
    InProcess.Done text = run("usage-types", TABLES);
    assertThat(text.status()).as(text.err()).isEqualTo(ExitStatus.DONE);
    assertThat(text.out())
        .contains(
            "task · Task created\n  - task (Task), by the task: amount summed\n  {\"record_id\":")
        .contains("monitor · Silent monitoring by a supervisor\n  - not charged\n");

    Path file = folder.resolve("types.json");
    assertThat(run("usage-types", "--output", file.toString(), TABLES[0], TABLES[1]).status())
        .isEqualTo(ExitStatus.DONE);
    JsonNode types = new ObjectMapper().readTree(Files.readString(file)).get("usage_types");
    assertThat(types.get(0).get("code").asString()).isEqualTo("voice-inbound");
    assertThat(types.get(0).get("bills").get(0).get("charge").asString())
        .isEqualTo("voice-service");
    assertThat(types.get(0).get("needs").toString()).contains("country", "number_type");
  }

  @Test
  void listsColumnsWithWhoNeedsThem() {
    InProcess.Done text = run("columns", TABLES);
    assertThat(text.status()).as(text.err()).isEqualTo(ExitStatus.DONE);
    assertThat(text.out())
        .contains("record_id · text · always needed\n", "count · whole number, 1 to 1,000,000,000")
        .contains("objects · text or number · optional\n")
        .contains("  - decides what is charged for profile\n", "tag:NAME · text");
    JsonNode columns =
        new ObjectMapper().readTree(run("columns", "--format", "json", TABLES[0], TABLES[1]).out());
    assertThat(columns.get("columns").get(0).get("name").asString()).isEqualTo("record_id");
  }

  @Test
  void printsSchemas() {
    for (String document : new String[] {"account", "usage", "invoice"}) {
      InProcess.Done done = run("schema", document);
      assertThat(done.status()).as(done.err()).isEqualTo(ExitStatus.DONE);
      JsonNode schema = new ObjectMapper().readTree(done.out());
      assertThat(schema.get("$id").asString()).isEqualTo("urn:tarife:" + document);
    }
    assertThat(run("schema", "bill").err()).contains("write one of account, usage, invoice");
  }

  private static InProcess.Done run(String command, String... more) {
    String[] args = new String[more.length + 1];
    args[0] = command;
    System.arraycopy(more, 0, args, 1, more.length);
    return InProcess.run(Path.of("decision-tables"), Map.of(), InProcess.STILL, args);
  }
}
