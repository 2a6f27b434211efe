package dev.tarife.compare;

import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Row;
import dev.tarife.sheet.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sheet as it stands: headers, and the rows under them. A column without a header has its letter
 * for one.
 *
 * @param columns where each header's column is, from 0, from left to right
 * @param rows the filled rows under the headers
 */
record SheetRows(Map<String, Integer> columns, List<Entry> rows) {
  /** A sheet that is not there. */
  static final SheetRows NONE = new SheetRows(Map.of(), List.of());

  static SheetRows of(Sheet sheet) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    Map<Integer, String> names = new LinkedHashMap<>();
    List<Entry> rows = new ArrayList<>();
    for (Row row : sheet.rows()) {
      if (row.number() == 1) {
        for (Cell cell : row.cells()) {
          name(cell.place().column(), header(cell), columns, names);
        }
        continue;
      }
      Map<String, CellValue> values = new LinkedHashMap<>();
      for (Cell cell : row.cells()) {
        CellValue value = CellValue.of(cell);
        if (value != null) {
          int column = cell.place().column();
          String name = names.get(column);
          if (name == null) {
            name = name(column, "", columns, names);
          }
          values.put(name, value);
        }
      }
      if (!values.isEmpty()) {
        rows.add(new Entry(new Origin(sheet.file(), sheet.name(), row.number()), values));
      }
    }
    return new SheetRows(columns, rows);
  }

  private static String header(Cell cell) {
    return cell.kind() == Cell.Kind.TEXT ? cell.text() : cell.toString();
  }

  private static String name(
      int column, String header, Map<String, Integer> columns, Map<Integer, String> names) {
    String letters = "column " + Place.letters(column);
    String name =
        header.isBlank() ? letters : columns.containsKey(header) ? header + ", " + letters : header;
    columns.put(name, column);
    names.put(column, name);
    return name;
  }

  /** Names of the columns, from left to right. */
  List<String> headers() {
    return List.copyOf(columns.keySet());
  }

  /** Where a row's cell is; null where the sheet has no such column. */
  @Nullable Place place(Entry row, String column) {
    Integer index = columns.get(column);
    Origin origin = row.origin();
    return index == null
        ? null
        : Place.cell(origin.workbook(), origin.sheet(), origin.row(), index);
  }

  /**
   * A row.
   *
   * @param values its filled cells, by header, from left to right
   */
  record Entry(Origin origin, Map<String, CellValue> values) {
    /** The values of some columns, in words. */
    Map<String, String> texts(List<String> columns) {
      Map<String, String> texts = new LinkedHashMap<>();
      for (String column : columns) {
        CellValue value = values.get(column);
        if (value != null) {
          texts.put(column, value.text());
        }
      }
      return texts;
    }
  }
}
