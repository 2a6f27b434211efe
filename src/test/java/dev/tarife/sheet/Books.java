package dev.tarife.sheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Makes small workbooks, sound and unsound ones. */
public final class Books {
  private static final String SHEET = "xl/worksheets/sheet1.xml";

  private Books() {}

  /** A workbook of sheets, each an array of rows of texts, numbers, dates, truth values. */
  public static byte[] of(Map<String, Object[][]> sheets) {
    return of(sheets, workbook -> {});
  }

  public static byte[] of(Map<String, Object[][]> sheets, Consumer<XSSFWorkbook> change) {
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      CellStyle date = workbook.createCellStyle();
      date.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd"));
      sheets.forEach((name, rows) -> fill(workbook.createSheet(name), rows, date));
      change.accept(workbook);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      workbook.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(XSSFSheet sheet, Object[][] rows, CellStyle date) {
    for (int i = 0; i < rows.length; i++) {
      XSSFRow row = sheet.createRow(i);
      for (int j = 0; j < rows[i].length; j++) {
        Object value = rows[i][j];
        if (value != null) {
          set(row.createCell(j), value, date);
        }
      }
    }
  }

  static void set(Cell cell, Object value, CellStyle date) {
    if (value instanceof LocalDate day) {
      cell.setCellValue(day);
      cell.setCellStyle(date);
    } else if (value instanceof Boolean truth) {
      cell.setCellValue(truth);
    } else if (value instanceof Number number) {
      cell.setCellValue(number.doubleValue());
    } else {
      cell.setCellValue(value.toString());
    }
  }

  /** A workbook of one sheet. */
  public static byte[] sheet(String name, Object[]... rows) {
    return of(Map.of(name, rows));
  }

  /** A workbook whose sheet has one cell with the XML given. */
  static byte[] cell(String xml) {
    return changed(
        sheet("S", new Object[] {1}),
        Map.of(
            SHEET,
            old ->
                old.replaceAll("<c r=\"A1\".*</c>", java.util.regex.Matcher.quoteReplacement(xml))),
        Map.of());
  }

  /** Rewrites parts of a workbook, and adds some. */
  public static byte[] changed(
      byte[] workbook, Map<String, UnaryOperator<String>> changes, Map<String, byte[]> more) {
    try {
      Map<String, byte[]> parts = new LinkedHashMap<>();
      try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(workbook))) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          byte[] bytes = in.readAllBytes();
          UnaryOperator<String> change = changes.get(entry.getName());
          parts.put(
              entry.getName(),
              change == null
                  ? bytes
                  : change
                      .apply(new String(bytes, StandardCharsets.UTF_8))
                      .getBytes(StandardCharsets.UTF_8));
        }
      }
      parts.putAll(more);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
          zip.putNextEntry(new ZipEntry(part.getKey()));
          zip.write(part.getValue());
        }
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }
}
