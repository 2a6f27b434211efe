package dev.tarife.model;

import java.util.Comparator;

/**
 * The row of a decision table that something comes from.
 *
 * @param workbook file name, such as {@code prices.xlsx}
 * @param sheet name of the sheet
 * @param row number of the row as a spreadsheet shows it, from 1
 */
public record Origin(String workbook, String sheet, int row) implements Comparable<Origin> {
  /** Stands for no row, where a rule that no row became made something. */
  public static final Origin OF_A_RULE = new Origin("rules", "rules", 0);

  private static final Comparator<Origin> ORDER =
      Comparator.comparing(Origin::workbook)
          .thenComparing(Origin::sheet)
          .thenComparingInt(Origin::row);

  @Override
  public int compareTo(Origin other) {
    return ORDER.compare(this, other);
  }

  /** {@code prices.xlsx!Prices!12}, as in a rule's {@code @source}. */
  @Override
  public String toString() {
    return workbook + "!" + sheet + "!" + row;
  }
}
