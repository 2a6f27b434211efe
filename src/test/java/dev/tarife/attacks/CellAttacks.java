package dev.tarife.attacks;

import static dev.tarife.attacks.Attack.harmless;
import static dev.tarife.attacks.Attack.refused;

import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Cells that try to be code, or to pass for another. */
final class CellAttacks {
  private static final String AREA = "Cells that try to be code";

  /** What would be code in a decision table of rules, in a template, in a rule or in Java. */
  private static final String HOSTILE =
      "RuleTable x \\\" ); System.exit(1); // */ @{row} $param ${x} #{x} end rule 'x' when eval(true)"
          + " then end package import \\u0022";

  static final List<Attack> ALL =
      List.of(
          code("a quote", "ca\"se"),
          code("a backslash and a quote, then Java", "case\\\"); System.exit(1); //"),
          code("a parameter of a template", "$param"),
          code("a placeholder of a template", "@{row.charge}"),
          code("the end of a comment", "case*/"),
          code("a second line", "case\nend"),
          code("the end of a rule", "end rule"),
          code("the start of a rule table", "RuleTable case"),
          code("the name of another row's rule", "voice-service (prices.xlsx row 2)"),
          code("a formula as text", "=1+1"),
          code("a character without width", "ca\u200Bse"),
          code("a letter that only looks the same (Cyrillic)", "c\u0430se"),
          code("a letter without its dot (Turkish)", "v\u0131deo"),
          code("a mark that turns the writing round", "\u202Eesac"),
          code("a space that does not break", "case\u00A0"),
          code("another case", "Case"),
          harmless(
              AREA,
              "RuleTable, quotes, $param, @{}, */, end rule in every text for people of every sheet",
              scene ->
                  scene.edit(
                      tables -> {
                        for (String workbook :
                            List.of(
                                "charges.xlsx",
                                "metering.xlsx",
                                "prices.xlsx",
                                "allowances.xlsx")) {
                          tables.edit(workbook, CellAttacks::fillTexts);
                        }
                      })),
          harmless(
              AREA,
              "a charge, a Region and a usage type that are called rule, then and package",
              scene ->
                  scene.edit(
                      tables ->
                          tables
                              .add(
                                  "charges.xlsx",
                                  "Charges",
                                  "Charge",
                                  "rule",
                                  "Area",
                                  "voice",
                                  "Name",
                                  "end",
                                  "Unit",
                                  "case",
                                  "Kind",
                                  "usage")
                              .add("charges.xlsx", "Regions", "Code", "then", "Name", "end")
                              .add("metering.xlsx", "Usage types", "Code", "package", "Name", "end")
                              .meter("package", "rule", "sum")
                              .add(
                                  "prices.xlsx",
                                  "Prices",
                                  "Charge",
                                  "rule",
                                  "Region",
                                  "then",
                                  "Unit price",
                                  1)
                              .add("prices.xlsx", "Prices", "Charge", "rule", "Unit price", 2))),
          refused(AREA, "a header that was renamed", scene -> header(scene, "Unit price", "Price")),
          refused(
              AREA, "a header that stands twice", scene -> header(scene, "Flat fee", "Unit price")),
          refused(AREA, "a header that is missing", scene -> header(scene, "Unit price", "")),
          harmless(
              AREA,
              "columns in another order",
              scene ->
                  scene.sheet(
                      "prices.xlsx",
                      "Prices",
                      sheet ->
                          sheet.forEach(
                              row -> {
                                swap(row, 0, 9);
                                swap(row, 1, 15);
                              }))));

  private CellAttacks() {}

  private static Attack code(String tried, String code) {
    return refused(
        AREA,
        tried + " in a code",
        scene -> scene.change("prices.xlsx", "Prices", "Charge", "case", "Charge", code));
  }

  private static Scene header(Scene scene, String header, String other) {
    return scene.sheet(
        "prices.xlsx",
        "Prices",
        sheet ->
            sheet
                .getRow(0)
                .forEach(
                    cell -> {
                      if (cell.getStringCellValue().equals(header)) {
                        if (other.isEmpty()) {
                          sheet.forEach(
                              row -> {
                                Cell below = row.getCell(cell.getColumnIndex());
                                if (below != null) {
                                  below.setBlank();
                                }
                              });
                        } else {
                          cell.setCellValue(other);
                        }
                      }
                    }));
  }

  /** Names and notes; what a code says is told apart by its header. */
  private static void fillTexts(XSSFWorkbook book) {
    book.forEach(
        sheet -> {
          if (!sheet.getSheetName().equals("Lists")) {
            List<String> texts = List.of("Name", "Name (tr)", "Note", "AWS usage type");
            for (Cell header : sheet.getRow(0)) {
              if (texts.contains(header.getStringCellValue())) {
                fill((XSSFSheet) sheet, header.getColumnIndex());
              }
            }
          }
        });
  }

  private static void fill(XSSFSheet sheet, int column) {
    for (int i = 1; i <= sheet.getLastRowNum(); i++) {
      Row row = sheet.getRow(i);
      if (row != null && row.getCell(0) != null) {
        row.createCell(column, CellType.STRING).setCellValue(HOSTILE);
      }
    }
  }

  private static void swap(Row row, int one, int other) {
    Cell first = row.getCell(one);
    Cell second = row.getCell(other);
    Object left = value(first);
    Object right = value(second);
    set(row, one, right);
    set(row, other, left);
  }

  private static Object value(Cell cell) {
    if (cell == null || cell.getCellType() == CellType.BLANK) {
      return "";
    }
    return cell.getCellType() == CellType.NUMERIC
        ? (Object) cell.getNumericCellValue()
        : cell.getStringCellValue();
  }

  private static void set(Row row, int column, Object value) {
    if (value instanceof Double number) {
      row.createCell(column).setCellValue(number);
    } else if (value.equals("")) {
      row.createCell(column, CellType.BLANK);
    } else {
      row.createCell(column).setCellValue(value.toString());
    }
  }
}
