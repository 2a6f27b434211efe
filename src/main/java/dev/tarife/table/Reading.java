package dev.tarife.table;

/**
 * The tables as they were read, with what a check needs to judge them and to say where.
 *
 * @param tables what could be read
 * @param doubts what could not
 * @param cells where the columns stand
 * @param made which usage metering makes of each charge
 * @param examples usage records that show a fault
 */
record Reading(Tables tables, Doubts doubts, Cells cells, Made made, Examples examples) {
  static Reading of(Tables tables, Doubts doubts, Cells cells) {
    Space space = new Space(tables.catalogue());
    Made made = new Made(tables, space);
    return new Reading(tables, doubts, cells, made, new Examples(tables, made));
  }

  /** Whether somebody looked at the price of a row and found it right, as it is now. */
  boolean isChecked(PriceRow row) {
    return row.unitPrice().equals(cells.checked(row.origin()));
  }
}
