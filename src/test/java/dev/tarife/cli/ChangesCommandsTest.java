package dev.tarife.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.cli.console.ExitStatus;
import dev.tarife.report.SarifSchema;
import dev.tarife.table.SmallTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code diff}, {@code compare}, {@code check} and {@code scenario}: statuses and what is written.
 */
@Tag("slow")
class ChangesCommandsTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void makeInput() throws IOException {
    SmallTables.writeTwoMonths(folder);
  }

  private InProcess.Done run(String... args) {
    return InProcess.run(Path.of("decision-tables"), Map.of(), InProcess.STILL, args);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void diffExitsWith0UnlessItIsAskedTo() throws IOException {
    InProcess.Done done = run("diff", at("may"), at("june"));
    assertThat(done.status()).isEqualTo(ExitStatus.DONE);
    assertThat(done.err()).isEmpty();
    assertThat(done.out())
        .isEqualTo(
            "Before "
                + at("may")
                + "\nAfter  "
                + at("june")
                + """


                prices.xlsx, Prices: 1 changed
                  ~ row 2 · Charge service
                      J2 Unit price: 0.018 -> 0.02

                Rows: 0 added, 0 removed, 1 changed
                """);
    assertThat(run("diff", at("may"), at("june"), "--exit-code").status()).isEqualTo(1);
    assertThat(run("diff", at("may"), at("may"), "--exit-code").status()).isZero();
    assertThat(run("diff", at("may")).status()).isEqualTo(ExitStatus.USAGE);
    InProcess.Done none = run("diff", at("may"), at("nowhere"));
    assertThat(none.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("is not a folder, a bundle or a git revision here; ");
    run("diff", at("may"), at("june"), "--format", "json", "--output", at("diff.json"));
    JsonNode json = JsonMapper.builder().build().readTree(folder.resolve("diff.json").toFile());
    assertThat(json.at("/sheets/0/rows/0/cells/0/after/value").asString()).isEqualTo("0.02");
  }

  @Test
  void compareTakesFoldersAndBundles() {
    assertThat(
            run(
                    "bundle",
                    "build",
                    "--version",
                    "2024.5.0",
                    "--tables",
                    at("may"),
                    "--output",
                    at("may.jar"))
                .status())
        .isZero();
    assertThat(run("diff", at("may.jar"), at("may")).out()).contains("No cell differs");
    InProcess.Done done =
        run("compare", "--before", at("may.jar"), "--after", at("june"), at("acme-2024-05"));
    assertThat(done.status()).as(done.err()).isEqualTo(ExitStatus.DONE);
    assertThat(done.out())
        .contains("may.jar · 2024.5.0 · SHA-256 ", "june · working-copy · SHA-256 ")
        .contains("  1  +0.004  Service · tier 1 · main, us-west-2\n");
  }

  @Test
  void compareExitsWith3WhereUsageIsRejected() throws IOException {
    Files.writeString(
        folder.resolve("acme-2024-05/usage-more.csv"),
        "record_id,instance,usage_type,start_time\nf,main,fax,2024-05-06T09:00:00Z\n");
    String[] command = {
      "compare", "--before", at("may"), "--after", at("june"), at("acme-2024-05"), "--top", "1"
    };
    InProcess.Done done = run(command);
    assertThat(done.status()).isEqualTo(ExitStatus.REJECTED);
    assertThat(done.out()).contains("Not charged, records before and after\n  - 1 -> 1 record: ");
    assertThat(done.err()).contains("--allow-rejected");
    assertThat(run("compare", "--before", at("may"), at("acme-2024-05")).status())
        .isEqualTo(ExitStatus.USAGE);
    command[command.length - 1] = "0";
    assertThat(run(command).status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void compareWritesNoneOfItsInputOver() {
    String usage = at("acme-2024-05/usage.csv");
    InProcess.Done done =
        run(
            "compare",
            "--before",
            at("may"),
            "--after",
            at("june"),
            at("acme-2024-05"),
            "--output",
            usage);
    assertThat(done.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(done.err()).contains("--output is one of the input files; name another");
    assertThat(Path.of(usage)).content().startsWith("record_id,");
  }

  @Test
  void theEndingOfTheFileSaysTheFormat() throws IOException {
    run("diff", at("may"), at("june"), "--output", at("diff.json"));
    assertThat(folder.resolve("diff.json")).content().startsWith("{");
    assertThat(run("diff", at("may"), at("june"), "--output", at("d.html")).err())
        .contains("--format text goes with .txt, --format json goes with .json\n");

    String[] command = {
      "compare", "--before", at("may"), "--after", at("june"), at("acme-2024-05"), "--output", ""
    };
    command[command.length - 1] = at("change.htm");
    assertThat(run(command).status()).isEqualTo(ExitStatus.DONE);
    assertThat(folder.resolve("change.htm")).content().startsWith("<!DOCTYPE html>");
    command[command.length - 1] = at("change.xlsx");
    assertThat(run(command).status()).isEqualTo(ExitStatus.USAGE);

    run("check", "--tables", at("may"), "--output", at("check.sarif"));
    assertThat(folder.resolve("check.sarif")).content().contains("\"version\": \"2.1.0\"");
    run("check", "--tables", at("may"), "--output", at("check.json"));
    assertThat(folder.resolve("check.json")).content().contains("\"errors\"");
    assertThat(run("check", "--output", at("c.csv")).status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run("check", "--boundaries", "--output", at("c.csv")).err())
        .contains("a workbook is not written to a file that ends in .csv; name one that ends in");
    assertThat(run("bundle", "build", "--version", "2024.5.0", "--output", at("may.zip")).status())
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void checkTellsProgramsAndMarksCells() throws IOException {
    InProcess.Done json = run("check", "--tables", at("may"), "--format", "json");
    assertThat(json.status()).as(json.err()).isEqualTo(ExitStatus.DONE);
    assertThat(json.err()).isEmpty();
    assertThat(JsonMapper.builder().build().readTree(json.out()).get("errors").asInt()).isZero();

    Files.delete(folder.resolve("june/charges.xlsx"));
    InProcess.Done sarif =
        run(
            "check",
            "--tables",
            at("june"),
            "--format",
            "sarif",
            "--output",
            at("check.sarif"),
            "--annotate",
            at("marked"));
    assertThat(sarif.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(sarif.out()).isEmpty();
    String log = Files.readString(folder.resolve("check.sarif"));
    assertThat(log).contains("\"version\": \"2.1.0\"");
    assertThat(SarifSchema.faults(log)).isEmpty();
    assertThat(folder.resolve("marked/prices.xlsx")).isRegularFile();
    assertThat(folder.resolve("marked/charges.xlsx")).doesNotExist();

    InProcess.Done again = run("check", "--tables", at("june"), "--annotate", at("marked"));
    assertThat(again.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(again.err()).contains("marked: is there already; name a new folder");
    assertThat(run("check", "--output", at("x")).status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void aScenarioNeedsAWorkbookForIt() {
    InProcess.Done done = run("scenario", "add", at("acme-2024-05"), "--tables", at("may"));
    assertThat(done.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(done.out()).isEmpty();
    assertThat(done.err())
        .isEqualTo("scenarios.xlsx: is missing; copy it from the tables that come with tarife\n");
    assertThat(run("scenario").status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void boundariesAreToldAndWrittenAsScenarios() throws IOException {
    InProcess.Done done = run("check", "--tables", at("may"), "--boundaries");
    assertThat(done.status()).isEqualTo(ExitStatus.DONE);
    assertThat(done.out())
        .startsWith(
            """
            edge-voice-inbound-service-below-minimum: voice-inbound below the minimum of 60, as\
             service (metering.xlsx:Metering!2)
              in us-west-2
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,1,US,did
              computed: 1 of service (usage) at 0.018 = 0.018
              computed: 1 of inbound (usage) at 0.0022 = 0.0022
              computed total: 0.0202
            """)
        .endsWith("look at each before it becomes a scenario.\n");
    InProcess.Done both = run("check", "--tables", at("may"), "--boundaries", "--format", "json");
    assertThat(both.status()).isEqualTo(ExitStatus.USAGE);
  }
}
