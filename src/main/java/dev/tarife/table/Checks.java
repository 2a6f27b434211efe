package dev.tarife.table;

import java.util.List;

/** Every check, one a concern. */
final class Checks {
  static final List<Check> ALL =
      List.of(
          new EffectiveDateCheck(),
          new DateGapCheck(),
          new TierCheck(),
          new PriceModelCheck(),
          new PriceConflictCheck(),
          new PriceGapCheck(),
          new PriceReachCheck(),
          new PricedChargeCheck(),
          new MeteringConflictCheck(),
          new MeteringGapCheck(),
          new AllowanceTermCheck(),
          new DrawCheck(),
          new HomeCountryCheck(),
          new StandInCheck(),
          new ScenarioCheck(),
          new FarPriceCheck(),
          new DraggedCellsCheck());

  private Checks() {}
}
