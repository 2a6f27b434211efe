package dev.tarife.table.read;

import dev.tarife.table.check.Check;
import dev.tarife.table.check.ScenarioCheck;
import dev.tarife.table.check.agreement.AgreementChecks;
import dev.tarife.table.check.allowance.AllowanceChecks;
import dev.tarife.table.check.metering.MeteringChecks;
import dev.tarife.table.check.price.PriceChecks;
import java.util.List;
import java.util.stream.Stream;

/** Every check, one a concern. */
final class Checks {
  /** Those that can find a fault: nothing is priced before they have run. */
  static final List<Check> FAULTS =
      Stream.of(
              PriceChecks.FAULTS,
              MeteringChecks.FAULTS,
              AllowanceChecks.FAULTS,
              AgreementChecks.FAULTS,
              List.<Check>of(new ScenarioCheck()))
          .flatMap(List::stream)
          .toList();

  /** Those that can find a fault, and those that only warn. */
  static final List<Check> ALL =
      Stream.of(FAULTS, PriceChecks.DOUBTS, MeteringChecks.DOUBTS, AgreementChecks.DOUBTS)
          .flatMap(List::stream)
          .toList();

  private Checks() {}
}
