package dev.tarife.table.check.metering;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.table.Catalogue;
import dev.tarife.table.InstanceColumns;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.Word;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;

/**
 * Where a metering row asks for an hour, a weekday or a date of the instance's clock, every Region
 * has a time zone (decision A-85).
 */
final class TimeZoneCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    Catalogue catalogue = reading.tables().catalogue();
    MeteringRow first =
        reading.tables().metering().stream()
            .filter(TimeZoneCheck::isLocal)
            .findFirst()
            .orElse(null);
    if (first != null) {
      for (Word region : catalogue.regions().values()) {
        if (!catalogue.timeZones().containsKey(region.code())) {
          findings.add(
              Finding.error(
                      "time-zone",
                      reading.cells().of(region.origin(), "Time zone"),
                      "the Region ("
                          + region.code()
                          + ") has no time zone, and metering.xlsx, Metering, row "
                          + first.origin().row()
                          + " asks for an hour, a weekday or a date",
                      "write the name of its time zone into the column Time zone, such as"
                          + " America/New_York")
                  .of(region.origin(), first.origin()));
        }
      }
    }
    return findings;
  }

  private static boolean isLocal(MeteringRow row) {
    return row.conditions().stream()
        .flatMap(condition -> condition.columns().stream())
        .anyMatch(InstanceColumns::isLocal);
  }
}
