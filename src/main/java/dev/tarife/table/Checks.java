package dev.tarife.table;

import java.util.List;

/** Every check, one a concern. */
final class Checks {
  static final List<Check> ALL =
      List.of(
          new EffectiveDateCheck(),
          new TierCheck(),
          new PriceModelCheck(),
          new PriceConflictCheck(),
          new PricedChargeCheck(),
          new MeteringConflictCheck(),
          new ContactCheck(),
          new AllowanceTermCheck(),
          new DrawCheck(),
          new HomeCountryCheck(),
          new StandInCheck(),
          new ScenarioCheck());

  private Checks() {}
}
