package dev.tarife.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.billing.AccountReader;
import dev.tarife.metering.input.UsageReader;
import dev.tarife.model.Account;
import dev.tarife.table.Scenario;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

/** {@code mvn -q test -Dtest=SamplesTest -Dsamples=write} writes the samples anew. */
final class SamplesTest {
  private static final Path SAMPLES = Path.of("samples");

  @Test
  void examplesAreTheScenariosThatTestThem() throws IOException {
    holds(
        "examples",
        ExampleFolders.files(TablesReader.read(Path.of("decision-tables")).scenarios()));
  }

  @Test
  void examplesReadBackAsTheirScenarios() {
    for (Scenario scenario :
        ExampleFolders.examples(TablesReader.read(Path.of("decision-tables")).scenarios())) {
      Path folder = SAMPLES.resolve("examples").resolve(scenario.code());
      assertThat(UsageReader.read(folder.resolve("usage.csv")))
          .as(scenario.code())
          .usingRecursiveFieldByFieldElementComparator(
              RecursiveComparisonConfiguration.builder()
                  .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                  .build())
          .isEqualTo(scenario.usage());
      Account account =
          AccountReader.read(List.of(folder.resolve("account.yaml")), "USD")
              .get(ContactCentre.ACCOUNT);
      assertThat(account)
          .as(scenario.code())
          .usingRecursiveComparison()
          .ignoringFields("id")
          .isEqualTo(scenario.account());
    }
  }

  @Test
  void theContactCentresMonthIsWhatItsGeneratorMakes() throws IOException {
    holds("contact-center-2024-05", ContactCentre.files());
  }

  private static void holds(String folder, SortedMap<String, byte[]> files) throws IOException {
    if ("write".equals(System.getProperty("samples"))) {
      for (var file : files.entrySet()) {
        Path path = SAMPLES.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    }
    SortedMap<String, byte[]> committed = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(SAMPLES.resolve(folder))) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        committed.put(
            SAMPLES.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    assertThat(committed.keySet()).containsExactlyElementsOf(files.keySet());
    files.forEach(
        (name, bytes) ->
            assertThat(Arrays.mismatch(committed.get(name), bytes))
                .as("first byte of samples/%s that is not as generated", name)
                .isEqualTo(-1));
  }
}
