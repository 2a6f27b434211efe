package dev.tarife.table.check.metering;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.table.Condition;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * No record feeds one charge twice, none is charged and called not charged, and all rows of a
 * charge count it in the same way.
 */
final class MeteringConflictCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (String usageType : reading.made().usageTypes()) {
      List<MeteringRow> rows = reading.made().rows(usageType);
      for (int i = 0; i < rows.size(); i++) {
        for (MeteringRow other : rows.subList(0, i)) {
          meet(reading, rows.get(i), other, findings);
        }
      }
    }
    Map<String, MeteringRow> firstOfCharge = new HashMap<>();
    for (MeteringRow row : reading.tables().metering()) {
      if (row.charge() != null) {
        MeteringRow first = firstOfCharge.putIfAbsent(row.charge(), row);
        if (first != null) {
          alike(reading, row, first, findings);
        }
      }
    }
    return findings;
  }

  private static void meet(
      CheckContext reading, MeteringRow row, MeteringRow other, Findings findings) {
    boolean sameCharge = Objects.equals(row.charge(), other.charge());
    if (!sameCharge && row.charge() != null && other.charge() != null) {
      return;
    }
    List<Condition> both = new ArrayList<>(row.conditions());
    both.addAll(other.conditions());
    Map<String, @Nullable String> values = values(reading, row.usageType(), both);
    if (values == null) {
      return;
    }
    boolean same = conditions(row).equals(conditions(other));
    Outcome outcome = sameCharge ? Outcome.METERED_TWICE : Outcome.CHARGED;
    if (sameCharge && same) {
      add(
          reading,
          Finding.error(
              "metering-twice",
              reading.cells().of(row.origin(), "Charge"),
              "the row says the same usage and charge as row "
                  + other.origin().row()
                  + ": the usage would count twice",
              "delete one of them, or give them different conditions"),
          row,
          other,
          addsUp(row, other) ? values : null,
          outcome,
          findings);
    } else if (sameCharge && row.charge() != null && addsUp(row, other)) {
      add(
          reading,
          Finding.warning(
              "metering-overlap",
              reading.cells().of(row.origin(), "Charge"),
              "some usage meets the conditions of this row and of row "
                  + other.origin().row()
                  + ", and counts twice in the charge ("
                  + row.charge()
                  + ")",
              "give the rows conditions that exclude each other, if that is not meant"),
          row,
          other,
          values,
          outcome,
          findings);
    } else if (!sameCharge) {
      MeteringRow charged = row.charge() == null ? other : row;
      MeteringRow free = row.charge() == null ? row : other;
      add(
          reading,
          Finding.warning(
              "metering-contradiction",
              reading.cells().of(row.origin(), "Charge"),
              "some usage that row "
                  + free.origin().row()
                  + " calls not charged is charged ("
                  + charged.charge()
                  + ") by row "
                  + charged.origin().row(),
              "give the rows conditions that exclude each other"),
          row,
          other,
          values,
          outcome,
          findings);
    }
  }

  private static void add(
      CheckContext reading,
      Finding finding,
      MeteringRow row,
      MeteringRow other,
      @Nullable Map<String, @Nullable String> values,
      Outcome outcome,
      Findings findings) {
    findings.add(
        finding
            .of(row.origin(), other.origin())
            .shownBy(
                values == null ? null : reading.examples().of(row.usageType(), values, outcome)));
  }

  /** Values for which the conditions hold, and which the rows that apply do not reject. */
  private static @Nullable Map<String, @Nullable String> values(
      CheckContext reading, String usageType, List<Condition> conditions) {
    return reading.examples().values(usageType, conditions, Map.of());
  }

  /** Whether both rows add to one quantity, rather than count the same resource once. */
  private static boolean addsUp(MeteringRow row, MeteringRow other) {
    if (row.charge() == null) {
      return false;
    }
    boolean once =
        row.counting() != Counting.SUM
            && row.counting() == other.counting()
            && row.over() == other.over()
            && isPause(row) == isPause(other)
            && new HashSet<>(row.dimensions()).equals(new HashSet<>(other.dimensions()));
    return !once;
  }

  private static boolean isPause(MeteringRow row) {
    return row.measure() == Measure.PAUSED_SECONDS;
  }

  private static Set<String> conditions(MeteringRow row) {
    Set<String> all = new HashSet<>();
    for (Condition condition : row.conditions()) {
      boolean column = condition.test().comparesColumns();
      all.add(
          condition.attribute()
              + " "
              + condition.test().word()
              + " "
              + (column ? condition.values() : new TreeSet<>(condition.folded())));
    }
    return all;
  }

  private static void alike(
      CheckContext reading, MeteringRow row, MeteringRow first, Findings findings) {
    if (row.counting() != first.counting() || row.over() != first.over()) {
      Map<String, @Nullable String> values = values(reading, row.usageType(), row.conditions());
      findings.add(
          Finding.error(
                  "counting-mixed",
                  reading.cells().of(row.origin(), "Counting"),
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
                  "count a charge in one way, or make two charges")
              .of(row.origin(), first.origin())
              .shownBy(
                  values == null
                      ? null
                      : reading.examples().of(row.usageType(), values, Outcome.COUNTED_SO)));
    }
  }
}
