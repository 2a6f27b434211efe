package dev.tarife.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.acceptance.Real;
import dev.tarife.metering.Metered;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Period;
import dev.tarife.table.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/metering.md} says of its example is what metering makes of it. */
class MeteringPageTest {
  private static final TariffEngine ENGINE =
      new TariffEngine(Real.tariff(), null, BulkMeter.Options.standard());
  private static final Catalogue CATALOGUE = Real.tariff().tables().catalogue();
  private static final Account ACCOUNT =
      Account.of("123456789012", "USD", new Instance("main", "us-west-2"));
  private static final Period MAY = new Period(YearMonth.of(2024, 5));

  @TempDir private Path folder = Path.of("");

  private static String block(String language) throws IOException {
    String page = Files.readString(Path.of("docs", "metering.md"));
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(page);
    assertThat(block.find()).as(language).isTrue();
    return block.group(1);
  }

  private static String metered(TariffEngine engine, Path usage) {
    try (PricingEngine.Metering metering = engine.meter(List.of(usage), List.of(ACCOUNT), MAY)) {
      Metered metered = metering.of(ACCOUNT);
      List<String> lines = new ArrayList<>();
      metered.usage().stream()
          .map(
              used ->
                  "%s %s of %s, of %d record%s"
                      .formatted(
                          used.quantity(),
                          CATALOGUE.unit(CATALOGUE.charge(used.charge())).base(),
                          used.charge(),
                          used.records(),
                          used.records() == 1 ? "" : "s"))
          .forEach(lines::add);
      metered
          .rejected()
          .forEach(
              one -> lines.add("rejected: %d record, %s".formatted(one.records(), one.example())));
      lines.add("outside the month: %d record".formatted(metered.outOfPeriod()));
      return String.join("\n", lines) + "\n";
    }
  }

  @Test
  void theExampleComesToWhatThePageSays() throws IOException {
    List<String> rows = block("csv").lines().toList();
    List<String> header = List.of(rows.get(0).split(",", -1));
    StringBuilder json = new StringBuilder();
    for (String row : rows.subList(1, rows.size())) {
      List<String> cells = List.of(row.split(",", -1));
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < header.size(); i++) {
        if (!cells.get(i).isEmpty()) {
          fields.add("\"%s\":\"%s\"".formatted(header.get(i), cells.get(i)));
        }
      }
      json.append('{').append(String.join(",", fields)).append("}\n");
    }
    Path csv = Files.writeString(folder.resolve("usage.csv"), block("csv"));
    Path lines = Files.writeString(folder.resolve("usage.jsonl"), json);

    String bySql = metered(ENGINE.inBulk(), csv);
    assertThat(bySql.lines()).containsExactlyInAnyOrderElementsOf(block("text").lines().toList());
    assertThat(metered(ENGINE, lines)).isEqualTo(bySql);
  }
}
