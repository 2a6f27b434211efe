import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes prices.xlsx and allowances.xlsx with Apache POI 5.5.1 (a whole workbook that it read, and
 * a streamed new one) and fastexcel 0.18.4. Needs poi-ooxml, fastexcel and opczip: {@code java -cp
 * ... Java.java}.
 */
public final class Java {
  public static void main(String[] args) throws IOException {
    for (String name : new String[] {"prices.xlsx", "allowances.xlsx"}) {
      try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(Path.of("original", name)))) {
        poi(book, target("poi", name));
        streamed(book, target("poi-streamed", name));
        fastexcel(book, target("fastexcel", name));
      }
    }
  }

  private static Path target(String folder, String name) throws IOException {
    return Files.createDirectories(Path.of(folder)).resolve(name);
  }

  private static void poi(XSSFWorkbook book, Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      book.write(out);
    }
  }

  private static void streamed(XSSFWorkbook book, Path target) throws IOException {
    try (SXSSFWorkbook copy = new SXSSFWorkbook();
        OutputStream out = Files.newOutputStream(target)) {
      for (Sheet sheet : book) {
        Sheet written = copy.createSheet(sheet.getSheetName());
        for (Row row : sheet) {
          Row to = written.createRow(row.getRowNum());
          for (Cell cell : row) {
            Cell there = to.createCell(cell.getColumnIndex());
            switch (cell.getCellType()) {
              case STRING -> there.setCellValue(cell.getStringCellValue());
              case BOOLEAN -> there.setCellValue(cell.getBooleanCellValue());
              case NUMERIC -> {
                there.setCellValue(cell.getNumericCellValue());
                if (DateUtil.isCellDateFormatted(cell)) {
                  var style = copy.createCellStyle();
                  style.setDataFormat(copy.createDataFormat().getFormat("yyyy-mm-dd"));
                  there.setCellStyle(style);
                }
              }
              default -> {}
            }
          }
        }
      }
      copy.write(out);
    }
  }

  private static void fastexcel(XSSFWorkbook book, Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target);
        Workbook copy = new Workbook(out, "Test", "1.0")) {
      for (Sheet sheet : book) {
        Worksheet written = copy.newWorksheet(sheet.getSheetName());
        for (Row row : sheet) {
          for (Cell cell : row) {
            int r = row.getRowNum();
            int c = cell.getColumnIndex();
            switch (cell.getCellType()) {
              case STRING -> written.value(r, c, cell.getStringCellValue());
              case BOOLEAN -> written.value(r, c, cell.getBooleanCellValue());
              case NUMERIC -> {
                if (DateUtil.isCellDateFormatted(cell)) {
                  written.value(r, c, cell.getLocalDateTimeCellValue().toLocalDate());
                  written.style(r, c).format("yyyy-mm-dd").set();
                } else {
                  written.value(r, c, cell.getNumericCellValue());
                }
              }
              default -> {}
            }
          }
        }
      }
    }
  }
}
