package dev.tarife.acceptance;

import dev.tarife.rating.Tariff;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A copy of the shipped workbooks, edited as finance edits them: cells by their header, and rows.
 *
 * <p>The scenarios are left out, since other prices are meant to give other invoices.
 */
public final class EditedTables implements AutoCloseable {
  /** A copy of nothing, before there is one. */
  static final EditedTables NONE = new EditedTables(Path.of(""));

  private final Path folder;
  private final Map<String, XSSFWorkbook> open = new TreeMap<>();

  private EditedTables(Path folder) {
    this.folder = folder;
  }

  /** Copies the shipped workbooks into a folder. */
  public static EditedTables copy(Path folder) {
    return copy(Real.TABLES, folder);
  }

  /** Copies workbooks from one folder into another. */
  static EditedTables copy(Path from, Path folder) {
    try {
      for (String workbook : TablesReader.ALL) {
        if (!workbook.equals(TablesReader.SCENARIOS)) {
          Files.copy(from.resolve(workbook), folder.resolve(workbook));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EditedTables(folder);
  }

  /** Adds a row below the last one: header, value, header, value ... */
  public EditedTables add(String workbook, String sheet, Object... cells) {
    Sheet table = sheet(workbook, sheet);
    fill(table, table.createRow(table.getLastRowNum() + 1), cells);
    return this;
  }

  /** Adds a row that measures the amount of usage, counted in some way, for a charge. */
  public EditedTables meter(String usageType, String charge, String counting, Object... more) {
    List<Object> cells =
        new ArrayList<>(
            List.of(
                "Usage type",
                usageType,
                "Charge",
                charge,
                "Measure",
                "amount",
                "Counting",
                counting));
    cells.addAll(List.of(more));
    return add("metering.xlsx", "Metering", cells.toArray());
  }

  /** Inserts a row above all others. */
  public EditedTables addFirst(String workbook, String sheet, Object... cells) {
    Sheet table = sheet(workbook, sheet);
    table.shiftRows(1, table.getLastRowNum(), 1);
    fill(table, table.createRow(1), cells);
    return this;
  }

  /** Changes cells of the first row whose cell under a header has a value. */
  public EditedTables change(
      String workbook, String sheet, String header, String value, Object... cells) {
    Sheet table = sheet(workbook, sheet);
    fill(table, row(table, header, value), cells);
    return this;
  }

  /** Adds columns after the last one of a sheet. */
  public EditedTables addColumns(String workbook, String sheet, String... headers) {
    Row header = sheet(workbook, sheet).getRow(0);
    for (String name : headers) {
      header.createCell(header.getLastCellNum()).setCellValue(name);
    }
    return this;
  }

  /** Changes a workbook in another way. */
  public EditedTables edit(String workbook, Consumer<XSSFWorkbook> change) {
    change.accept(book(workbook));
    return this;
  }

  /** Writes the copy and compiles it. */
  Tariff load() {
    return Tariff.load(save());
  }

  /** Writes the copy. */
  public Path save() {
    open.forEach(
        (name, workbook) -> {
          try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            workbook.write(out);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return folder;
  }

  @Override
  public void close() {
    open.values()
        .forEach(
            workbook -> {
              try {
                workbook.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Sheet sheet(String workbook, String sheet) {
    Sheet found = book(workbook).getSheet(sheet);
    if (found == null) {
      throw new IllegalArgumentException(workbook + " has no sheet " + sheet);
    }
    return found;
  }

  private XSSFWorkbook book(String workbook) {
    return open.computeIfAbsent(
        workbook,
        name -> {
          try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            return new XSSFWorkbook(in);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Row row(Sheet sheet, String header, String value) {
    int column = column(sheet, header);
    for (int i = 1; i <= sheet.getLastRowNum(); i++) {
      Row row = sheet.getRow(i);
      Cell cell = row == null ? null : row.getCell(column);
      if (cell != null
          && cell.getCellType() == CellType.STRING
          && cell.getStringCellValue().equals(value)) {
        return row;
      }
    }
    throw new IllegalArgumentException(
        sheet.getSheetName() + " has no row whose " + header + " is " + value);
  }

  private static int column(Sheet sheet, String header) {
    Map<String, Integer> columns = new HashMap<>();
    sheet.getRow(0).forEach(cell -> columns.put(cell.getStringCellValue(), cell.getColumnIndex()));
    Integer column = columns.get(header);
    if (column == null) {
      throw new IllegalArgumentException(sheet.getSheetName() + " has no column " + header);
    }
    return column;
  }

  private static void fill(Sheet sheet, Row row, Object... cells) {
    for (int i = 0; i < cells.length; i += 2) {
      int column = column(sheet, cells[i].toString());
      Object value = cells[i + 1];
      if (value.equals("")) {
        row.createCell(column, CellType.BLANK);
      } else if (value instanceof LocalDate day) {
        CellStyle style = sheet.getWorkbook().createCellStyle();
        style.setDataFormat(
            sheet.getWorkbook().getCreationHelper().createDataFormat().getFormat("yyyy-mm-dd"));
        row.createCell(column).setCellValue(day);
        row.getCell(column).setCellStyle(style);
      } else if (value instanceof Number number) {
        row.createCell(column, CellType.NUMERIC).setCellValue(number.doubleValue());
      } else {
        row.createCell(column, CellType.STRING).setCellValue(value.toString());
      }
    }
  }
}
