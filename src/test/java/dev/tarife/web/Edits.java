package dev.tarife.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Copies of the shipped workbooks, as somebody edits them. */
final class Edits {
  private static final Path TABLES = Path.of("decision-tables");

  private Edits() {}

  /** With a comma where a point must be, and a charge that is none. */
  static Path faulty(Path folder) {
    return edited(
        "prices.xlsx",
        folder,
        book -> {
          cell(book, "Prices", "J3").setCellValue("0,025");
          cell(book, "Prices", "A4").setCellValue("voice-servis");
        });
  }

  /** With another price of the voice service from a day on. */
  static Path dearer(Path folder, LocalDate from, double price) {
    return edited(
        "prices.xlsx",
        folder,
        book -> {
          Sheet prices = book.getSheet("Prices");
          Row like = prices.getRow(1);
          Row row = prices.createRow(prices.getLastRowNum() + 1);
          for (Cell cell : like) {
            Cell copy = row.createCell(cell.getColumnIndex());
            copy.setCellStyle(cell.getCellStyle());
          }
          row.getCell(0).setCellValue(like.getCell(0).getStringCellValue());
          row.getCell(5).setCellValue(like.getCell(5).getStringCellValue());
          row.getCell(9).setCellValue(price);
          CellStyle day = book.createCellStyle();
          day.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
          Cell start = row.createCell(13);
          start.setCellValue(from);
          start.setCellStyle(day);
          row.createCell(15).setCellValue("the new contract");
        });
  }

  /** With texts that would be markup if they were not shown as texts. */
  static Path hostile(Path folder, String text) {
    return edited(
        "prices.xlsx",
        folder,
        book -> {
          cell(book, "Prices", "A4").setCellValue(text);
          cell(book, "Prices", "J3").setCellValue(text);
          book.createSheet("<b>bold<b>").createRow(0).createCell(0).setCellValue(text);
        });
  }

  private static Cell cell(XSSFWorkbook book, String sheet, String address) {
    CellReference at = new CellReference(address);
    return Objects.requireNonNull(book.getSheet(sheet).getRow(at.getRow()).getCell(at.getCol()));
  }

  private static Path edited(String workbook, Path folder, Consumer<XSSFWorkbook> edit) {
    Path copy = folder.resolve(workbook);
    try (InputStream in = Files.newInputStream(TABLES.resolve(workbook));
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      edit.accept(book);
      try (OutputStream out = Files.newOutputStream(copy)) {
        book.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }
}
