package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No record feeds one charge twice, and all rows of a charge count it in the same way. */
final class MeteringConflictCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    Map<String, MeteringRow> seen = new HashMap<>();
    Map<String, MeteringRow> firstOfCharge = new HashMap<>();
    for (MeteringRow row : tables.metering()) {
      String charge = row.charge() == null ? MeteringRow.NOT_CHARGED : row.charge();
      List<String> conditions =
          row.conditions().stream().map(MeteringConflictCheck::ordered).sorted().toList();
      MeteringRow same = seen.putIfAbsent(row.usageType() + '|' + charge + '|' + conditions, row);
      if (same != null) {
        findings.error(
            "metering-twice",
            Place.row(row.origin()),
            "the row says the same usage and charge as row "
                + same.origin().row()
                + ": the usage would count twice",
            "delete one of them, or give them different conditions");
      }
      MeteringRow first = firstOfCharge.putIfAbsent(charge, row);
      if (first != null && row.charge() != null) {
        alike(row, first, findings);
      }
    }
    return findings;
  }

  private static String ordered(Condition condition) {
    return new Condition(
            condition.attribute(), condition.test(), condition.values().stream().sorted().toList())
        .toString();
  }

  private static void alike(MeteringRow row, MeteringRow first, Findings findings) {
    boolean together = row.counting() == first.counting() && row.over() == first.over();
    if (!together) {
      findings.error(
          "counting-mixed",
          Place.row(row.origin()),
          "the charge ("
              + row.charge()
              + ") is counted by "
              + row.counting().word()
              + " over the "
              + row.over().word()
              + ", and in row "
              + first.origin().row()
              + " by "
              + first.counting().word()
              + " over the "
              + first.over().word(),
          "count a charge in one way, or make two charges");
    }
  }
}
