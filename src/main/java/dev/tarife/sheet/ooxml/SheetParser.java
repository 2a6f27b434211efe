package dev.tarife.sheet.ooxml;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Limits;
import dev.tarife.sheet.Row;
import dev.tarife.sheet.Sheet;
import dev.tarife.sheet.VisibleText;
import dev.tarife.sheet.WorkbookFaults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the XML of one sheet. */
public final class SheetParser {
  private final String file;
  private final String name;
  private final XmlReader xml;
  private final Limits limits;
  private final Findings findings = new Findings();
  private final CellReader reader;
  private final List<Row> rows = new ArrayList<>();
  private final List<int[]> hiddenColumns = new ArrayList<>();
  private final List<int[]> reportedColumns = new ArrayList<>();
  private boolean hiddenByDefault;
  private int cells;

  public SheetParser(
      String file,
      String name,
      XmlReader xml,
      Styles styles,
      List<String> strings,
      boolean from1904,
      Limits limits) {
    this.file = file;
    this.name = name;
    this.xml = xml;
    this.limits = limits;
    this.reader = new CellReader(xml, styles, strings, from1904, findings);
  }

  public Sheet parse() {
    int last = 0;
    while (xml.next()) {
      if (!xml.isStart()) {
        continue;
      }
      switch (xml.name()) {
        case "sheetFormatPr" -> hiddenByDefault = xml.flag("zeroHeight");
        case "col" -> column();
        case "row" -> last = row(last);
        case "mergeCell" -> merge(xml.needed("ref"));
        default -> {
          // how it looks
        }
      }
    }
    return new Sheet(file, name, rows, findings);
  }

  private void column() {
    if (xml.flag("hidden") || isZero(xml.attribute("width"))) {
      hiddenColumns.add(new int[] {xml.integer("min", 1) - 1, xml.integer("max", 1) - 1});
    }
  }

  private static boolean isZero(@Nullable String size) {
    return size != null && size.matches("0(\\.0*)?");
  }

  private void merge(String ref) {
    CellAddress first = address(ref.contains(":") ? ref.substring(0, ref.indexOf(':')) : ref);
    findings.error(
        "merged",
        place(first.row(), first.column()),
        "the cells " + VisibleText.shown(ref) + " are merged",
        "unmerge them and write the value into each cell");
  }

  private int row(int last) {
    int number = xml.integer("r", last + 1);
    if (number <= last || number > CellAddress.ROWS) {
      throw xml.damaged();
    }
    String height = xml.attribute("ht");
    boolean hidden = xml.flag("hidden") || isZero(height) || (hiddenByDefault && height == null);
    List<Cell> filled = new ArrayList<>();
    int column = -1;
    while (xml.next() && !xml.isEnd("row")) {
      if (xml.isStart("c")) {
        String ref = xml.attribute("r");
        CellAddress address = ref == null ? new CellAddress(number, column + 1) : address(ref);
        if (address.row() != number
            || address.column() <= column
            || address.column() >= CellAddress.COLUMNS) {
          throw xml.damaged();
        }
        column = address.column();
        Cell cell = reader.read(place(number, column));
        if (!cell.isEmpty()) {
          filled.add(cell);
          reportHiddenColumn(cell);
        }
      }
    }
    if (!filled.isEmpty()) {
      cells += filled.size();
      if (cells > limits.cells()) {
        throw WorkbookFaults.tooLarge(
            file, "has more than " + limits.cells() + " filled cells on sheet " + name);
      }
      if (hidden) {
        findings.error(
            "hidden",
            new Place(file, name, number, -1),
            "the row is hidden",
            "clear the filter or unhide the row; delete it if it is not meant");
      }
      rows.add(new Row(file, name, number, filled));
    }
    return number;
  }

  private void reportHiddenColumn(Cell cell) {
    for (int[] range : hiddenColumns) {
      int column = cell.place().column();
      if (column >= range[0] && column <= range[1] && !reported(column)) {
        reportedColumns.add(new int[] {column});
        findings.error(
            "hidden",
            cell.place(),
            "the column is hidden",
            "unhide the column; delete it if it is not meant");
      }
    }
  }

  private boolean reported(int column) {
    return reportedColumns.stream().anyMatch(reported -> reported[0] == column);
  }

  private CellAddress address(String text) {
    try {
      return CellAddress.of(text);
    } catch (IllegalArgumentException e) {
      throw xml.damaged();
    }
  }

  private Place place(int row, int column) {
    return Place.cell(file, name, row, column);
  }
}
