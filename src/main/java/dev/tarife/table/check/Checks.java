package dev.tarife.table.check;

import java.util.List;
import java.util.stream.Stream;

/** Every check, one a concern. */
public final class Checks {
  /** Those that can find a fault: nothing is priced before they have run. */
  public static final List<Check> FAULTS =
      List.of(
          new EffectiveDateCheck(),
          new DateGapCheck(),
          new TierCheck(),
          new PriceModelCheck(),
          new PriceScopeCheck(),
          new PriceConflictCheck(),
          new PricedChargeCheck(),
          new MeteringConflictCheck(),
          new TimeZoneCheck(),
          new MeasureUnitCheck(),
          new ContactCheck(),
          new AllowanceTermCheck(),
          new AllowanceScopeCheck(),
          new DrawCheck(),
          new HomeCountryCheck(),
          new StandInCheck(),
          new AgreementCheck(),
          new ScenarioCheck(),
          new CurrencyFormatCheck());

  /** Those that only warn. */
  static final List<Check> DOUBTS =
      List.of(
          new PriceGapCheck(),
          new UnreachablePriceCheck(),
          new MeteringGapCheck(),
          new NeverMeteredCheck(),
          new FarPriceCheck(),
          new AgreementEffectCheck(),
          new DraggedCellsCheck());

  public static final List<Check> ALL = Stream.concat(FAULTS.stream(), DOUBTS.stream()).toList();

  private Checks() {}
}
