package dev.tarife.sheet;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A sheet whose first row names its columns: the lines under it, read by column name. */
public final class Table {
  private final Sheet sheet;
  private final Map<String, Integer> columns;
  private final List<TypedRow> lines;
  private final boolean complete;

  private Table(Sheet sheet, Map<String, Integer> columns, List<TypedRow> lines, boolean complete) {
    this.sheet = sheet;
    this.columns = columns;
    this.lines = List.copyOf(lines);
    this.complete = complete;
  }

  /**
   * Reads a sheet's headers.
   *
   * @param findings takes what is wrong with the sheet, its headers, and later its lines
   * @param lists what cells with lists may name
   */
  public static Table of(Sheet sheet, Headers headers, Findings findings, CodeLists lists) {
    findings.addAll(sheet.findings());
    List<Row> rows = sheet.rows();
    if (rows.isEmpty() || rows.get(0).number() != 1) {
      findings.error(
          "header",
          Place.cell(sheet.file(), sheet.name(), 1, 0),
          "the headers are missing",
          "write them into row 1: " + String.join(", ", headers.needed()));
      return new Table(sheet, Map.of(), List.of(), false);
    }
    Map<String, Integer> columns = columns(rows.get(0), headers, findings);
    boolean complete = missing(sheet, headers, columns, findings);
    List<TypedRow> lines = new ArrayList<>();
    Set<Integer> headed = new HashSet<>(columns.values());
    Set<Integer> outside = new HashSet<>();
    for (Row header : rows.subList(0, 1)) {
      header.cells().forEach(cell -> outside.add(cell.place().column()));
    }
    for (Row row : rows.subList(1, rows.size())) {
      boolean within = false;
      for (Cell cell : row.cells()) {
        if (headed.contains(cell.place().column())) {
          within = true;
        } else if (outside.add(cell.place().column())) {
          findings.error(
              "outside-table",
              cell.place(),
              "a cell (" + cell + ") stands outside the table",
              "give its column a header, or clear the cell: a sheet holds one table");
        }
      }
      if (within && complete && !repeatsHeaders(row, columns, findings)) {
        lines.add(new TypedRow(sheet, row, columns, findings, lists));
      }
    }
    return new Table(sheet, columns, lines, complete);
  }

  /** As {@link #of(Sheet, Headers, Findings, CodeLists)}, without lists of codes. */
  public static Table of(Sheet sheet, Headers headers, Findings findings) {
    return of(sheet, headers, findings, CodeLists.NONE);
  }

  private static Map<String, Integer> columns(Row row, Headers headers, Findings findings) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (Cell cell : row.cells()) {
      if (cell.kind() == Cell.Kind.REFUSED) {
        continue;
      }
      String name = cell.kind() == Cell.Kind.TEXT ? cell.text() : cell.toString();
      if (cell.kind() != Cell.Kind.TEXT || !headers.knows(name)) {
        String nearest = SpellingSuggestion.to(name, headers.all());
        findings.error(
            "header",
            cell.place(),
            "the header (" + cell + ") is unknown",
            nearest == null
                ? "rename or delete the column; known are " + String.join(", ", headers.all())
                : "write " + nearest);
      } else if (columns.containsKey(name)) {
        findings.error(
            "header",
            cell.place(),
            "the header (" + name + ") stands twice",
            "delete one of the columns");
      } else {
        columns.put(name, cell.place().column());
      }
    }
    return columns;
  }

  private static boolean missing(
      Sheet sheet, Headers headers, Map<String, Integer> columns, Findings findings) {
    Place place = new Place(sheet.file(), sheet.name(), 1, -1);
    for (String name : headers.usual()) {
      if (!columns.containsKey(name)) {
        findings.warning(
            "header",
            place,
            "the column " + name + " is missing and read as empty",
            "add the column");
      }
    }
    boolean complete = true;
    for (String name : headers.needed()) {
      if (!columns.containsKey(name)) {
        complete = false;
        findings.error("header", place, "the column " + name + " is missing", "add the column");
      }
    }
    return complete;
  }

  private static boolean repeatsHeaders(Row row, Map<String, Integer> columns, Findings findings) {
    int same = 0;
    for (Map.Entry<String, Integer> column : columns.entrySet()) {
      Cell cell = row.cell(column.getValue());
      if (cell.kind() == Cell.Kind.TEXT && cell.text().equals(column.getKey())) {
        same++;
      }
    }
    if (same < 2 && same < columns.size()) {
      return false;
    }
    findings.error(
        "header",
        new Place(
            row.cells().get(0).place().file(),
            row.cells().get(0).place().sheet(),
            row.number(),
            -1),
        "the headers stand here again",
        "delete the row: a sheet holds one table");
    return true;
  }

  /** Names of the columns that the sheet has, from left to right. */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** Where a column stands, from 0; -1: the sheet has none of that name. */
  public int column(String name) {
    return columns.getOrDefault(name, -1);
  }

  /** The rows that are not blank, from above. */
  public List<TypedRow> lines() {
    return lines;
  }

  /**
   * What the table says, as text: each filled cell by its row and the header of its column. The
   * same for whichever program saved the workbook, however it is formatted and its columns are
   * ordered.
   */
  public String normalised() {
    SortedMap<String, Integer> sorted = new TreeMap<>(columns);
    StringBuilder text = new StringBuilder();
    for (Row row : sheet.rows()) {
      text.append(row.number()).append('\n');
      sorted.forEach((header, column) -> add(text, header, row.cell(column)));
    }
    return text.toString();
  }

  /** Lengths stand before texts, so that no text can pass for two. */
  private static void add(StringBuilder text, String header, Cell cell) {
    if (!cell.isEmpty()) {
      String value = cell.kind() == Cell.Kind.TEXT ? cell.text().strip() : cell.toString();
      text.append(header.length()).append(' ').append(header).append(' ');
      text.append(cell.kind()).append(' ');
      text.append(value.length()).append(' ').append(value).append('\n');
    }
  }

  /** Whether every needed column is there; else there are no lines. */
  public boolean isComplete() {
    return complete;
  }
}
