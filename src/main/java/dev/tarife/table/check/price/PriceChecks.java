package dev.tarife.table.check.price;

import dev.tarife.table.check.Check;
import java.util.List;

/** The checks of prices. */
public final class PriceChecks {
  /** Those that can find a fault. */
  public static final List<Check> FAULTS =
      List.of(
          new EffectiveDateCheck(),
          new DateGapCheck(),
          new TierCheck(),
          new PriceModelCheck(),
          new PriceScopeCheck(),
          new PriceConflictCheck(),
          new PricedChargeCheck(),
          new StandInCheck(),
          new CurrencyFormatCheck());

  /** Those that only warn. */
  public static final List<Check> DOUBTS =
      List.of(
          new PriceGapCheck(),
          new UnreachablePriceCheck(),
          new FarPriceCheck(),
          new DraggedCellsCheck());

  private PriceChecks() {}
}
