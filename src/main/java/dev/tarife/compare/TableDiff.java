package dev.tarife.compare;

import dev.tarife.model.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * What differs between two sets of workbooks, sheet by sheet.
 *
 * @param before name of the one, as the user gave it
 * @param after name of the other
 * @param sheets the sheets that differ, in the order of the workbooks
 * @param faultsBefore what a check of the one calls a fault; a row of them is compared as it stands
 * @param faultsAfter what a check of the other calls a fault
 */
public record TableDiff(
    String before,
    String after,
    List<SheetChange> sheets,
    List<Finding> faultsBefore,
    List<Finding> faultsAfter) {
  public TableDiff {
    sheets = List.copyOf(sheets);
    faultsBefore = List.copyOf(faultsBefore);
    faultsAfter = List.copyOf(faultsAfter);
  }

  /**
   * Compares every sheet of every workbook.
   *
   * @throws dev.tarife.model.FaultException if a workbook cannot be read at all
   */
  public static TableDiff of(TableSet before, TableSet after) {
    return new Differ(before, after).diff();
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return sheets.isEmpty();
  }

  /** Every row that differs, in the order of the sheets. */
  public Stream<RowChange> rows() {
    return sheets.stream().flatMap(sheet -> sheet.rows().stream());
  }

  /** How many rows are new. */
  public long added() {
    return count(RowChange.Kind.ADDED);
  }

  /** How many rows are gone. */
  public long removed() {
    return count(RowChange.Kind.REMOVED);
  }

  /** How many cells of the other rows have another value. */
  public long cells() {
    return rows()
        .filter(row -> row.kind() == RowChange.Kind.CHANGED)
        .mapToLong(row -> row.cells().size())
        .sum();
  }

  /** How many rows are of a kind. */
  public long count(RowChange.Kind kind) {
    return rows().filter(row -> row.kind() == kind).count();
  }
}
