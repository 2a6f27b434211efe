package dev.tarife.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors of the input end a job once, with every place, and nothing is written. */
final class FaultyInputTest {
  private static final String HEADER =
      "record_id,account,instance,usage_type,start_time,quantity\n";

  @TempDir private Path folder = Path.of("");
  private Path input = Path.of("");
  private Path temporary = Path.of("");

  @BeforeEach
  void accounts() throws IOException {
    input = Files.createDirectory(folder.resolve("in"));
    temporary = Files.createDirectory(folder.resolve("temporary"));
    StringBuilder accounts = new StringBuilder();
    for (String id : List.of("a", "b", "c")) {
      accounts.append(
          ("{\"account\":\"%1$s\",\"currency\":\"USD\",\"instances\":[{\"id\":\"i-%1$s\","
                  + "\"region\":\"us-east-1\"}]}\n")
              .formatted(id));
    }
    Files.writeString(input.resolve("accounts.jsonl"), accounts);
  }

  private static String row(String id, String account, String start, String quantity) {
    return String.join(",", id, account, "i-" + account, "task", start, quantity) + "\n";
  }

  private static String rows(int from, int to) {
    StringBuilder rows = new StringBuilder();
    for (int i = from; i < to; i++) {
      rows.append(row("r" + i, List.of("a", "b", "c").get(i % 3), "2024-05-06T09:00:00Z", "1"));
    }
    return rows.toString();
  }

