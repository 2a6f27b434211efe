package dev.tarife.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.FaultException;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.rating.Tariff;
import dev.tarife.report.HtmlComparisons;
import dev.tarife.report.JsonComparisons;
import dev.tarife.report.TextComparisons;
import dev.tarife.table.SmallTables;
import dev.tarife.table.read.TablesReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A month with one set of tables and with another: what differs, and which rows make it. */
class ComparerTest {
  private static final Period MAY = new Period(YearMonth.of(2024, 5));
  private static final Map<String, byte[]> BEFORE = SmallTables.priced(0.018);
  private static final Map<String, Tariff> TARIFFS = new HashMap<>();

  @TempDir private Path folder = Path.of("");

  private interface Form {
    void write(Comparison comparison, Writer out) throws IOException;
  }

  @BeforeEach
  void twoAccounts() throws IOException {
    Files.createDirectory(folder.resolve("accounts"));
    account("111111111111", "first-deployment: 2024-01-15\n");
    account("222222222222", "");
    Files.writeString(
        folder.resolve("usage.csv"),
        """
        record_id,account,instance,usage_type,start_time,quantity,country,number_type
        call-1,111111111111,<b>main,voice-inbound,2024-05-06T09:00:00Z,6000,US,did
        call-2,222222222222,<b>main,voice-inbound,2024-05-06T09:00:00Z,420,US,did
        call-3,222222222222,<b>main,voice-inbound,2024-05-06T10:00:00Z,60,CA,did
        """);
  }

  private void account(String id, String more) throws IOException {
    Files.writeString(
        folder.resolve("accounts/" + id + ".yaml"),
        "account: \""
            + id
            + "\"\ncurrency: USD\n"
            + more
            + "instances:\n  - { id: \"<b>main\", region: us-west-2 }\n");
  }

