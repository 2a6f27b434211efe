package dev.tarife.table.check.metering;

import dev.tarife.table.check.Check;
import java.util.List;

/** The checks of metering rows, and of the rows that say what a contact is. */
public final class MeteringChecks {
  /** Those that can find a fault. */
  public static final List<Check> FAULTS =
      List.of(
          new MeteringConflictCheck(),
          new TimeZoneCheck(),
          new MeasureUnitCheck(),
          new ContactCheck());

  /** Those that only warn. */
  public static final List<Check> DOUBTS = List.of(new MeteringGapCheck(), new NeverMeteredCheck());

  private MeteringChecks() {}
}
