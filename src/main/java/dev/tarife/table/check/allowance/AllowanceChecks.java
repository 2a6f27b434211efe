package dev.tarife.table.check.allowance;

import dev.tarife.table.check.Check;
import java.util.List;

/** The checks of allowances and draws. */
public final class AllowanceChecks {
  /** Those that can find a fault. */
  public static final List<Check> FAULTS =
      List.of(
          new AllowanceTermCheck(),
          new AllowanceScopeCheck(),
          new DrawCheck(),
          new HomeCountryCheck());

  private AllowanceChecks() {}
}
