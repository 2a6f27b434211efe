package dev.tarife.web.pages.change;

import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Row;
import dev.tarife.sheet.Sheet;
import dev.tarife.web.pages.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A sheet as a table: its header, the rows that something was found in, and their neighbours.
 *
 * @param workbook file name
 * @param sheet its name
 * @param remarks about the sheet as a whole
 * @param columns letters of the columns
 * @param lines from above
 */
record MarkedSheet(
    String workbook,
    String sheet,
    List<NumberedFinding> remarks,
    List<String> columns,
    List<MarkedRow> lines) {
  /** Rows above and below that show where one is. */
  private static final int NEIGHBOURS = 1;

  private static final int MOST_ROWS = 300;
  private static final int MOST_COLUMNS = 60;

  /**
   * A row of it.
   *
   * @param number as a spreadsheet shows it
   * @param skipped how many rows between it and the one above are not shown
   * @param remarks about the row as a whole
   * @param cells one for each column
   */
  record MarkedRow(int number, int skipped, List<NumberedFinding> remarks, List<MarkedCell> cells) {
    public boolean isHeader() {
      return number == 1;
    }

    /** All that is said of it, from left to right. */
    public List<NumberedFinding> said() {
      List<NumberedFinding> said = new ArrayList<>(remarks);
      cells.forEach(cell -> said.addAll(cell.remarks()));
      return said;
    }

    public boolean isFaulty() {
      return remarks.stream().anyMatch(NumberedFinding::isError);
    }
  }

  /**
   * A cell of it.
   *
   * @param text as a spreadsheet of the language shows it
   * @param isNumber whether it is a number, and not a text that looks like one
   * @param isRefused whether it holds what is not read: a formula, an error
   * @param remarks about it
   */
  record MarkedCell(
      String text, boolean isNumber, boolean isRefused, List<NumberedFinding> remarks) {
    public boolean isFaulty() {
      return remarks.stream().anyMatch(NumberedFinding::isError);
    }

    /** Ids of what is said about it; null: nothing. */
    public @Nullable String notes() {
      return remarks.isEmpty()
          ? null
          : String.join(" ", remarks.stream().map(NumberedFinding::note).toList());
    }

    public @Nullable String anchor() {
      return remarks.isEmpty() ? null : remarks.get(0).anchor();
    }
  }

  /**
   * Draws a sheet.
   *
   * @param remarks those about this sheet
   */
  static MarkedSheet of(Sheet sheet, List<NumberedFinding> remarks, Figures figures) {
    TreeMap<Integer, Row> rows = new TreeMap<>();
    sheet.rows().forEach(row -> rows.put(row.number(), row));
    NavigableSet<Integer> shown = shown(rows, remarks, sheet);
    int columns = columns(rows, shown, remarks);
    List<MarkedRow> lines = new ArrayList<>();
    int above = 0;
    for (int number : shown) {
      List<MarkedCell> cells = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        Row row = rows.get(number);
        cells.add(
            cell(row == null ? null : row.cell(column), at(remarks, number, column), figures));
      }
      lines.add(new MarkedRow(number, number - above - 1, at(remarks, number, -1), cells));
      above = number;
    }
    List<String> letters = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      letters.add(Place.letters(column));
    }
    return new MarkedSheet(sheet.file(), sheet.name(), at(remarks, 0, -1), letters, lines);
  }

  private static NavigableSet<Integer> shown(
      TreeMap<Integer, Row> rows, List<NumberedFinding> remarks, Sheet sheet) {
    NavigableSet<Integer> shown = new TreeSet<>();
    if (rows.containsKey(1)) {
      shown.add(1);
    }
    remarks.forEach(remark -> addRow(shown, remark.finding().place().row()));
    for (NumberedFinding remark : remarks) {
      int row = remark.finding().place().row();
      for (int near = row - NEIGHBOURS; row > 0 && near <= row + NEIGHBOURS; near++) {
        if (rows.containsKey(near) && shown.size() < MOST_ROWS) {
          shown.add(near);
        }
      }
      for (Origin involved : remark.finding().rows()) {
        if (involved.workbook().equals(sheet.file())
            && involved.sheet().equals(sheet.name())
            && shown.size() < MOST_ROWS) {
          addRow(shown, involved.row());
        }
      }
    }
    return shown;
  }

  private static void addRow(NavigableSet<Integer> shown, int row) {
    if (row > 0) {
      shown.add(row);
    }
  }

  private static int columns(
      TreeMap<Integer, Row> rows, NavigableSet<Integer> shown, List<NumberedFinding> remarks) {
    int columns = 0;
    for (int number : shown) {
      Row row = rows.get(number);
      if (row != null && !row.cells().isEmpty()) {
        columns = Math.max(columns, row.cells().get(row.cells().size() - 1).place().column() + 1);
      }
    }
    for (NumberedFinding remark : remarks) {
      columns = Math.max(columns, remark.finding().place().column() + 1);
    }
    return Math.min(columns, MOST_COLUMNS);
  }

  private static List<NumberedFinding> at(List<NumberedFinding> remarks, int row, int column) {
    return remarks.stream()
        .filter(
            remark ->
                remark.finding().place().row() == row
                    && remark.finding().place().column() == column)
        .toList();
  }

  private static MarkedCell cell(
      @Nullable Cell cell, List<NumberedFinding> remarks, Figures figures) {
    if (cell == null) {
      return new MarkedCell("", false, false, remarks);
    }
    String text =
        switch (cell.kind()) {
          case EMPTY, REFUSED -> "";
          case TEXT -> cell.text();
          case NUMBER -> figures.number(cell.number());
          case DATE -> cell.date().toString();
          case BOOLEAN -> cell.bool() ? "TRUE" : "FALSE";
        };
    return new MarkedCell(
        text, cell.kind() == Cell.Kind.NUMBER, cell.kind() == Cell.Kind.REFUSED, remarks);
  }
}
