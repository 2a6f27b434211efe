package dev.tarife.table.check.agreement;

import dev.tarife.table.check.Check;
import java.util.List;

/** The checks of agreements. */
public final class AgreementChecks {
  /** Those that can find a fault. */
  public static final List<Check> FAULTS = List.of(new AgreementCheck());

  /** Those that only warn. */
  public static final List<Check> DOUBTS = List.of(new AgreementEffectCheck());

  private AgreementChecks() {}
}
