package dev.tarife.table.check.metering;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.util.Map;

/** Of every metering row, some usage can meet all conditions together. */
final class NeverMeteredCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (MeteringRow row : reading.tables().metering()) {
      boolean isPossible =
          row.conditions().size() < 2
              || reading.made().caseOf(row.usageType()).satisfying(row.conditions(), Map.of())
                  != null;
      if (!isPossible && !reading.doubts().has(row.usageType()) && !reading.doubts().any()) {
        findings.add(
            Finding.warning(
                    "metering-never",
                    reading.cells().of(row.origin(), "Attribute"),
                    "no usage meets all the conditions of the row together",
                    "give them values that can hold at once, such as a list of hours for a night,"
                        + " or delete the row")
                .of(row.origin()));
      }
    }
    return findings;
  }
}
