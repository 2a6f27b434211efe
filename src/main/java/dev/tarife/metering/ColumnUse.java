package dev.tarife.metering;

import dev.tarife.metering.input.Columns;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.table.Condition;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A column of the input, and what reads it.
 *
 * @param column as its files spell it
 * @param read whether anything reads it
 * @param by what does, in words, or what may have been meant
 */
public record ColumnUse(String column, boolean read, String by) {
  private static final int MOST_ROWS = 5;

  /** What reads a column under these tables. */
  public static ColumnUse of(String column, Tables tables, UsageKinds kinds) {
    if (UnreadColumn.is(column, kinds)) {
      String nearest = UnreadColumn.of(column, List.of(), kinds).nearest();
      return new ColumnUse(
          column, false, "nothing" + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    }
    List<String> by = new ArrayList<>();
    if (Columns.isContract(column)) {
      by.add("the input format");
    }
    if (column.startsWith("tag:")) {
      by.add("--by " + column);
    }
    add(
        by,
        "a condition of",
        tables,
        row -> row.conditions().stream().anyMatch(one -> looks(one, column)));
    add(by, "a need of", tables, row -> row.needs().contains(column));
    return new ColumnUse(column, true, String.join("; ", by));
  }

  private static boolean looks(Condition condition, String column) {
    return condition.attribute().equals(column)
        || (condition.test().comparesColumns() && condition.values().contains(column));
  }

  private static void add(
      List<String> by, String what, Tables tables, Predicate<MeteringRow> reads) {
    List<Integer> rows =
        tables.metering().stream().filter(reads).map(row -> row.origin().row()).sorted().toList();
    if (!rows.isEmpty()) {
      by.add(
          what
              + " metering.xlsx, Metering, row"
              + (rows.size() == 1 ? " " : "s ")
              + rows.stream()
                  .limit(MOST_ROWS)
                  .map(String::valueOf)
                  .collect(Collectors.joining(", "))
              + (rows.size() > MOST_ROWS ? " and " + (rows.size() - MOST_ROWS) + " more" : ""));
    }
  }
}
