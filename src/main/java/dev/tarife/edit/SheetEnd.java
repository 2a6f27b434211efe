package dev.tarife.edit;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTAutoFilter;

/** Adds rows under a table; each cell looks as the one above it. */
final class SheetEnd {
  /** Significant digits that a spreadsheet's number keeps. */
  private static final int DIGITS = 15;

  private final String file;
  private final Findings faults;
  private final Set<String> missing = new HashSet<>();
  private final XSSFSheet sheet;
  private final Map<String, Integer> columns = new HashMap<>();
  private final XSSFRow above;
  private int last;
  private XSSFRow row;

  /**
   * Finds a table's end.
   *
   * @param faults gets the columns that are missing
   * @throws FaultException if the workbook has no such sheet
   */
  SheetEnd(XSSFWorkbook book, String file, String name, Findings faults) {
    XSSFSheet found = book.getSheet(name);
    if (found == null || found.getRow(0) == null) {
      throw FaultException.of(
          Place.sheet(file, name), "the sheet is missing", "add the sheet with its headers");
    }
    this.file = file;
    this.faults = faults;
    this.sheet = found;
    found.getRow(0).forEach(cell -> columns.put(cell.toString(), cell.getColumnIndex()));
    last = found.getLastRowNum();
    while (last > 0 && isBlank(found.getRow(last))) {
      last--;
    }
    above = found.getRow(last);
    row = above;
  }

  private static boolean isBlank(@Nullable XSSFRow row) {
    if (row != null) {
      for (Cell cell : row) {
        if (cell.getCellType() != CellType.BLANK) {
          return false;
        }
      }
    }
    return true;
  }

  /** Begins the next row. */
  SheetEnd row() {
    last++;
    XSSFRow old = sheet.getRow(last);
    row = old == null ? sheet.createRow(last) : old;
    filterUpTo(last);
    return this;
  }

  /** A filter that ended with the table is extended to its new end. */
  private void filterUpTo(int end) {
    CTAutoFilter filter = sheet.getCTWorksheet().getAutoFilter();
    if (filter != null) {
      CellRangeAddress range = CellRangeAddress.valueOf(filter.getRef());
      if (range.getLastRow() == end - 1) {
        range.setLastRow(end);
        filter.setRef(range.formatAsString());
      }
    }
  }

  /** Writes a value; null: the cell stays empty. A column that is missing is reported once. */
  SheetEnd put(String column, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    Integer index = columns.get(column);
    if (index == null) {
      if (missing.add(column)) {
        faults.error(
            "header",
            new Place(file, sheet.getSheetName(), 1, -1),
            "the column " + column + " is missing",
            "add the column");
      }
      return this;
    }
    XSSFCell cell = row.createCell(index);
    XSSFCell model = above.getRowNum() == 0 ? null : above.getCell(index);
    if (model != null) {
      cell.setCellStyle(model.getCellStyle());
    }
    if (value instanceof LocalDate day) {
      cell.setCellValue(day);
      if (model == null || !DateUtil.isCellDateFormatted(cell)) {
        cell.setCellStyle(dated());
      }
    } else if (value instanceof BigDecimal number) {
      cell.setCellValue(kept(column, number));
    } else if (value instanceof Number number) {
      cell.setCellValue(number.doubleValue());
    } else {
      cell.setCellValue(value.toString());
    }
    return this;
  }

  /** Writes a decimal that the column may also hold as text: more digits than a number keeps. */
  SheetEnd exact(String column, BigDecimal value) {
    return put(column, value.precision() > DIGITS ? value.toPlainString() : value);
  }

  /** Writes an attribute, whose column is added where the sheet has none. */
  SheetEnd putNew(String column, String value) {
    columns.computeIfAbsent(
        column,
        name -> {
          XSSFRow headers = sheet.getRow(0);
          int index = headers.getLastCellNum();
          XSSFCell header = headers.createCell(index);
          header.setCellValue(name);
          header.setCellStyle(headers.getCell(index - 1).getCellStyle());
          return index;
        });
    return put(column, value);
  }

  private double kept(String column, BigDecimal number) {
    if (number.precision() > DIGITS) {
      throw FaultException.of(
          Place.sheet(file, sheet.getSheetName()),
          "the "
              + column
              + " ("
              + number.toPlainString()
              + ") has more digits than a number of a"
              + " spreadsheet keeps, which is "
              + DIGITS,
          "give usage with fewer digits");
    }
    return number.doubleValue();
  }

  private CellStyle dated() {
    XSSFWorkbook book = sheet.getWorkbook();
    CellStyle style = book.createCellStyle();
    style.setDataFormat(book.getCreationHelper().createDataFormat().getFormat("yyyy-mm-dd"));
    return style;
  }
}
