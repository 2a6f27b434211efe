package dev.tarife.metering.input;

import dev.tarife.duckdb.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The one form that rows of every file are brought into, as SQL: texts, times in nanoseconds, and
 * decimals as a whole and billionths. A row that breaks the contract is only marked {@code bad}.
 */
public final class StagedColumns {
  private static final String ACCOUNT = "acct";
  private static final String COUNT = "cnt";
  private static final String NANO = "_nano";
  private static final String BAD = "bad";
  private static final List<String> TEXTS =
      List.of(
          Columns.RECORD_ID,
          Columns.INSTANCE,
          Columns.USAGE_TYPE,
          Columns.CONTACT_ID,
          Columns.RESOURCE_ID,
          Columns.COUNTRY,
          Columns.NUMBER_COUNTRY,
          Columns.NUMBER_TYPE);
  private static final Map<String, String> TIMES =
      new TreeMap<>(
          Map.of(
              Columns.START_TIME, "start_ns",
              Columns.END_TIME, "end_ns",
              Columns.UPDATED_AT, "updated_ns"));
  private static final Map<String, String> NUMBERS =
      new TreeMap<>(Map.of(Columns.QUANTITY, "q", Columns.CONNECTED_SECONDS, "conn"));
  private final List<String> attributes;
  private final boolean accountNeeded;

  public StagedColumns(List<String> attributes, boolean accountNeeded) {
    this.attributes = attributes;
    this.accountNeeded = accountNeeded;
  }

  /** Selects the rows of a source in the one form. */
  public String select(Map<String, SourceColumn> columns, String source) {
    FieldSql fields = new FieldSql();
    fields.addText(columns.get(Columns.ACCOUNT), ACCOUNT);
    TEXTS.forEach(column -> fields.addText(columns.get(column), column));
    TIMES.forEach((column, name) -> fields.addTime(columns.get(column), name));
    NUMBERS.forEach((column, name) -> fields.addDecimal(columns.get(column), name, name + NANO));
    fields.addCount(columns.get(Columns.COUNT), COUNT);
    for (int i = 0; i < attributes.size(); i++) {
      fields.addAttribute(columns.get(attributes.get(i)), "a" + i);
    }
    List<String> bad = new ArrayList<>(fields.wrong());
    bad.addAll(broken(columns.keySet()));
    return "SELECT "
        + String.join(", ", names().keySet())
        + ", ("
        + FieldSql.any(bad)
        + ") AS "
        + BAD
        + " FROM ("
        + fields.select(source)
        + ")";
  }

  /** Selects them without the columns that the source does not have. */
  String selectOwn(Map<String, SourceColumn> columns, String source) {
    List<String> own = new ArrayList<>();
    names()
        .forEach(
            (name, column) -> {
              if (columns.containsKey(column)) {
                own.add(name);
              }
            });
    own.add(BAD);
    return "SELECT " + String.join(", ", own) + " FROM (" + select(columns, source) + ")";
  }

  /** Selects rows in the one form from what {@link #selectOwn} selected. */
  String selectAll(Map<String, SourceColumn> columns, String source) {
    List<String> all = new ArrayList<>();
    names()
        .forEach(
            (name, column) ->
                all.add((columns.containsKey(column) ? name : none(name, column)) + " AS " + name));
    all.add(BAD);
    return "SELECT " + String.join(", ", all) + " FROM " + source;
  }

  private static String none(String name, String column) {
    boolean number = TIMES.containsKey(column) || NUMBERS.containsKey(column);
    return name.equals(COUNT)
        ? "CAST(1 AS BIGINT)"
        : number ? "CAST(NULL AS BIGINT)" : "CAST(NULL AS VARCHAR)";
  }

  /** Columns in the one form, each with the column of a file that it is of. */
  private Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(ACCOUNT, Columns.ACCOUNT);
    TEXTS.forEach(column -> names.put(column, column));
    TIMES.forEach((column, name) -> names.put(name, column));
    NUMBERS.forEach(
        (column, name) -> {
          names.put(name, column);
          names.put(name + NANO, column);
        });
    names.put(COUNT, Columns.COUNT);
    for (int i = 0; i < attributes.size(); i++) {
      names.put("a" + i, attributes.get(i));
    }
    return names;
  }

  /** What rows in the one form hold of the columns that they can have. */
  StagedShape shape(Database database, Set<String> columns, String source) throws SQLException {
    List<String> asked = new ArrayList<>();
    List<String> names = new ArrayList<>();
    names()
        .forEach(
            (name, column) -> {
              if (columns.contains(column)) {
                names.add(name);
                asked.add(
                    name.endsWith(NANO) ? "coalesce(max(" + name + "), 0)" : "count(" + name + ")");
              }
            });
    Set<String> held = new HashSet<>();
    Set<String> fractions = new HashSet<>();
    database.rows(
        "SELECT " + String.join(", ", asked) + " FROM " + source,
        row -> {
          for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (row.getLong(i + 1) > 0) {
              (name.endsWith(NANO) ? fractions : held).add(String.valueOf(names().get(name)));
            }
          }
        });
    return new StagedShape(held, fractions);
  }

  /** What of the contract a row in this form can break. */
  private List<String> broken(Set<String> columns) {
    List<String> broken = new ArrayList<>();
    broken.add("record_id IS NULL OR instance IS NULL OR usage_type IS NULL OR start_ns IS NULL");
    if (columns.contains(Columns.END_TIME)) {
      broken.add("end_ns < start_ns");
    }
    if (columns.contains(Columns.COUNT)) {
      broken.add("cnt IS NULL OR cnt NOT BETWEEN 1 AND " + RecordParser.MOST_COUNT);
      broken.add("cnt > 1 AND contact_id IS NOT NULL");
    }
    TIMES.forEach(
        (column, time) -> {
          if (columns.contains(column)) {
            broken.add(
                time
                    + " NOT BETWEEN "
                    + Nanos.of(RecordParser.EARLIEST)
                    + " AND "
                    + (Nanos.of(RecordParser.LATEST) - 1));
          }
        });
    String most = RecordParser.MOST.toPlainString();
    NUMBERS.forEach(
        (column, number) -> {
          if (columns.contains(column)) {
            broken.add(number + " NOT BETWEEN 0 AND " + most);
            broken.add(number + " = " + most + " AND " + number + "_nano > 0");
          }
        });
    if (accountNeeded) {
      broken.add("acct IS NULL");
    }
    return broken;
  }
}
