package dev.tarife.model;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a fault is: a file, and where in it.
 *
 * @param file name or path, as the user gave it
 * @param sheet name of the sheet; null: the file has none, or the fault is of the file
 * @param row row of the sheet or line of the file, from 1; 0: the whole
 * @param column column of the sheet, from 0; -1: the whole row, or not a sheet
 */
public record Place(String file, @Nullable String sheet, int row, int column)
    implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file)
          .thenComparing(place -> place.sheet == null ? "" : place.sheet)
          .thenComparingInt(Place::row)
          .thenComparingInt(Place::column);

  public static Place ofFile(String file) {
    return new Place(file, null, 0, -1);
  }

  public static Place line(String file, int line) {
    return new Place(file, null, line, -1);
  }

  public static Place sheet(String file, String sheet) {
    return new Place(file, sheet, 0, -1);
  }

  /**
   * A cell.
   *
   * @param row from 1
   * @param column from 0
   */
  public static Place cell(String file, String sheet, int row, int column) {
    return new Place(file, sheet, row, column);
  }

  public static Place row(Origin origin) {
    return new Place(origin.workbook(), origin.sheet(), origin.row(), -1);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** {@code prices.xlsx:Prices!H12}, {@code prices.xlsx:Prices!12}, {@code usage.csv:17}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (sheet != null) {
      text.append(':').append(sheet);
    }
    if (row > 0) {
      text.append(sheet == null ? ':' : '!').append(column < 0 ? "" : letters(column)).append(row);
    }
    return text.toString();
  }

  /** A spreadsheet's name of a column: 0 is A, 26 is AA. */
  public static String letters(int column) {
    String last = String.valueOf((char) ('A' + column % 26));
    return column < 26 ? last : letters(column / 26 - 1) + last;
  }
}
