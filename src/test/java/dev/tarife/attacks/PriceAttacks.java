package dev.tarife.attacks;

import static dev.tarife.attacks.Attack.harmless;
import static dev.tarife.attacks.Attack.refused;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** What would be priced wrongly without a word. */
final class PriceAttacks {
  private static final String AREA = "Tables that would price wrongly";
  private static final String BOOK = "prices.xlsx";
  private static final String SHEET = "Prices";

  /** The unit price of the voice service. */
  private static final String PRICE = "J2";

  private static final int COLUMN = 9;

  static final List<Attack> ALL =
      List.of(
          harmless(
              AREA,
              "a blank row in the middle",
              scene -> onSheet(scene, sheet -> sheet.shiftRows(3, sheet.getLastRowNum(), 1))),
          price("an empty price", cell -> cell.setBlank()),
          price("a price with a space alone", cell -> cell.setCellValue(" ")),
          price("a formula", cell -> cell.setCellFormula("0.009*2")),
          price("a formula of another sheet", cell -> cell.setCellFormula("Lists!A2")),
          price("WEBSERVICE", cell -> cell.setCellFormula("WEBSERVICE(\"http://localhost/p\")")),
          price("a formula that fails", cell -> cell.setCellFormula("1/0")),
          refused(AREA, "a number that a formula left (0.1+0.2)", xml("0.30000000000000004")),
          price("a percent format", cell -> format(cell, "0.0%")),
          price("a percent sign as text of the format", cell -> format(cell, "0.0\\%")),
          price("a unit as text of the format", cell -> format(cell, "0\" cents\"")),
          price(
              "a price too small for 12 decimals",
              cell -> cell.setCellValue(Double.parseDouble("7.6234102728E-8"))),
          harmless(
              AREA,
              "a currency format that shows 0.02 for 0.018",
              scene -> onCell(scene, cell -> format(cell, "0.00 \"USD\""))),
          price("a date format", cell -> format(cell, "yyyy-mm-dd")),
          price("comma decimals, as a German or Turkish Excel has them", "0,018"),
          price("a price with its currency", "0.018 USD"),
          price("a price after a space that does not break", "\u00A00.018"),
          price("a price between typographic quotes", "\u201C0.018\u201D"),
          price("digits of another script", "\u0660.\u0660\u0661\u0668"),
          price("a price as text", "0.018"),
          price("a negative price", cell -> cell.setCellValue(-0.018)),
          price("NaN", "NaN"),
          price("infinity", "Infinity"),
          refused(AREA, "infinity as a number", xml("1E999")),
          refused(AREA, "1E308", xml("1E308")),
          refused(AREA, "a price of 400 digits", xml("1".repeat(400))),
          refused(AREA, "NaN as a number", xml("NaN")),
          price("a truth value", cell -> cell.setCellValue(true)),
          refused(
              AREA,
              "merged cells",
              scene ->
                  onSheet(scene, sheet -> sheet.addMergedRegion(new CellRangeAddress(1, 2, 9, 9)))),
          refused(
              AREA,
              "a hidden row",
              scene -> onSheet(scene, sheet -> sheet.getRow(1).setZeroHeight(true))),
          refused(
              AREA,
              "a hidden column",
              scene -> onSheet(scene, sheet -> sheet.setColumnHidden(COLUMN, true))),
          refused(
              AREA,
              "a hidden sheet",
              scene ->
                  scene.book(
                      "allowances.xlsx",
                      book -> book.setSheetHidden(book.getSheetIndex("Allowances"), true))),
          refused(
              AREA,
              "a very hidden sheet of one's own",
              scene ->
                  scene.book(
                      BOOK,
                      book -> {
                        book.createSheet("Old").createRow(0).createCell(0).setCellValue("x");
                        book.setSheetVisibility(
                            book.getSheetIndex("Old"),
                            org.apache.poi.ss.usermodel.SheetVisibility.VERY_HIDDEN);
                      })),
          refused(
              AREA,
              "a second table below",
              scene ->
                  onSheet(
                      scene,
                      sheet -> {
                        XSSFRow row = sheet.createRow(sheet.getLastRowNum() + 3);
                        row.createCell(0).setCellValue("Charge");
                        row.createCell(9).setCellValue("Unit price");
                      })),
          refused(
              AREA,
              "a second table beside",
              scene -> onSheet(scene, sheet -> sheet.getRow(4).createCell(20).setCellValue(0.5))),
          row("a date as text", "Charge", "case", "Effective from", "2024-05-01"),
          refused(
              AREA,
              "a date before 1900",
              scene ->
                  scene.edit(
                      tables ->
                          tables
                              .change(
                                  BOOK,
                                  SHEET,
                                  "Charge",
                                  "case",
                                  "Effective from",
                                  LocalDate.of(1900, 1, 2))
                              .edit(
                                  BOOK,
                                  book ->
                                      Objects.requireNonNull(
                                              find(book.getSheet(SHEET), "case").getCell(13))
                                          .setCellValue(-5.0)))),
          row(
              "a day that Excel's calendar has twice",
              "Charge",
              "case",
              "Effective from",
              LocalDate.of(1900, 2, 1)),
          harmless(
              AREA,
              "the calendar of 1904, as Excel for Macintosh had it",
              scene ->
                  scene.book(
                      BOOK,
                      book -> {
                        book.getCTWorkbook().addNewWorkbookPr().setDate1904(true);
                        CellStyle date = book.createCellStyle();
                        date.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
                        // 42,123 days after 1904-01-01: 2019-04-30.
                        XSSFCell from = find(book.getSheet(SHEET), "case").createCell(13);
                        from.setCellValue(42_123);
                        from.setCellStyle(date);
                      })),
          row("a date that has a time", "Charge", "case", "Effective from", 45_413.5),
          refused(
              AREA,
              "a price that ends before it begins",
              scene ->
                  scene.change(
                      BOOK,
                      SHEET,
                      "Charge",
                      "case",
                      "Effective from",
                      LocalDate.of(2024, 6, 1),
                      "Effective to",
                      LocalDate.of(2024, 5, 1))),
          refused(
              AREA,
              "a hole between the dates of two prices",
              scene ->
                  scene
                      .edit(
                          tables ->
                              tables
                                  .change(
                                      BOOK,
                                      SHEET,
                                      "Charge",
                                      "case",
                                      "Effective to",
                                      LocalDate.of(2024, 5, 1))
                                  .add(
                                      BOOK,
                                      SHEET,
                                      "Charge",
                                      "case",
                                      "Unit price",
                                      0.13,
                                      "Effective from",
                                      LocalDate.of(2024, 5, 3)))
                      .more(
                          "usage-more.csv",
                          "record_id,instance,usage_type,start_time\nx,main,case,2024-05-02T09:00:00Z\n")),
          tier("a gap between tiers", 5_000_001, ""),
          tier("tiers that overlap", 4_000_000, ""),
          tier("a fraction between tiers", 5_000_000.5, ""),
          refused(
              AREA,
              "tiers in another order",
              scene ->
                  scene.edit(
                      tables ->
                          tables
                              .change(
                                  BOOK,
                                  SHEET,
                                  "Charge",
                                  "speech-analytics",
                                  "Tier from",
                                  5_000_000,
                                  "Tier to",
                                  "",
                                  "Unit price",
                                  0.0125)
                              .edit(
                                  BOOK,
                                  book -> {
                                    XSSFRow second = second(book.getSheet(SHEET));
                                    second.createCell(7).setCellValue(0);
                                    second.createCell(8).setCellValue(5_000_000);
                                    second.createCell(9).setCellValue(0.015);
                                  }))),
          add("two prices of one thing", "Charge", "case", "Unit price", 0.13),
          add("an unknown charge", "Charge", "voice-servis", "Unit price", 1),
          add("an unknown Region", "Charge", "case", "Region", "us-west-9", "Unit price", 1),
          add("an unknown country", "Charge", "case", "Country", "UK", "Unit price", 1),
          add("an unknown number type", "Charge", "case", "Number type", "DID", "Unit price", 1),
          refused(
              AREA,
              "an unknown unit",
              scene ->
                  scene.change("charges.xlsx", "Charges", "Charge", "case", "Unit", "minutes")),
          refused(
              AREA,
              "a charge without a price",
              scene ->
                  scene.edit(
                      tables ->
                          tables.edit(
                              BOOK,
                              book -> {
                                XSSFSheet sheet = book.getSheet(SHEET);
                                sheet.removeRow(find(sheet, "case"));
                              }))),
          refused(
              AREA,
              "a telephony price that stands twice",
              scene ->
                  scene.add(
                      "telephony.xlsx",
                      "Inbound",
                      "Region",
                      "us-west-2",
                      "Country",
                      "US",
                      "Number type",
                      "did",
                      "Unit price",
                      0.003)));

