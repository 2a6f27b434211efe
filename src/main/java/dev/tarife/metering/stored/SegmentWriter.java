package dev.tarife.metering.stored;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.metering.stored.Segment.Count;
import dev.tarife.metering.stored.Segment.Span;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes stored records to a file, and says what it holds. */
final class SegmentWriter {
  /** More usage types than anybody meters are not told apart. */
  private static final int MOST_TYPES = 1_000;

  private static final int LONGEST_TYPE = 256;
  private static final String PACKED = " (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2)";

  private final Database database;

  SegmentWriter(Database database) {
    this.database = database;
  }

  /**
   * Writes.
   *
   * @param rows relation of rows, with {@code batch}, {@code line}, {@code again} and {@code h}
   * @param names of their attributes
   * @param replaced relation of the rows that these replace; null: none
   * @return what was written; null: there is no row
   */
  @Nullable Segment write(
      String rows, List<String> names, @Nullable String replaced, Path records, Path keys)
      throws SQLException {
    StringBuilder asked = new StringBuilder("count(*), count(*) FILTER (WHERE again)");
    for (int i = 0; i < names.size(); i++) {
      asked.append(", count(a").append(i).append(")");
    }
    long[] sizes = new long[2];
    List<Integer> kept = new ArrayList<>();
    database.rows(
        "SELECT " + asked + " FROM " + rows,
        row -> {
          sizes[0] = row.getLong(1);
          sizes[1] = row.getLong(2);
          for (int i = 0; i < names.size(); i++) {
            if (row.getLong(i + 3) > 0) {
              kept.add(i);
            }
          }
        });
    if (sizes[0] == 0) {
      return null;
    }
    // In the order of the delivery, lines and times pack best.
    database.run("SET preserve_insertion_order = true");
    copy(StoredForm.toFile(kept, rows), records);
    database.run("SET preserve_insertion_order = false");
    copy("SELECT h FROM " + rows + " ORDER BY h", keys);
    List<String> attributes = kept.stream().map(names::get).toList();
    String own = "(" + StoredForm.fromFile(records, attributes, List.of()) + ")";
    SortedMap<String, Count> months = new TreeMap<>();
    months(own, months, false);
    List<String> reaching = new ArrayList<>(List.of(own));
    if (replaced != null) {
      months(replaced, months, true);
      reaching.add(replaced);
    }
    return new Segment(records, keys, sizes[0], sizes[1], attributes, months, spans(reaching));
  }

  private void copy(String select, Path target) throws SQLException {
    database.run(
        "COPY (" + select + ") TO " + Duck.text(target.toAbsolutePath().toString()) + PACKED);
  }

  private void months(String rows, SortedMap<String, Count> months, boolean replaced)
      throws SQLException {
    database.rows(
        "SELECT strftime(make_timestamp(start_ns // 1000), '%Y-%m'), count(*) FROM "
            + rows
            + " GROUP BY 1",
        row -> {
          long count = row.getLong(2);
          months.merge(
              row.getString(1), replaced ? new Count(0, count) : new Count(count, 0), Count::plus);
        });
  }

  private List<Span> spans(List<String> rows) throws SQLException {
    String all =
        rows.stream()
            .map(one -> "SELECT usage_type, start_ns, end_ns FROM " + one)
            .reduce((one, other) -> one + " UNION ALL " + other)
            .orElseThrow();
    String reach =
        "min(start_ns) // 1000000000, CASE WHEN count(end_ns) = count(*)"
            + " THEN (max(end_ns) + 999999999) // 1000000000 END FROM ("
            + all
            + ")";
    List<Span> spans = new ArrayList<>();
    database.rows(
        "SELECT CASE WHEN length(usage_type) <= "
            + LONGEST_TYPE
            + " THEN usage_type ELSE '' END, "
            + reach
            + " GROUP BY 1 LIMIT "
            + (MOST_TYPES + 1),
        row -> spans.add(span(row.getString(1), row)));
    if (spans.size() > MOST_TYPES) {
      spans.clear();
      database.rows("SELECT '', " + reach, row -> spans.add(span("", row)));
    }
    return spans;
  }

  private static Span span(String type, ResultSet row) throws SQLException {
    long starts = row.getLong(2);
    long ends = row.getLong(3);
    return new Span(type, starts, row.wasNull() ? null : Long.valueOf(ends));
  }
}