  /** Cells changed as an editor does: address, value, address, value ... */
  private static Map<String, byte[]> edited(String workbook, Object... cells) {
    Map<String, byte[]> edited = new TreeMap<>(BEFORE);
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(BEFORE.get(workbook)))) {
      for (int i = 0; i < cells.length; i += 2) {
        CellReference at = new CellReference(cells[i].toString());
        XSSFCell cell = book.getSheet(at.getSheetName()).getRow(at.getRow()).getCell(at.getCol());
        if (cells[i + 1] instanceof Number number) {
          cell.setCellValue(number.doubleValue());
        } else {
          cell.setCellValue(cells[i + 1].toString());
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      edited.put(workbook, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return edited;
  }

  private static Comparer.Pricing pricing(TableSet tables) {
    Tariff tariff =
        TARIFFS.computeIfAbsent(
            TablesReader.read(tables.workbooks()).sha256().toString(),
            key -> Tariff.of(TablesReader.read(tables.workbooks())));
    return new Comparer.Pricing(
        tables.name(), new TariffEngine(tariff, null, BulkMeter.Options.standard()));
  }

  private Comparison compare(Map<String, byte[]> after, int most, int threads) throws IOException {
    TableSet old = TableSet.of("a", BEFORE);
    TableSet now = TableSet.of("b", after);
    return new Comparer(pricing(old), pricing(now), TableDiff.of(old, now), most)
        .compare(Input.find(List.of(folder.toString()), null), MAY, Progress.NONE, threads);
  }

  private static String written(Form form, Comparison comparison) throws IOException {
    StringWriter out = new StringWriter();
    form.write(comparison, out);
    return out.toString().replaceAll("[0-9a-f]{16,64}", "HASH");
  }

  @Test
  void saysEachDifferenceLargestFirstWithTheRowThatMakesIt() throws Exception {
    Comparison comparison = compare(SmallTables.priced(0.02), 20, 2);
    assertThat(written(TextComparisons::write, comparison))
        .isEqualTo(
            """
            2024-05 · USD
            Before a · working-copy · SHA-256 HASH
            After  b · working-copy · SHA-256 HASH

                            before   after  difference
              Total, exact  0.5616  0.5976      +0.036
              Total, USD    0.56    0.60        +0.04

            Accounts: 2 pay more, 0 pay less, 0 pay the same

            By charge    before  after  difference
              Service     0.324   0.36      +0.036

            By account      before   after  difference
              111111111111  0.4     0.42        +0.02
              222222222222  0.1616  0.1776      +0.016

            By line
              1  +0.02  Service · tier 1 · <b>main, us-west-2 · account 111111111111
                 10 minute × 0.018 = 0.18 -> 10 minute × 0.02 = 0.2
                 because of
                   ~ prices.xlsx, Prices, row 2 · Charge service
                       J2 Unit price: 0.018 -> 0.02
              2  +0.016  Service · tier 1 · <b>main, us-west-2 · account 222222222222
                 8 minute × 0.018 = 0.144 -> 8 minute × 0.02 = 0.16
                 because of
                   ~ prices.xlsx, Prices, row 2 · Charge service
                       J2 Unit price: 0.018 -> 0.02

            Proof: the differences of 2 lines add up to +0.036 = 0.5976 - 0.5616
            Rows: 0 added, 0 removed, 1 changed; tarife diff shows them
            """);
  }

  @Test
  void sumsWhatItDoesNotShow() throws Exception {
    Comparison comparison = compare(SmallTables.priced(0.02), 1, 1);
    assertThat(comparison.lines().shown()).hasSize(1);
    assertThat(comparison.lines().others()).isEqualTo(1);
    assertThat(comparison.lines().othersDifference()).isEqualTo(Money.of("0.016"));
    assertThat(written(TextComparisons::write, comparison))
        .contains("\n     and 1 more account, together +0.016\n")
        .contains("\n     and 1 more line, together +0.016\n")
        .contains("\nProof: the differences of 2 lines add up to +0.036 = 0.5976 - 0.5616\n");
  }

  @Test
  void sameTablesMakeNoDifference() throws Exception {
    Comparison comparison = compare(BEFORE, 20, 2);
    assertThat(comparison.unchanged()).isEqualTo(2);
    assertThat(written(TextComparisons::write, comparison))
        .contains("\nAccounts: 0 pay more, 0 pay less, 2 pay the same\n")
        .contains("\nNo line differs\n")
        .endsWith(
            """

            Proof: the differences of 0 lines add up to 0 = 0.5616 - 0.5616
            No cell differs; tarife diff shows them
            """);
  }

  @Test
  void whatAnAllowanceLeavesIsBecauseOfTheAllowance() throws Exception {
    Comparison comparison = compare(edited("allowances.xlsx", "Allowances!H2", 60), 20, 1);
    assertThat(written(TextComparisons::write, comparison))
        .contains(
            """
            By line
              1  +0.54  Service · tier 1 · <b>main, us-west-2 · account 111111111111
                 10 minute × 0.018 = 0.18 -> 40 minute × 0.018 = 0.72
                 because of rows of other lines of this charge, or about it
                   ~ allowances.xlsx, Allowances, row 2 · Allowance minutes
                       H2 Quantity: 90 -> 60
              2  0  Service · <b>main, us-west-2 · free tier · account 111111111111
                 90 minute × 0 = 0 -> 60 minute × 0 = 0
                 because of
                   ~ allowances.xlsx, Allowances, row 2 · Allowance minutes
                       H2 Quantity: 90 -> 60
            """);
  }

  @Test
  void eachSideMetersByItsOwnRows() throws Exception {
    Comparison comparison = compare(edited("metering.xlsx", "Metering!L2", 600), 20, 1);
    assertThat(written(TextComparisons::write, comparison))
        .contains(
            """
              1  +0.216  Service · tier 1 · <b>main, us-west-2 · account 222222222222
                 8 minute × 0.018 = 0.144 -> 20 minute × 0.018 = 0.36
                 because of
                   ~ metering.xlsx, Metering, row 2 · Usage type voice-inbound, Charge service
                       L2 Minimum: 60 -> 600
            """);
  }

  @Test
  void whatIsNoLongerChargedStandsFirstAndLoud() throws Exception {
    Comparison comparison = compare(edited("telephony.xlsx", "Inbound!C2", "toll-free"), 20, 1);
    assertThat(comparison.hasNewRejections()).isTrue();
    assertThat(comparison.before().rejected()).isZero();
    assertThat(comparison.after().rejected()).isEqualTo(3);
    assertThat(written(TextComparisons::write, comparison))
        .containsPattern(
            """
            \\QAfter  b · working-copy · SHA-256 HASH

            NO LONGER CHARGED: usage that was charged before has no price after
              ! 0 -> \\E\\d record""")
        .contains("\n     7 minute × 0.0022 = 0.0154 -> gone\n")
        .contains("  - telephony.xlsx, Inbound, row 2 ")
        .contains("Accounts: 0 pay more, 2 pay less, 0 pay the same");
    assertThat(written(HtmlComparisons::write, comparison))
        .contains("<section class=\"fault\"><h2>No longer charged</h2>");
  }

  @Test
  void jsonHasEveryKeyAndDecimalsAsTexts() throws Exception {
    JsonNode json =
        JsonMapper.builder()
            .build()
            .readTree(written(JsonComparisons::write, compare(SmallTables.priced(0.02), 20, 1)));
    assertThat(json.propertyNames())
        .containsExactly(
            "period",
            "currency",
            "before",
            "after",
            "total_exact",
            "accounts",
            "charges",
            "lines",
            "rejected",
            "tables");
    assertThat(json.at("/total_exact/difference").asString()).isEqualTo("0.036");
    assertThat(json.at("/before/total").asString()).isEqualTo("0.56");
    assertThat(json.at("/accounts/rising").asInt()).isEqualTo(2);
    JsonNode line = json.at("/lines/largest/0");
    assertThat(line.at("/account").asString()).isEqualTo("111111111111");
    assertThat(line.at("/unit_price_before").asString()).isEqualTo("0.018");
    assertThat(line.at("/cause").asString()).isEqualTo("line");
    assertThat(line.at("/rows/0/cells/0/after/value").asString()).isEqualTo("0.02");
    assertThat(json.at("/tables/sheets/0/workbook").asString()).isEqualTo("prices.xlsx");
  }

  @Test
  void thePageFetchesAndRunsNothingAndEscapesEveryText() throws Exception {
    String page = written(HtmlComparisons::write, compare(SmallTables.priced(0.02), 20, 1));
    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .contains("default-src &#39;none&#39;; style-src &#39;sha256-")
        .contains("&lt;b&gt;main, us-west-2")
        .contains("<del>0.018</del></td><td class=\"number\"><ins>0.02</ins></td>")
        .contains("<title id=\"chart\">Difference by charge</title>")
        .doesNotContain("<b>main")
        .doesNotContain("<script")
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("style=\"")
        .doesNotContain("url(");
    assertThat(Pattern.compile("<(?!/|!)").matcher(page).results().count()).isGreaterThan(100);
  }

  @Test
  void thePagesPolicyNamesItsStyle() throws Exception {
    StringWriter out = new StringWriter();
    HtmlComparisons.write(compare(SmallTables.priced(0.02), 20, 1), out);
    String page = out.toString();
    String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
    byte[] hash =
        java.security.MessageDigest.getInstance("SHA-256")
            .digest(style.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(page)
        .contains("&#39;sha256-" + java.util.Base64.getEncoder().encodeToString(hash) + "&#39;");
  }

  @Test
  void isTheSameOnAnyNumberOfThreads() throws Exception {
    Comparison one = compare(SmallTables.priced(0.02), 20, 1);
    Comparison four = compare(SmallTables.priced(0.02), 20, 4);
    for (Form form :
        List.<Form>of(TextComparisons::write, JsonComparisons::write, HtmlComparisons::write)) {
      assertThat(written(form, four)).isEqualTo(written(form, one));
    }
  }

  @Test
  void aFaultOfTheUsageIsToldOnceAndStopsBothSides() throws IOException {
    Files.writeString(
        folder.resolve("usage-bad.csv"),
        """
        record_id,account,instance,usage_type,start_time,quantity
        bad,111111111111,<b>main,voice-inbound,yesterday,1
        """);
    assertThatThrownBy(() -> compare(SmallTables.priced(0.02), 20, 1))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("usage-bad.csv:2: ")
        .hasMessageContaining("yesterday");
  }
}
