package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.cli.InProcess;
import dev.tarife.model.Findings;
import dev.tarife.rating.Tariff;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small inputs and edits that once gave a wrong amount or no word, over files and commands. */
@Tag("slow")
class SmallCasesTest {
  private static final String METERING = "metering.xlsx";
  private static final String PRICES = "prices.xlsx";
  private static final String TASK = "e1,main,task,2024-05-02T10:00:00Z";
  private static final String HEADER = "record_id,instance,usage_type,start_time";

  @TempDir private static Path edited = Path.of("");
  @TempDir private Path folder = Path.of("");

  /** The shipped tables with the edits of the cases that are rated. */
  private static final class Held {
    static final Tariff TARIFF = load();

    private static Tariff load() {
      LocalDate change = LocalDate.of(2026, 8, 15);
      try (EditedTables tables = EditedTables.copy(edited)) {
        return tables
            .change(METERING, "Metering", "Value", "bot", "Value", "ÖZEL")
            .change(METERING, "Metering", "Value", "bot", "Value", "özel")
            .change(PRICES, "Prices", "Charge", "voice-service", "Effective to", change)
            .add(PRICES, "Prices", tier(change, "Tier to", 5_000_000, "Unit price", 0.015))
            .add(PRICES, "Prices", tier(change, "Tier from", 5_000_000, "Unit price", 0.018))
            .load();
      }
    }

    private static Object[] tier(LocalDate from, Object... more) {
      List<Object> cells =
          new ArrayList<>(
              List.of("Charge", "voice-service", "Model", "graduated", "Scope", "account"));
      cells.addAll(List.of("Effective from", from));
      cells.addAll(List.of(more));
      return cells.toArray();
    }
  }

  @BeforeEach
  void anAccount() {
    UsageFiles.account(folder, Real.account("us-west-2"));
  }

  private InProcess.Done rate(Tariff tariff, String month, String... more) {
    List<String> args = new ArrayList<>(List.of("rate", folder.toString(), "--month", month));
    args.addAll(List.of(more));
    InProcess.Done done = InProcess.run(tariff, Real.TABLES, args.toArray(String[]::new));
    assertThat(done.err()).isEmpty();
    assertThat(done.status()).isZero();
    return done;
  }

  private JsonNode invoice(Tariff tariff, String month) {
    return JsonMapper.builder().build().readTree(rate(tariff, month, "--format", "json").out());
  }

