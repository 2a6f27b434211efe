package dev.tarife.compare;

import java.util.List;

/**
 * A sheet that differs.
 *
 * @param workbook file name, such as {@code prices.xlsx}
 * @param sheet name of the sheet
 * @param addedColumns headers that only the sheet after has
 * @param removedColumns headers that only the sheet before has
 * @param rows the rows that differ, from above
 * @param reordered whether rows that both have stand in another order, where the order counts
 */
public record SheetChange(
    String workbook,
    String sheet,
    List<String> addedColumns,
    List<String> removedColumns,
    List<RowChange> rows,
    boolean reordered) {
  public SheetChange {
    addedColumns = List.copyOf(addedColumns);
    removedColumns = List.copyOf(removedColumns);
    rows = List.copyOf(rows);
  }

  /** How many rows are of a kind. */
  public long count(RowChange.Kind kind) {
    return rows.stream().filter(row -> row.kind() == kind).count();
  }

  boolean isEmpty() {
    return addedColumns.isEmpty() && removedColumns.isEmpty() && rows.isEmpty() && !reordered;
  }
}
