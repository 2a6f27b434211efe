package dev.tarife.edit;

import dev.tarife.model.Finding;
import dev.tarife.model.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Copies of workbooks in which each wrong cell is coloured and says in a comment what is wrong and
 * how to fix it. No value is changed. A finding that names no cell stands at the beginning of its
 * row, its sheet or its workbook.
 */
public final class Annotations {
  private static final byte[] ERROR = {(byte) 0xFF, (byte) 0xA8, (byte) 0xA0};
  private static final byte[] WARNING = {(byte) 0xFF, (byte) 0xE0, (byte) 0x82};
  private static final String AUTHOR = "tarife check";

  /** Cells that a comment covers when it is shown. */
  private static final int COMMENT_COLUMNS = 5;

  private static final int COMMENT_ROWS = 6;

  private final XSSFWorkbook book;
  private final Map<List<Object>, XSSFCellStyle> styles = new HashMap<>();

  private Annotations(XSSFWorkbook book) {
    this.book = book;
  }

  /**
   * Annotates workbooks.
   *
   * @param workbooks the bytes of each, by file name
   * @param findings what a check of them found
   * @return a copy of each; one without findings is as it was
   * @throws dev.tarife.model.FaultException if the strict reader refuses one of them as a whole
   */
  public static SortedMap<String, byte[]> of(
      Map<String, byte[]> workbooks, Collection<Finding> findings) {
    SortedMap<String, byte[]> annotated = new TreeMap<>();
    workbooks.forEach(
        (name, bytes) -> {
          List<Finding> own = findings.stream().filter(f -> f.place().file().equals(name)).toList();
          annotated.put(
              name,
              own.isEmpty()
                  ? bytes
                  : EditedBook.of(name, bytes, book -> new Annotations(book).annotate(own)));
        });
    return annotated;
  }

  private void annotate(List<Finding> findings) {
    Map<XSSFCell, List<Finding>> byCell = new HashMap<>();
    List<XSSFCell> cells = new ArrayList<>();
    for (Finding finding : findings) {
      XSSFCell cell = cell(finding.place());
      byCell
          .computeIfAbsent(
              cell,
              key -> {
                cells.add(key);
                return new ArrayList<>();
              })
          .add(finding);
    }
    for (XSSFCell cell : cells) {
      annotate(cell, byCell.getOrDefault(cell, List.of()));
    }
  }

  private XSSFCell cell(Place place) {
    XSSFSheet sheet = place.sheet() == null ? null : book.getSheet(place.sheet());
    if (sheet == null) {
      sheet = book.getSheetAt(0);
    }
    int number = Math.max(place.row(), 1) - 1;
    XSSFRow row = sheet.getRow(number);
    if (row == null) {
      row = sheet.createRow(number);
    }
    int column = Math.max(place.column(), 0);
    XSSFCell cell = row.getCell(column);
    return cell == null ? row.createCell(column) : cell;
  }

  private void annotate(XSSFCell cell, List<Finding> findings) {
    boolean error = findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    cell.setCellStyle(coloured(cell.getCellStyle(), error));
    StringBuilder text = new StringBuilder();
    XSSFComment comment = cell.getCellComment();
    if (comment != null) {
      text.append(comment.getString().getString()).append("\n\n");
    }
    for (Finding finding : findings) {
      text.append(finding.severity() == Finding.Severity.ERROR ? "Error: " : "Worth a look: ");
      text.append(finding.what()).append("; ").append(finding.fix()).append('\n');
      finding.details().forEach(detail -> text.append(detail).append('\n'));
    }
    if (comment == null) {
      ClientAnchor anchor = book.getCreationHelper().createClientAnchor();
      anchor.setCol1(cell.getColumnIndex() + 1);
      anchor.setCol2(cell.getColumnIndex() + 1 + COMMENT_COLUMNS);
      anchor.setRow1(cell.getRowIndex());
      anchor.setRow2(cell.getRowIndex() + COMMENT_ROWS);
      comment = cell.getSheet().createDrawingPatriarch().createCellComment(anchor);
    }
    comment.setAuthor(AUTHOR);
    comment.setString(text.toString().stripTrailing());
    cell.setCellComment(comment);
  }

  /** The cell's own style in another colour; its number format stays. */
  private XSSFCellStyle coloured(XSSFCellStyle style, boolean error) {
    return styles.computeIfAbsent(
        List.of(style.getIndex(), error),
        key -> {
          XSSFCellStyle copy = book.createCellStyle();
          copy.cloneStyleFrom(style);
          copy.setFillForegroundColor(new XSSFColor(error ? ERROR : WARNING));
          copy.setFillPattern(FillPatternType.SOLID_FOREGROUND);
          return copy;
        });
  }
}
