package dev.tarife.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A workbook that somebody opened, edited or not, and saved. */
final class Edited {
  private Edited() {}

  /** With another number in a cell. */
  static byte[] cell(byte[] workbook, String sheet, int row, int column, double value) {
    return changed(
        workbook, book -> book.getSheet(sheet).getRow(row).getCell(column).setCellValue(value));
  }

  /** With the same cells, in other formats, and wider columns. */
  static byte[] saved(byte[] workbook) {
    return changed(
        workbook,
        book -> {
          CellStyle price = book.createCellStyle();
          price.setDataFormat(book.createDataFormat().getFormat("0.00 \"USD\""));
          book.forEach(
              sheet -> {
                sheet.setColumnWidth(0, 9000);
                sheet.forEach(
                    row ->
                        row.forEach(
                            cell -> {
                              if (cell.getCellType() == CellType.NUMERIC) {
                                cell.setCellStyle(price);
                              }
                            }));
              });
        });
  }

  private static byte[] changed(byte[] workbook, Consumer<XSSFWorkbook> change) {
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
      change.accept(book);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
