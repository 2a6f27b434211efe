package dev.tarife.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample has the invoices of one machine: lines, rejections, examples, places and notes. */
final class SamplesAgreeTest {
  @TempDir private Path folder = Path.of("");

  static Stream<String> examples() throws IOException {
    try (Stream<Path> folders = Files.list(Checkout.HOME.resolve("samples/examples"))) {
      return folders
          .filter(Files::isDirectory)
          .map(path -> "examples/" + path.getFileName())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void workedExamples(String example) throws IOException {
    agree(Checkout.sample(example), month(example));
  }

  /** A month that the example has invoices of. */
  private static YearMonth month(String example) throws IOException {
    String path = Checkout.sample(example);
    for (YearMonth month = YearMonth.of(2021, 1);
        month.isBefore(YearMonth.of(2027, 1));
        month = month.plusMonths(1)) {
      if (OneMachine.rate(List.of(path), month).faults().isEmpty()) {
        return month;
      }
    }
    throw new IllegalStateException("No month of " + example);
  }

  @Test
  void sampleMonth() throws IOException {
    String path = Checkout.sample("contact-center-2024-05");
    Outcome outcome = agree(path, Checkout.MAY);
    assertThat(outcome.total()).isEqualByComparingTo("12628.79");
    assertThat(outcome.invoices()).isEqualTo(1);
    Published published = new Published(folder.resolve("out"));
    assertThat(published.table("line_items").count()).isEqualTo(101);
    assertThat(published.table("line_items").selectExpr("sum(amount)").first().get(0).toString())
        .isEqualTo("12628.785338010800");
  }

  @Test
  void contactRecords() throws IOException {
    Outcome outcome = agree(Checkout.sample("contact-records-2024-05"), Checkout.MAY);
    assertThat(outcome.total()).isEqualByComparingTo("18.92");
    assertThat(outcome.rejected()).isEqualTo(1);
  }

  private Outcome agree(String path, YearMonth month) throws IOException {
    OneMachine expected = OneMachine.rate(List.of(path), month);
    Path output = folder.resolve("out");
    JobOptions options = Checkout.options(output, path);
    Outcome outcome =
        RatingJob.run(
            Sessions.local(),
            new JobOptions(
                options.paths(),
                List.of(),
                null,
                month,
                options.bundle(),
                null,
                null,
                null,
                options.output(),
                0,
                options.memory(),
                null,
                List.of(),
                false));
    assertThat(outcome.faults()).isEqualTo(expected.faults());
    assertThat(outcome.warnings()).isEqualTo(expected.warnings());
    assertThat(new Published(output).invoices()).isEqualTo(expected.invoices());
    return outcome;
  }
}