  private PriceAttacks() {}

  private static Scene onSheet(Scene scene, Consumer<XSSFSheet> change) {
    return scene.sheet(BOOK, SHEET, change);
  }

  private static Scene onCell(Scene scene, Consumer<XSSFCell> change) {
    return onSheet(scene, sheet -> change.accept(sheet.getRow(1).getCell(COLUMN)));
  }

  private static Attack price(String tried, Consumer<XSSFCell> change) {
    return refused(AREA, tried, scene -> onCell(scene, change));
  }

  private static Attack price(String tried, String text) {
    return price(tried, cell -> cell.setCellValue(text));
  }

  private static Attack.Prepare xml(String number) {
    return scene -> scene.cell(PRICE, "<c r=\"" + PRICE + "\"><v>" + number + "</v></c>");
  }

  private static Attack row(String tried, String header, String value, Object... cells) {
    return refused(AREA, tried, scene -> scene.change(BOOK, SHEET, header, value, cells));
  }

  private static Attack add(String tried, Object... cells) {
    return refused(AREA, tried, scene -> scene.add(BOOK, SHEET, cells));
  }

  private static Attack tier(String tried, double from, String to) {
    return refused(
        AREA,
        tried,
        scene ->
            onSheet(
                scene,
                sheet -> {
                  second(sheet).createCell(7).setCellValue(from);
                  if (!to.isEmpty()) {
                    second(sheet).createCell(8).setCellValue(to);
                  }
                }));
  }

  /** The second tier of speech analytics. */
  private static XSSFRow second(XSSFSheet sheet) {
    return sheet.getRow(find(sheet, "speech-analytics").getRowNum() + 1);
  }

  private static XSSFRow find(XSSFSheet sheet, String charge) {
    for (int i = 1; i <= sheet.getLastRowNum(); i++) {
      XSSFRow row = sheet.getRow(i);
      if (row != null && row.getCell(0).getStringCellValue().equals(charge)) {
        return row;
      }
    }
    throw new IllegalArgumentException("No row is of " + charge);
  }

  private static void format(XSSFCell cell, String format) {
    CellStyle style = cell.getSheet().getWorkbook().createCellStyle();
    style.setDataFormat(cell.getSheet().getWorkbook().createDataFormat().getFormat(format));
    cell.setCellStyle(style);
  }
}