  @Test
  void everyPlaceOfEveryFileIsNamedAsOnOneMachine() throws IOException, SQLException {
    Files.writeString(
        input.resolve("usage-1.csv"),
        HEADER
            + rows(0, 500)
            + row("bad-1", "a", "yesterday", "1")
            + rows(500, 900)
            + row("bad-2", "b", "2024-05-06T09:00:00Z", "many")
            + rows(900, 1000)
            + "short,line\n");
    Files.writeString(
        input.resolve("usage-2.csv"), HEADER + rows(1000, 1100) + row("bad-3", "c", "", "1"));
    Files.writeString(
        input.resolve("usage-3.jsonl"),
        "{\"record_id\":\"j1\",\"account\":\"a\",\"instance\":\"i-a\",\"usage_type\":\"task\","
            + "\"start_time\":\"2024-05-06T09:00:00Z\"}\n"
            + "{\"record_id\":\"j2\",\"account\":\"b\",\n"
            + "{\"record_id\":\"j3\",\"account\":\"b\",\"instance\":\"i-b\",\"usage_type\":\"task\","
            + "\"start_time\":\"2024-05-06T09:00:00Z\",\"quantity\":-1}\n");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT 'p' || i AS record_id, chr(97 + CAST(i % 3 AS INTEGER)) AS account, 'i-' || chr(97 +"
              + " CAST(i % 3 AS INTEGER)) AS instance, 'task' AS usage_type, CASE WHEN i = 41 THEN 'never' ELSE"
              + " '2024-05-06T09:00:00Z' END AS start_time FROM range(100) r(i)) TO '"
              + input.resolve("usage-4.parquet")
              + "' (FORMAT parquet)");
    }
    Outcome outcome = run();
    assertThat(outcome.faults())
        .containsExactlyInAnyOrderElementsOf(
            OneMachine.rate(List.of(input.toString()), Checkout.MAY).faults());
    assertThat(outcome.faults())
        .hasSize(7)
        .anyMatch(fault -> fault.startsWith(input.resolve("usage-1.csv") + ":502: start_time"))
        .anyMatch(fault -> fault.startsWith(input.resolve("usage-1.csv") + ":903: quantity"))
        .anyMatch(fault -> fault.startsWith(input.resolve("usage-1.csv") + ":1004: has 2 values"))
        .anyMatch(fault -> fault.startsWith(input.resolve("usage-2.csv") + ":102: "))
        .anyMatch(fault -> fault.startsWith(input.resolve("usage-3.jsonl") + ":2: is not JSON"))
        .anyMatch(fault -> fault.startsWith(input.resolve("usage-4.parquet") + ":42: start_time"));
    assertNothingIsLeft();
  }

  @Test
  void headersAreNamedForEachFile() throws IOException {
    String header = HEADER.replace("start_time", "Start Time");
    Files.writeString(input.resolve("usage-1.csv"), header + rows(0, 10));
    Files.writeString(input.resolve("usage-2.csv"), header);
    Files.writeString(input.resolve("usage-3.csv"), HEADER + rows(10, 20));
    Outcome outcome = run();
    assertThat(outcome.faults())
        .containsExactlyInAnyOrderElementsOf(
            OneMachine.rate(List.of(input.toString()), Checkout.MAY).faults());
    assertThat(outcome.faults()).anyMatch(fault -> fault.contains("usage-2.csv:1: column"));
    assertNothingIsLeft();
  }

  @Test
  void contradictingRecordsAreNamedWithBothLines() throws IOException {
    Files.writeString(
        input.resolve("usage-1.csv"),
        HEADER + rows(0, 20) + row("twice", "a", "2024-05-06T09:00:00Z", "1"));
    Files.writeString(
        input.resolve("usage-2.csv"),
        HEADER + row("twice", "a", "2024-05-06T09:00:00Z", "2") + rows(20, 40));
    assertThat(run().faults())
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault)
                    .contains(input.resolve("usage-1.csv") + ":22")
                    .contains(input.resolve("usage-2.csv") + ":2")
                    .contains("(twice)"));
    assertNothingIsLeft();
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    Files.writeString(input.resolve("usage-1.csv"), HEADER + rows(0, 10));
    Files.createFile(input.resolve("usage-2.csv"));
    assertThat(run().faults())
        .isEqualTo(OneMachine.rate(List.of(input.toString()), Checkout.MAY).faults())
        .hasSize(1);

    Files.writeString(
        input.resolve("usage-2.csv"), HEADER + "r,a,i-a,task,\"2024-05-06\nT09:00:00Z\",1\n");
    assertThat(run().faults())
        .anyMatch(
            fault ->
                fault.startsWith(input.resolve("usage-2.csv") + ":2: a value in quotes goes on"));

    Files.delete(input.resolve("usage-2.csv"));
    Path records = Files.createDirectory(input.resolve("contact-records"));
    Files.writeString(records.resolve("1.jsonl"), "{\"ContactId\":\"x\"}\n{\"ContactId\": }\n");
    Files.writeString(records.resolve("2.jsonl"), "[{\"ContactId\":\"y\"}, {\"Cont");
    assertThat(run().faults())
        .isEqualTo(OneMachine.rate(List.of(input.toString()), Checkout.MAY).faults())
        .hasSize(2);
    assertNothingIsLeft();
  }

  @Test
  void archiveThatBreaksOffIsNamed() throws IOException {
    Files.writeString(input.resolve("usage-1.csv"), HEADER + rows(0, 10));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write((HEADER + rows(10, 40_000)).getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = zipped.toByteArray();
    Files.write(input.resolve("usage-2.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(run().faults())
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault)
                    .startsWith(input.resolve("usage-2.csv.gz") + ": cannot be read (")
                    .endsWith("copy it again"));
    assertNothingIsLeft();
  }

  @Test
  void numbersAreCheckedWhole() throws IOException {
    Files.writeString(input.resolve("usage-1.csv"), HEADER + rows(0, 10));
    Files.writeString(
        input.resolve("numbers.csv"),
        """
        number,instance,country,number_type,claimed_at,released_at
        +12065550100,i-a,US,did,2024-01-15T00:00:00Z,
        +12065550100,i-b,US,did,2024-02-15T00:00:00Z,
        """);
    assertThat(run().faults())
        .isEqualTo(OneMachine.rate(List.of(input.toString()), Checkout.MAY).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault).contains("numbers.csv:3: the number (+12065550100)"));
    assertNothingIsLeft();
  }

  @Test
  void monthWithoutRecordsIsRefusedUnlessAllowed() throws IOException {
    Files.writeString(input.resolve("usage-1.csv"), HEADER + rows(0, 10));
    YearMonth june = YearMonth.of(2024, 6);
    JobOptions options = options(june, false);
    assertThat(RatingJob.run(Sessions.local(), options).faults())
        .isEqualTo(OneMachine.rate(List.of(input.toString()), june).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault).contains("the records are of 2024-05"));
    assertNothingIsLeft();

    assertThat(RatingJob.run(Sessions.local(), options(june, true)).faults()).isEmpty();
    assertThat(new Published(folder.resolve("out")).invoices())
        .isEqualTo(OneMachine.rate(List.of(input.toString()), june, List.of(), true).invoices());
  }

  @Test
  void unknownTagIsRefused() throws IOException {
    Files.writeString(
        input.resolve("usage-1.csv"),
        "record_id,account,instance,usage_type,start_time,tag:team\n"
            + "r1,a,i-a,task,2024-05-06T09:00:00Z,blue\nr2,b,i-b,task,2024-05-06T09:00:00Z,\n");
    OneMachine wrong =
        OneMachine.rate(List.of(input.toString()), Checkout.MAY, List.of("tag:tem"), false);
    assertThat(RatingJob.run(Sessions.local(), tagged("tag:tem")).faults())
        .isEqualTo(wrong.faults())
        .hasSize(1);
    OneMachine right =
        OneMachine.rate(List.of(input.toString()), Checkout.MAY, List.of("tag:team"), false);
    assertThat(RatingJob.run(Sessions.local(), tagged("tag:team")).faults()).isEmpty();
    assertThat(new Published(folder.resolve("out")).invoices()).isEqualTo(right.invoices());
  }

  private Outcome run() throws IOException {
    return RatingJob.run(Sessions.local(), options(Checkout.MAY, false));
  }

  private JobOptions options(YearMonth month, boolean emptyAllowed) {
    return options(month, List.of(), emptyAllowed);
  }

  private JobOptions tagged(String tag) {
    return options(Checkout.MAY, List.of(tag), false);
  }

  private JobOptions options(YearMonth month, List<String> tags, boolean emptyAllowed) {
    return new JobOptions(
        List.of(input.toString()),
        List.of(),
        null,
        month,
        Checkout.bundle().toString(),
        null,
        null,
        null,
        folder.resolve("out").toString(),
        3,
        JobOptions.USUAL_MEMORY,
        temporary.toString(),
        tags,
        emptyAllowed);
  }

  private void assertNothingIsLeft() throws IOException {
    Path output = folder.resolve("out");
    for (Path place : List.of(output, temporary)) {
      if (Files.exists(place)) {
        try (Stream<Path> inside = Files.list(place)) {
          assertThat(inside).isEmpty();
        }
      }
    }
  }
}
