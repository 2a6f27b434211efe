package dev.tarife.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated months of many accounts have the invoices of one machine, in however many buckets. */
final class GeneratedAgreeTest {
  private static final String PLACE = "\"place\":\"[^\"]*\"";

  @TempDir private Path folder = Path.of("");

  @Test
  void thousandAccounts() throws IOException, SQLException {
    int accounts = Integer.getInteger("generated.accounts", 1_000);
    Path input = folder.resolve("generated");
    int records = new GeneratedMonth(14, accounts).write(input, 60);
    assertThat(records).isGreaterThan(30 * accounts);
    OneMachine expected = OneMachine.rate(List.of(input.toString()), Checkout.MAY);
    assertThat(expected.faults()).isEmpty();

    Path output = folder.resolve("out");
    Outcome outcome = RatingJob.run(Sessions.local(), Checkout.options(output, input.toString()));

    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.invoices()).isEqualTo(accounts);
    assertThat(outcome.warnings()).isEqualTo(expected.warnings());
    SortedMap<String, String> invoices = new Published(output).invoices();
    List<String> different = new ArrayList<>();
    expected
        .invoices()
        .forEach(
            (account, json) -> {
              String other = invoices.get(account);
              if (!withoutPlaces(json).equals(withoutPlaces(String.valueOf(other)))) {
                different.add("one machine " + json + "\nSpark       " + other);
              }
            });
    assertThat(different).as(different.stream().limit(2).toList().toString()).isEmpty();
    assertThat(invoices).hasSameSizeAs(expected.invoices());
    assertThat(outcome.unassigned().stream().map(one -> one.reason() + one.records()).toList())
        .isEqualTo(
            expected.unassigned().stream().map(one -> one.reason() + one.records()).toList());
    assertPlacesAreReal(input, invoices.values());

    // Once more: the same rows, and no others.
    List<String> lines = new Published(output).rows("line_items");
    List<String> rejected = new Published(output).rows("rejected");
    RatingJob.run(
        Sessions.local(), Checkout.withBuckets(Checkout.options(output, input.toString()), 3));
    assertThat(new Published(output).rows("line_items")).isEqualTo(lines);
    assertThat(
            new Published(output)
                .invoices().values().stream().map(GeneratedAgreeTest::withoutPlaces))
        .containsExactlyElementsOf(
            invoices.values().stream().map(GeneratedAgreeTest::withoutPlaces).toList());
    assertThat(rejected).hasSameSizeAs(new Published(output).rows("rejected"));
    try (Stream<Path> left = Files.list(output)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("invoices", "line_items", "rejected");
    }
  }

  @Test
  void accountWithNineTenthsOfTheRows() throws IOException, SQLException {
    Path input = folder.resolve("generated");
    new GeneratedMonth(15, 12).write(input, 200);
    String big = Files.readString(input.resolve("usage-4.jsonl"));
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      more.append(
          big.replaceAll("\"account\":\"[^\"]*\"", "\"account\":\"100000000005\"")
              .replace("\"instance\":\"i-", "\"instance\":\"i-5-0-")
              .replaceAll("i-5-0-[^\"]*", "i-5-0")
              .replace("\"record_id\":\"r-", "\"record_id\":\"big-" + i + "-"));
    }
    Files.writeString(input.resolve("usage-6.jsonl"), more);
    assertThat(Files.size(input.resolve("usage-6.jsonl")))
        .isGreaterThan(9 * Files.size(input.resolve("usage-4.jsonl")));
    OneMachine expected = OneMachine.rate(List.of(input.toString()), Checkout.MAY);
    assertThat(expected.faults()).isEmpty();
    Path output = folder.resolve("out");
    RatingJob.run(Sessions.local(), Checkout.options(output, input.toString()));
    assertThat(
            new Published(output)
                .invoices().values().stream().map(GeneratedAgreeTest::withoutPlaces))
        .containsExactlyElementsOf(
            expected.invoices().values().stream().map(GeneratedAgreeTest::withoutPlaces).toList());
  }

  /** Of a record that comes twice, either may be named. */
  static String withoutPlaces(String json) {
    return json.replaceAll("," + PLACE, "").replaceAll(" at [^ \"]*generated/[^ \"]*", "");
  }

  /** A place is the line of its example. */
  private static void assertPlacesAreReal(Path input, Iterable<String> invoices)
      throws IOException {
    java.util.regex.Pattern pattern =
        java.util.regex.Pattern.compile(
            "\"example\":\"(r-[0-9]+)\",\"place\":\"([^\"]*usage-[124]\\.[a-z]+):([0-9]+)\"");
    java.util.Map<String, List<String>> files = new java.util.HashMap<>();
    int places = 0;
    for (String invoice : invoices) {
      java.util.regex.Matcher matcher = pattern.matcher(invoice);
      while (matcher.find() && places < 2_000) {
        Path file = Path.of(matcher.group(2));
        List<String> lines = files.get(file.toString());
        if (lines == null) {
          lines = Files.readAllLines(file);
          files.put(file.toString(), lines);
        }
        assertThat(lines.get(Integer.parseInt(matcher.group(3)) - 1)).contains(matcher.group(1));
        places++;
      }
    }
    assertThat(places).isGreaterThan(100);
    assertThat(files).hasSizeGreaterThan(2);
  }
}
