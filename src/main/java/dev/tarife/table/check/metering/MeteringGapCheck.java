package dev.tarife.table.check.metering;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.model.UsageColumns;
import dev.tarife.table.Condition;
import dev.tarife.table.InstanceColumns;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.probe.ConditionSolver;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * No number falls between two conditions: where rows meter usage with less and usage with more of
 * something, they meter what lies between. Nor do rows that divide usage by hour, weekday, Region
 * or plan leave one out. Other texts that no row names are rejected on purpose.
 */
final class MeteringGapCheck implements Check {
  /** Columns that every record has, and of which all that they can be is known. */
  private static final Set<String> CLOSED =
      Set.of(
          InstanceColumns.HOUR,
          InstanceColumns.WEEKDAY,
          InstanceColumns.REGION,
          InstanceColumns.PLAN);

  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (String usageType : reading.made().usageTypes()) {
      List<MeteringRow> rows = reading.made().rows(usageType);
      TreeSet<String> ordered = new TreeSet<>();
      TreeSet<String> closed = new TreeSet<>();
      for (MeteringRow row : rows) {
        for (Condition condition : row.conditions()) {
          if (condition.test().isNumeric() || condition.test().isOfTime()) {
            ordered.add(condition.attribute());
          } else if (CLOSED.contains(condition.attribute())) {
            closed.add(condition.attribute());
          }
        }
      }
      boolean doubted = reading.doubts().has(usageType) || reading.doubts().any();
      if (!doubted) {
        ordered.forEach(column -> gap(reading, usageType, rows, column, findings));
        closed.removeAll(ordered);
        closed.forEach(column -> left(reading, usageType, rows, column, findings));
      }
    }
    return findings;
  }

  private static void gap(
      CheckContext reading,
      String usageType,
      List<MeteringRow> rows,
      String column,
      Findings findings) {
    ConditionSolver values = reading.made().caseOf(usageType);
    values.each(
        tried -> {
          if (tried.get(column) == null
              || isMetered(rows, tried)
              || !isBetween(rows, tried, column, values.candidates(column))) {
            return false;
          }
          boolean time = isTime(column);
          report(
              reading,
              usageType,
              rows,
              column,
              tried,
              tried.get(column)
                  + ", though "
                  + (time ? "before and after it usage is" : "less and more are")
                  + " metered",
              "let one of the conditions hold there: "
                  + (time ? "is before and is from the same time" : "is at least, is at most"),
              findings);
          return true;
        });
  }

  /** Reports what a closed column can be besides what rows name, if only these are metered. */
  private static void left(
      CheckContext reading,
      String usageType,
      List<MeteringRow> rows,
      String column,
      Findings findings) {
    ConditionSolver values = reading.made().caseOf(usageType);
    values.each(
        tried -> {
          if (isMetered(rows, tried)) {
            return false;
          }
          Map<String, @Nullable String> changed = new LinkedHashMap<>(tried);
          List<String> unmetered = new ArrayList<>();
          for (String candidate : values.candidates(column)) {
            changed.put(column, candidate);
            if (!isMetered(rows, changed)) {
              unmetered.add(String.valueOf(candidate));
            }
          }
          if (unmetered.size() == values.candidates(column).size()) {
            return false;
          }
          // Of Regions and plans that no row names, only some are tried.
          boolean all = InstanceColumns.isLocal(column);
          report(
              reading,
              usageType,
              rows,
              column,
              tried,
              (all ? String.join("; ", unmetered) : unmetered.get(0))
                  + ", though others are metered",
              "name it in one of the conditions, or add a row for it",
              findings);
          return true;
        });
  }

  private static boolean isMetered(List<MeteringRow> rows, Map<String, @Nullable String> values) {
    return rows.stream().anyMatch(row -> ConditionSolver.hold(row.conditions(), values));
  }

  /** Whether less and more of a column would be metered. */
  private static boolean isBetween(
      List<MeteringRow> rows,
      Map<String, @Nullable String> values,
      String column,
      List<@Nullable String> candidates) {
    String value = String.valueOf(values.get(column));
    Map<String, @Nullable String> changed = new LinkedHashMap<>(values);
    boolean less = false;
    boolean more = false;
    for (String candidate : candidates) {
      if (candidate != null) {
        changed.put(column, candidate);
        int order = order(column, candidate, value);
        less |= order < 0 && isMetered(rows, changed);
        more |= order > 0 && isMetered(rows, changed);
      }
    }
    return less && more;
  }

  /** Times are of one form, which sorts as they do. */
  private static int order(String column, String a, String b) {
    return isTime(column) ? a.compareTo(b) : new BigDecimal(a).compareTo(new BigDecimal(b));
  }

  private static boolean isTime(String column) {
    return UsageColumns.TIMES.contains(column) || column.equals(InstanceColumns.DATE);
  }

  /**
   * Reports a value of a column that is not metered.
   *
   * @param values a record that shows it
   * @param how what the column is then, and what else is metered
   */
  private static void report(
      CheckContext reading,
      String usageType,
      List<MeteringRow> rows,
      String column,
      Map<String, @Nullable String> values,
      String how,
      String fix,
      Findings findings) {
    List<Origin> naming = naming(rows, column);
    findings.add(
        Finding.warning(
                "metering-gap",
                reading.cells().of(naming.get(naming.size() - 1), "Value"),
                "no row meters the usage type (" + usageType + ") where " + column + " is " + how,
                fix)
            .of(naming)
            .shownBy(reading.examples().of(usageType, values, Outcome.UNPRICED)));
  }

  /** The rows with a condition on a column. */
  private static List<Origin> naming(List<MeteringRow> rows, String column) {
    return rows.stream()
        .filter(row -> row.conditions().stream().anyMatch(c -> c.attribute().equals(column)))
        .map(MeteringRow::origin)
        .toList();
  }
}
