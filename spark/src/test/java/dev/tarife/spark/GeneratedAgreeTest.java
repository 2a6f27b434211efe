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
    Outcome outcome =
        RatingJob.run(Sessions.local(), Checkout.options(output, input.toString()));

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
        Sessions.local(),
        Checkout.withBuckets(Checkout.options(output, input.toString()), 3));
    assertThat(new Published(output).rows("line_items")).isEqualTo(lines);
    assertThat(new Published(output).invoices()).isEqualTo(invoices);
    assertThat(rejected).hasSameSizeAs(new Published(output).rows("rejected"));
    try (Stream<Path> left = Files.list(output)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("invoices", "line_items", "rejected");
    }
  }

  /** Of a record that comes twice, either may be named. */
  private static String withoutPlaces(String json) {
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
        assertThat(lines.get(Integer.parseInt(matcher.group(3)) - 1))
            .contains(matcher.group(1));
        places++;
      }
    }
    assertThat(places).isGreaterThan(100);
    assertThat(files).hasSizeGreaterThan(2);
  }
}
