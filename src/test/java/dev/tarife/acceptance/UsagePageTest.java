package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.metering.input.UsageReader;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.UsageRecord;
import dev.tarife.report.InputGuide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/usage.md} says what the tables say. {@code mvn -q test -Dtest=UsagePageTest
 * -Dpages=write} writes its tables anew.
 */
final class UsagePageTest {
  private static final Path PAGE = Path.of("docs/usage.md");
  private static final String END = "<!-- end -->";

  private final InputGuide guide = new InputGuide(Real.tariff().tables());

  @TempDir private Path folder = Path.of("");

  @Test
  void thePageSaysWhatTheTablesSay() throws IOException {
    String page = Files.readString(PAGE);
    String written =
        with(
            with(page, "<!-- columns: written from the tables -->\n", columns()),
            "<!-- usage types: written from the tables -->\n",
            usageTypes());
    if ("write".equals(System.getProperty("pages"))) {
      Files.writeString(PAGE, written);
    } else {
      assertThat(page).as("run this test with -Dpages=write").isEqualTo(written);
    }
  }

  @Test
  void everyExampleIsReadAndCharged() throws IOException {
    for (InputGuide.UsageType type : guide.usageTypes()) {
      Path file = Files.writeString(folder.resolve("usage.jsonl"), type.example() + "\n");
      List<UsageRecord> records = UsageReader.read(file);
      assertThat(records).as(type.code()).hasSize(1);
      UsageRecord record = records.get(0);
      Account account = Account.of("a", "USD", new Instance(record.instance(), "us-west-2"));
      YearMonth month = YearMonth.from(record.startTime().atOffset(ZoneOffset.UTC));
      Invoice invoice = Real.tariff().rate(account, month, records);
      assertThat(invoice.rejected()).as(type.toString()).isEmpty();
      boolean charged = type.bills().stream().anyMatch(billed -> billed.charge() != null);
      if (!charged) {
        assertThat(invoice.lines()).as(type.toString()).isEmpty();
      }
    }
  }

  private static String with(String page, String mark, String table) {
    int begin = page.indexOf(mark) + mark.length();
    assertThat(begin).isGreaterThanOrEqualTo(mark.length());
    return page.substring(0, begin) + table + page.substring(page.indexOf(END, begin));
  }

  private String columns() {
    StringBuilder table = new StringBuilder("\n| column | holds | when needed | meaning |\n");
    table.append("|---|---|---|---|\n");
    for (InputGuide.Column column : guide.columns()) {
      String more = "";
      if (!column.neededBy().isEmpty()) {
        more += " Needed by " + codes(column.neededBy()) + ".";
      }
      if (!column.namedBy().isEmpty()) {
        more += " Decides what is charged for " + codes(column.namedBy()) + ".";
      }
      table
          .append("| `" + column.name() + "` | " + column.type() + " | " + column.needed() + " | ")
          .append(column.meaning() + more + " |\n");
    }
    return table.append('\n').toString();
  }

  private String usageTypes() {
    StringBuilder table =
        new StringBuilder("\n| usage type | one record is | bills |\n|---|---|---|\n");
    StringBuilder examples = new StringBuilder("\nAn example of each, as JSON Lines:\n\n```json\n");
    for (InputGuide.UsageType type : guide.usageTypes()) {
      table
          .append("| `" + type.code() + "` | " + type.name() + " | ")
          .append(String.join("<br>", type.bills().stream().map(InputGuide::words).toList()))
          .append(" |\n");
      examples.append(type.example()).append('\n');
    }
    return table.append(examples).append("```\n\n").toString();
  }

  private static String codes(List<String> codes) {
    return "`" + String.join("`, `", codes) + "`";
  }
}
