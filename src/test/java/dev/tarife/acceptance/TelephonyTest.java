package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.UsageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of the telephony tables, read by another library than the engine's, priced end to end. */
@DisplayName("VO-11, VO-12, VO-14, VO-17, SB-02: telephony is priced by its row")
class TelephonyTest {
  private static final long SEED = 20240506;
  private static final int ROWS = 50;

  /**
   * A row of the tables, and how much of it is used.
   *
   * @param units minutes or days
   */
  record Drawn(
      String sheet,
      int row,
      String region,
      String country,
      String numberType,
      BigDecimal price,
      int units) {
    @Override
    public String toString() {
      return sheet + "!" + row + " " + region + " " + country + " " + numberType;
    }
  }

  static List<Drawn> drawn() throws IOException {
    List<Drawn> rows = new ArrayList<>();
    Random random = new Random(SEED);
    try (InputStream in = Files.newInputStream(Real.TABLES.resolve("telephony.xlsx"));
        Workbook book = new XSSFWorkbook(in)) {
      for (String sheet : List.of("Numbers", "Inbound", "Outbound", "Bridging")) {
        rows.addAll(rows(book.getSheet(sheet), random));
      }
    }
    Collections.shuffle(rows, random);
    Map<String, Integer> left =
        new HashMap<>(Map.of("Numbers", 15, "Inbound", 15, "Outbound", 15, "Bridging", 5));
    List<Drawn> drawn =
        rows.stream().filter(row -> left.merge(row.sheet(), -1, Integer::sum) >= 0).toList();
    assertThat(drawn).hasSize(ROWS);
    return drawn;
  }

  private static List<Drawn> rows(Sheet sheet, Random random) {
    Map<String, Integer> columns = new HashMap<>();
    sheet.getRow(0).forEach(cell -> columns.put(cell.getStringCellValue(), cell.getColumnIndex()));
    List<Drawn> rows = new ArrayList<>();
    for (int i = 1; i <= sheet.getLastRowNum(); i++) {
      Row row = sheet.getRow(i);
      boolean upperTier = number(row, columns.get("Tier from")).signum() > 0;
      boolean dated =
          !text(row, columns.get("Effective from")).isEmpty()
              || !text(row, columns.get("Effective to")).isEmpty();
      if (!upperTier && !dated) {
        rows.add(
            new Drawn(
                sheet.getSheetName(),
                i + 1,
                text(row, columns.get("Region")),
                text(row, columns.get("Country")),
                text(row, columns.get("Number type")),
                number(row, columns.get("Unit price")),
                2 + random.nextInt(20)));
      }
    }
    return rows;
  }

  private static String text(Row row, int column) {
    Cell cell = row.getCell(column);
    if (cell == null || cell.getCellType() == CellType.BLANK) {
      return "";
    }
    return cell.getCellType() == CellType.NUMERIC
        ? String.valueOf(cell.getNumericCellValue())
        : cell.getStringCellValue();
  }

  private static BigDecimal number(Row row, int column) {
    String text = text(row, column);
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  @ParameterizedTest
  @MethodSource("drawn")
  void aRowPricesItsUsage(Drawn row) {
    Map<String, UsageRecord> byCharge = usage(row);
    for (Map.Entry<String, UsageRecord> used : byCharge.entrySet()) {
      Invoice invoice =
          Real.tariff().rate(Real.account(row.region()), Real.MAY, List.of(used.getValue()));
      assertThat(invoice.rejected()).isEmpty();
      List<LineItem> lines =
          invoice.lines().stream()
              .filter(line -> !line.charge().equals("voice-service"))
              .collect(Collectors.toList());
      assertThat(lines).hasSize(1);
      LineItem line = lines.get(0);
      assertThat(line.charge()).isEqualTo(used.getKey());
      assertThat(line.quantity().value()).isEqualByComparingTo(BigDecimal.valueOf(row.units()));
      assertThat(line.unitPrice().value()).isEqualByComparingTo(row.price());
      assertThat(line.amount().value())
          .isEqualByComparingTo(
              row.price()
                  .multiply(BigDecimal.valueOf(row.units()))
                  .setScale(10, RoundingMode.HALF_UP));
      assertThat(line.sources())
          .anySatisfy(
              source -> {
                assertThat(source.origin().workbook()).isEqualTo("telephony.xlsx");
                assertThat(source.origin().sheet()).isEqualTo(row.sheet());
                assertThat(source.origin().row()).isEqualTo(row.row());
              });
    }
  }

  /** Records that the row prices, by the charge they come to. */
  private static Map<String, UsageRecord> usage(Drawn row) {
    String start = "2024-05-02T09:00:00Z";
    int seconds = 60 * row.units();
    String country = row.country();
    return switch (row.sheet()) {
      case "Numbers" ->
          Map.of(
              "phone-number",
              record(Real.record("a", "phone-number", start), country, row.numberType())
                  // Touches so many days: the last one is touched by its first second.
                  .endTime(
                      Instant.parse("2024-05-02T00:00:01Z").plusSeconds(86400L * (row.units() - 1)))
                  .build());
      case "Inbound" ->
          Map.of(
              "telephony-inbound",
              record(Real.record("a", "voice-inbound", start), country, row.numberType())
                  .quantity(seconds)
                  .build());
      case "Outbound" ->
          Map.of(
              "telephony-outbound",
              record(Real.record("a", "voice-outbound", start), country, "did")
                  .quantity(seconds)
                  .build());
      default ->
          Map.of(
              "shared-bridging-inbound",
              record(Real.record("a", "voice-inbound", start), country, "third-party-did")
                  .quantity(seconds)
                  .build(),
              "shared-bridging-outbound",
              record(Real.record("a", "voice-outbound", start), country, "third-party-toll-free")
                  .numberCountry(country)
                  .quantity(seconds)
                  .build());
    };
  }

  private static UsageRecord.Builder record(
      UsageRecord.Builder record, String country, String numberType) {
    return record.country(country.isEmpty() ? null : country).numberType(numberType);
  }
}
