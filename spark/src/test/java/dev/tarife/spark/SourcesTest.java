package dev.tarife.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that Hadoop's file systems name, tables, and what is written unusually. */
final class SourcesTest {
  private static final String ACCOUNT =
      "{\"account\":\"%1$s\",\"currency\":\"USD\",\"instances\":[{\"id\":\"i-%1$s\",\"region\":"
          + "\"us-east-1\"}]}\n";
  private static final String ROWS =
      """
      record_id,account,instance,usage_type,start_time
      r1,a,i-a,task,2024-05-06T09:00:00Z
      r2,b,i-b,task,2024-05-06T09:00:00.123456789Z
      r3,nobody,i-b,task,2024-05-06T09:00:00Z
      """;

  @TempDir private Path folder = Path.of("");

  private Path input() throws IOException {
    Path input = Files.createDirectories(folder.resolve("in put"));
    Files.writeString(
        input.resolve("accounts.jsonl"), ACCOUNT.formatted("a") + ACCOUNT.formatted("b"));
    return input;
  }

  private Outcome run(String... paths) throws IOException {
    return RatingJob.run(Sessions.local(), Checkout.options(folder.resolve("out"), paths));
  }

  private void agree(Path input, String... paths) throws IOException {
    OneMachine expected = OneMachine.rate(List.of(input.toString()), Checkout.MAY);
    Outcome outcome = run(paths);
    assertThat(outcome.faults()).isEmpty();
    assertThat(
            new Published(folder.resolve("out"))
                .invoices().values().stream().map(SourcesTest::withoutPlaces))
        .containsExactlyElementsOf(
            expected.invoices().values().stream().map(SourcesTest::withoutPlaces).toList());
    assertThat(outcome.unassigned()).hasSameSizeAs(expected.unassigned());
  }

  private static String withoutPlaces(String json) {
    return json.replaceAll(",\"place\":\"[^\"]*\"", "");
  }

  @Test
  void foldersOfOtherFileSystemsAreFound() throws IOException {
    for (String sample : List.of("contact-center-2024-05", "contact-records-2024-05")) {
      Path input = Path.of(Checkout.sample(sample)).toAbsolutePath().normalize();
      agree(input, "file:" + input);
    }
    Path month = Path.of(Checkout.sample("contact-center-2024-05")).toAbsolutePath().normalize();
    agree(month, "file:" + month + "/usage*", "file:" + month + "/account.yaml");
    assertThat(run("file:" + folder + "/nowhere").faults())
        .containsExactly(
            "file:" + folder + "/nowhere: there is no such file or folder; check the path");
  }

  @Test
  void linesAreHandedOverAsTheyAre() throws IOException {
    Path input = input();
    // A mark at the beginning, lines that end in either way, blank ones, and no end at the end.
    Files.writeString(
        input.resolve("usage-1.csv"),
        "\uFEFF\n\n"
            + ROWS.replace("\n", "\r\n").strip()
            + "\n\nr4,a,i-a,çağrı,2024-05-06T09:00:00Z");
    agree(input, input.toString());
    assertThat(new Published(folder.resolve("out")).invoices().get("a"))
        .contains("çağrı")
        .contains("usage-1.csv:8\"");

    byte[] wrong =
        ("r5,a,i-a,ta\u00e7sk,2024-05-06T09:00:00Z\n").getBytes(StandardCharsets.ISO_8859_1);
    Path other = input.resolve("usage-2.csv");
    Files.writeString(other, ROWS.replace("r1", "r6").replace("r2", "r7").replace("r3", "r8"));
    Files.write(other, wrong, java.nio.file.StandardOpenOption.APPEND);
    assertThat(run(input.toString()).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault).contains("is not in UTF-8, here or in the next"));
  }

  @Test
  void tablesAreRead() throws IOException {
    Path input = input();
    Files.writeString(input.resolve("usage-1.csv"), ROWS);
    Sessions.local()
        .read()
        .option("header", "true")
        .csv(input.resolve("usage-1.csv").toString())
        .createOrReplaceGlobalTempView("usage");
    OneMachine expected = OneMachine.rate(List.of(input.toString()), Checkout.MAY);
    JobOptions plain = Checkout.options(folder.resolve("out"));
    Outcome outcome =
        RatingJob.run(
            Sessions.local(),
            new JobOptions(
                List.of(),
                List.of("global_temp.usage"),
                input.resolve("accounts.jsonl").toString(),
                plain.month(),
                plain.bundle(),
                null,
                null,
                null,
                plain.output(),
                2,
                plain.memory(),
                null,
                List.of(),
                false));
    assertThat(outcome.faults()).isEmpty();
    assertThat(new Published(folder.resolve("out")).invoices()).isEqualTo(expected.invoices());
    assertThat(outcome.unassigned()).hasSize(1);
  }

  @Test
  void nanosecondsOfParquetAreRefusedRatherThanCut() throws IOException, SQLException {
    Path input = input();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT 'r' AS record_id, 'a' AS account, 'i-a' AS instance, 'task' AS usage_type,"
              + " TIMESTAMP_NS '2024-05-06 09:00:00.123456789' AS start_time) TO '"
              + input.resolve("usage-1.parquet")
              + "' (FORMAT parquet)");
    }
    assertThat(run(input.toString()).faults())
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault)
                    .startsWith(input.resolve("usage-1.parquet") + ": cannot be read by Spark (")
                    .contains("microseconds"));
  }

  @Test
  void hiddenFilesAreNotLeftOutUnsaid() throws IOException {
    Path input = input();
    Files.writeString(input.resolve("_more.csv"), ROWS);
    assertThat(run(input.toString(), input.resolve("_more.csv").toString()).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault).contains("names begin with _"));
  }
}
