package dev.tarife.table;

import java.util.List;
import java.util.stream.Stream;

/** Every check, one a concern. */
final class Checks {
  /** Those that can find a fault: nothing is priced before they have run. */
  static final List<Check> FAULTS =
      List.of(
          new EffectiveDateCheck(),
          new DateGapCheck(),
          new TierCheck(),
          new PriceModelCheck(),
          new PriceConflictCheck(),
          new PricedChargeCheck(),
          new MeteringConflictCheck(),
          new MeasureUnitCheck(),
          new ContactCheck(),
          new AllowanceTermCheck(),
          new DrawCheck(),
          new HomeCountryCheck(),
          new StandInCheck(),
          new ScenarioCheck(),
          new CurrencyFormatCheck());

  /** Those that only warn. */
  static final List<Check> DOUBTS =
      List.of(
          new PriceGapCheck(),
          new PriceReachCheck(),
          new MeteringGapCheck(),
          new FarPriceCheck(),
          new DraggedCellsCheck());

  static final List<Check> ALL = Stream.concat(FAULTS.stream(), DOUBTS.stream()).toList();

  private Checks() {}
}