  private void usage(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name), List.of(lines));
  }

  @Test
  void aCounterRunsOnOverAChangeOfModel() throws IOException {
    // 4,999,990 and 30 minutes.
    usage(
        "usage.csv",
        HEADER + ",quantity",
        "a,main,in-app-call,2026-08-03T10:00:00Z,299999400",
        "b,main,in-app-call,2026-08-20T10:00:00Z,1800");
    JsonNode lines = invoice(Held.TARIFF, "2026-08").path("lines");
    List<String> service = new ArrayList<>();
    for (JsonNode line : lines) {
      if (line.path("charge").stringValue("").equals("voice-service")) {
        service.add(
            line.path("quantity").stringValue("")
                + " x "
                + line.path("unit_price").stringValue("")
                + " = "
                + line.path("amount").stringValue(""));
      }
    }
    // 90,000.33 together
    assertThat(service)
        .containsExactlyInAnyOrder(
            "4999990 x 0.018 = 89999.82", "10 x 0.015 = 0.15", "20 x 0.018 = 0.36");
  }

  @Test
  void twoSpellingsOfAValueAreOne() throws IOException {
    usage(
        "usage.csv",
        HEADER + ",quantity,sender",
        "a,main,chat-message,2024-05-02T10:00:00Z,100,özel",
        "b,main,chat-message,2024-05-02T10:00:00Z,7,ÖZEL");
    JsonNode invoice = invoice(Held.TARIFF, "2024-05");
    // 107 x 0.004
    assertThat(invoice.path("total_exact").stringValue("")).isEqualTo("0.428");
    assertThat(invoice.path("rejected").size()).isZero();
  }

  @Test
  void oneRecordInTwoTablesOfOtherColumnsIsOne() throws IOException {
    usage("usage-a.csv", HEADER, TASK);
    usage("usage-b.csv", HEADER + ",end_time", TASK + ",");
    assertThat(invoice(Real.tariff(), "2024-05").path("total_exact").stringValue(""))
        .isEqualTo("0.04");
  }

  @Test
  void oneRecordInTwoFormsIsOne() throws IOException {
    usage("usage.csv", HEADER, TASK);
    usage(
        "usage-retry.jsonl",
        "{\"record_id\":\"e1\",\"instance\":\"main\",\"usage_type\":\"task\","
            + "\"start_time\":\"2024-05-02T10:00:00Z\"}");
    assertThat(invoice(Real.tariff(), "2024-05").path("total_exact").stringValue(""))
        .isEqualTo("0.04");
  }

  @Test
  void aSmallQuantityIsSeenToMultiplyOut() throws IOException {
    usage("usage.csv", HEADER + ",quantity", "a,main,case,2024-05-02T10:00:00Z,0.00001");
    assertThat(rate(Real.tariff(), "2024-05").out())
        .containsPattern("0\\.00001 +case +0\\.12 +0\\.0000012");
  }

  @Test
  void aTestOfNumbersOnATextIsAFault() {
    assertThat(
            errors(
                tables ->
                    tables.change(
                        METERING,
                        "Metering",
                        "Usage type",
                        "web-call",
                        "Attribute",
                        "contact_id",
                        "Test",
                        "is at least",
                        "Value",
                        5)))
        .anyMatch(
            error ->
                error.matches(
                    "metering\\.xlsx:Metering!B\\d+: the column \\(contact_id\\) holds text, and is"
                        + " at least compares numbers; .*"));
  }

  @Test
  void anAmountOfTimedUsageIsNotThings() {
    assertThat(
            errors(
                tables ->
                    tables
                        .add(
                            "charges.xlsx",
                            "Units",
                            "Unit",
                            "call",
                            "Base unit",
                            "call",
                            "Base per unit",
                            1)
                        .add(
                            "charges.xlsx",
                            "Charges",
                            "Charge",
                            "campaign-call",
                            "Area",
                            "messaging",
                            "Name",
                            "Campaign call",
                            "Unit",
                            "call",
                            "Kind",
                            "usage")
                        .meter("voice-campaign", "campaign-call", "sum")
                        .add(PRICES, "Prices", "Charge", "campaign-call", "Unit price", 1)))
        .hasSize(1)
        .allMatch(
            error ->
                error.matches(
                    "metering\\.xlsx:Metering!\\w+: amount counts the seconds of this usage type,"
                        + " which row \\d+ measures by time, and the unit \\(call\\) counts things;"
                        + " .*"));
  }

  @Test
  void textThatChangesHowANumberReadsIsAFault() {
    Map<String, String> formats =
        Map.of(
            "case",
            "0.0\\%",
            "task",
            "0.0\"%\"",
            "chat-message",
            "0.0\"‰\"",
            "chat-guide-message",
            "0.0\" cents\"");
    assertThat(
            errors(
                tables ->
                    tables.edit(PRICES, book -> formats.forEach((c, f) -> format(book, c, f)))))
        .hasSameSizeAs(formats.keySet())
        .allMatch(
            error ->
                error.matches(
                    "prices\\.xlsx:Prices!J\\d+: the unit price \\(12\\) is shown with text that"
                        + " makes another number of it .*"));
  }

  private static void format(XSSFWorkbook book, String charge, String format) {
    CellStyle style = book.createCellStyle();
    style.setDataFormat(book.createDataFormat().getFormat(format));
    for (Row row : book.getSheet("Prices")) {
      if (row.getCell(0).toString().equals(charge)) {
        Cell price = row.getCell(9);
        price.setCellValue(12);
        price.setCellStyle(style);
        return;
      }
    }
    throw new IllegalArgumentException(charge);
  }

  @Test
  void aCopyBesideAWorkbookIsNamed() {
    Findings found =
        check(
            tables -> {
              try {
                Files.copy(Real.TABLES.resolve(PRICES), folder.resolve("prices - Copy.xlsx"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThat(found.lines())
        .anyMatch(line -> line.startsWith("prices - Copy.xlsx: warning: is not read"));
  }

  private List<String> errors(Consumer<EditedTables> change) {
    return check(change).errors().stream().map(Object::toString).toList();
  }

  private Findings check(Consumer<EditedTables> change) {
    try (EditedTables tables = EditedTables.copy(folder)) {
      change.accept(tables);
      return TablesReader.check(tables.save()).findings();
    }
  }
}
