package dev.tarife.table.check;

import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.probe.CounterExampleFinder;
import dev.tarife.table.probe.PriceDimensions;
import dev.tarife.table.probe.ReachableUsage;

/**
 * The tables as they were read, with what a check needs to judge them and to say where.
 *
 * @param tables what could be read
 * @param doubts what could not
 * @param cells where the columns stand
 * @param made which usage metering makes of each charge
 * @param examples usage records that show a fault
 */
public record CheckContext(
    Tables tables,
    UnreadableCodes doubts,
    CellPlaces cells,
    ReachableUsage made,
    CounterExampleFinder examples) {
  public static CheckContext of(Tables tables, UnreadableCodes doubts, CellPlaces cells) {
    PriceDimensions space = new PriceDimensions(tables.catalogue());
    ReachableUsage made = new ReachableUsage(tables, space);
    return new CheckContext(tables, doubts, cells, made, new CounterExampleFinder(tables, made));
  }

  /** Whether somebody looked at the price of a row and found it right, as it is now. */
  public boolean isChecked(PriceRow row) {
    return row.unitPrice().equals(cells.checked(row.origin()));
  }
}
