package dev.tarife.sheet;

import dev.tarife.model.Place;
import java.util.List;

/** The filled cells of a row. */
public final class Row {
  private final String file;
  private final String sheet;
  private final int number;
  private final List<Cell> cells;

  public Row(String file, String sheet, int number, List<Cell> cells) {
    this.file = file;
    this.sheet = sheet;
    this.number = number;
    this.cells = List.copyOf(cells);
  }

  /** As a spreadsheet shows it, from 1. */
  public int number() {
    return number;
  }

  /** The cells that are not empty, from left to right. */
  public List<Cell> cells() {
    return cells;
  }

  /**
   * The cell of a column, empty where nothing is.
   *
   * @param column from 0
   */
  public Cell cell(int column) {
    int low = 0;
    int high = cells.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compare(cells.get(middle).place().column(), column);
      if (order == 0) {
        return cells.get(middle);
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Cell.empty(Place.cell(file, sheet, number, column));
  }
}
