package dev.tarife.metering.stored;

import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.StagedColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The form in which usage records are stored, as SQL. It is that of {@link StagedColumns} without
 * the account, and with the delivery that brought a record ({@code batch}), its line there, and
 * whether it replaced an earlier version ({@code again}). Attributes are the columns a0, a1, ...,
 * whose names stand beside the file. In the file, a time is two numbers, which pack better than
 * one.
 */
final class StoredForm {
  /** Of these columns a record that is delivered again is compared, and its attributes. */
  static final List<String> COMPARED =
      List.of(
          Columns.INSTANCE,
          Columns.USAGE_TYPE,
          Columns.CONTACT_ID,
          Columns.RESOURCE_ID,
          Columns.COUNTRY,
          Columns.NUMBER_COUNTRY,
          Columns.NUMBER_TYPE,
          "start_ns",
          "end_ns",
          "updated_ns",
          "q",
          "q_nano",
          "conn",
          "conn_nano",
          "cnt");

  private static final Set<String> TIMES = Set.of("start_ns", "end_ns", "updated_ns");

  private StoredForm() {}

  /** The columns of a record in memory, with so many attributes. */
  static List<String> row(int attributes) {
    List<String> columns = new ArrayList<>();
    columns.add(Columns.RECORD_ID);
    columns.addAll(compared(attributes));
    return columns;
  }

  /** The columns that tell whether two records of one id are the same. */
  static List<String> compared(int attributes) {
    List<String> columns = new ArrayList<>(COMPARED);
    for (int i = 0; i < attributes; i++) {
      columns.add("a" + i);
    }
    return columns;
  }

  /**
   * Selects rows in the form of the file.
   *
   * @param kept numbers of the attributes that are kept, in their new order
   * @param rows with {@code batch}, {@code line} and {@code again}
   */
  static String toFile(List<Integer> kept, String rows) {
    List<String> columns = new ArrayList<>();
    for (String column : row(0)) {
      if (TIMES.contains(column)) {
        String time = time(column);
        columns.add(column + " // 1000000000 AS " + time + "_s");
        columns.add(column + " % 1000000000 AS " + time + "_n");
      } else {
        columns.add(column);
      }
    }
    for (int i = 0; i < kept.size(); i++) {
      columns.add("a" + kept.get(i) + " AS a" + i);
    }
    return "SELECT " + String.join(", ", columns) + ", batch, line, again FROM " + rows;
  }

  private static String time(String column) {
    return column.substring(0, column.indexOf('_'));
  }

  /**
   * Selects the rows of a file.
   *
   * @param own names of its attributes
   * @param wanted names of the attributes that are selected, as a0, a1, ...
   */
  static String fromFile(Path file, List<String> own, List<String> wanted) {
    List<String> columns = new ArrayList<>();
    for (String column : row(0)) {
      if (TIMES.contains(column)) {
        String time = time(column);
        columns.add(time + "_s * 1000000000 + " + time + "_n AS " + column);
      } else {
        columns.add(column);
      }
    }
    for (int i = 0; i < wanted.size(); i++) {
      int at = own.indexOf(wanted.get(i));
      columns.add((at < 0 ? "CAST(NULL AS VARCHAR)" : "a" + at) + " AS a" + i);
    }
    return "SELECT "
        + String.join(", ", columns)
        + ", batch, line, again FROM "
        + Duck.parquet(List.of(file));
  }

  /** The rows of several files. */
  static String fromFiles(Collection<? extends StoredSegment> segments, List<String> wanted) {
    return segments.stream()
        .map(segment -> fromFile(segment.records(), segment.attributes(), wanted))
        .reduce((one, other) -> one + " UNION ALL " + other)
        .orElseThrow();
  }

  /**
   * The statement that makes the table {@code replacing}, by which {@link #latest} knows what was
   * replaced: ids, and the delivery that brought their last version.
   */
  static String replacing(String rows) {
    return "CREATE OR REPLACE TEMP TABLE replacing AS SELECT record_id, max(batch) AS batch FROM "
        + rows
        + " WHERE again GROUP BY record_id";
  }

  /** Selects the last version of each record. */
  static String latest(String rows) {
    return "SELECT l.* FROM "
        + rows
        + " l ANTI JOIN replacing r ON r.record_id = l.record_id AND r.batch > l.batch";
  }

  /** The names of all attributes of several files, each once. */
  static List<String> attributes(
      Collection<String> first, Collection<? extends StoredSegment> segments) {
    return Stream.concat(
            first.stream(), segments.stream().flatMap(segment -> segment.attributes().stream()))
        .distinct()
        .toList();
  }

  /**
   * The columns of a usage file that stored rows make, each with its SQL.
   *
   * @param names of the attributes
   * @param read names that tables read: of several that differ only in the case of letters, which
   *     no file can have, they go first
   */
  static Map<String, String> usage(List<String> names, Set<String> read) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put(Columns.RECORD_ID, Columns.RECORD_ID);
    COMPARED.stream().filter(Columns::isContract).forEach(column -> columns.put(column, column));
    columns.put(Columns.START_TIME, "make_timestamp_ns(start_ns)");
    columns.put(Columns.END_TIME, "make_timestamp_ns(end_ns)");
    columns.put(Columns.UPDATED_AT, "make_timestamp_ns(updated_ns)");
    columns.put(Columns.QUANTITY, "q");
    columns.put(Columns.CONNECTED_SECONDS, "conn");
    columns.put(Columns.COUNT, "cnt");
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    taken.addAll(Columns.CONTRACT);
    for (boolean first : List.of(true, false)) {
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        if (read.contains(name) == first && taken.add(name)) {
          columns.put(name, "a" + i);
        }
      }
    }
    return columns;
  }

  /** A number with its billionths. */
  static String decimal(String column) {
    return "CAST(%1$s AS DECIMAL(28, 9)) + CAST(%1$s_nano AS DECIMAL(10, 0)) * CAST(0.000000001 AS DECIMAL(10, 9))"
        .formatted(column);
  }
}
