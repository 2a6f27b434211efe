package dev.tarife.metering;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one form that rows of every file are brought into, as SQL: texts, times in nanoseconds, and
 * decimals as a whole and billionths. A row that breaks the contract is only marked {@code bad}.
 */
final class Staged {
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
  private static final Set<String> WHOLE =
      Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");

  /** The type of a text that a JSON reader made. */
  static final String JSON = "JSON";

  /**
   * Where a column comes from.
   *
   * @param name in SQL
   * @param type of the database, or {@link #JSON}
   */
  record Origin(String name, String type) {
    boolean isText() {
      return type.equals("VARCHAR") || type.equals(JSON);
    }

    boolean isWhole() {
      return WHOLE.contains(type);
    }
  }

  private final List<String> attributes;
  private final boolean accountNeeded;

  Staged(List<String> attributes, boolean accountNeeded) {
    this.attributes = attributes;
    this.accountNeeded = accountNeeded;
  }

  /** Selects the rows of a source in the one form. */
  String select(Map<String, Origin> columns, String source) {
    List<String> wrong = new ArrayList<>();
    List<String> select = new ArrayList<>();
    select.add(text(columns.get(Columns.ACCOUNT)) + " AS " + ACCOUNT);
    for (String column : TEXTS) {
      select.add(text(columns.get(column)) + " AS " + column);
    }
    TIMES.forEach((column, name) -> select.add(time(columns.get(column), wrong) + " AS " + name));
    NUMBERS.forEach((column, name) -> decimal(columns.get(column), name, select, wrong));
    select.add(count(columns.get(Columns.COUNT), wrong) + " AS " + COUNT);
    for (int i = 0; i < attributes.size(); i++) {
      Origin attribute = columns.get(attributes.get(i));
      String text = text(attribute);
      select.add(text + " AS a" + i);
      if (attribute != null && attribute.type().equals(JSON)) {
        wrong.add(isInexact(text));
      }
    }
    select.add(any(wrong) + " AS unreadable");
    return "SELECT * EXCLUDE (unreadable), ("
        + any(broken(columns.keySet()))
        + ") AS "
        + BAD
        + " FROM (SELECT "
        + String.join(", ", select)
        + " FROM "
        + source
        + ")";
  }

  /** Selects them without the columns that the source does not have. */
  String selectOwn(Map<String, Origin> columns, String source) {
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
  String selectAll(Map<String, Origin> columns, String source) {
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
  Shape shape(Database database, Set<String> columns, String source) throws SQLException {
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
    return new Shape(held, fractions);
  }

  /** What of the contract a row in this form can break. */
  private List<String> broken(Set<String> columns) {
    List<String> broken = new ArrayList<>();
    broken.add("unreadable");
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

  /** What is not known is not true: null does no harm. */
  private static String any(List<String> conditions) {
    StringBuilder any = new StringBuilder("false");
    conditions.forEach(condition -> any.append(" OR (").append(condition).append(")"));
    return any.toString();
  }

  private static String text(@Nullable Origin origin) {
    if (origin == null) {
      return "CAST(NULL AS VARCHAR)";
    }
    return origin.isText()
        ? "nullif(" + origin.name() + ", '')"
        : "nullif(CAST(" + origin.name() + " AS VARCHAR), '')";
  }

  /** Nearly all times read 2024-05-01T09:30:00Z: these need no regular expression. */
  private static String time(@Nullable Origin origin, List<String> wrong) {
    if (origin == null) {
      return "CAST(NULL AS BIGINT)";
    }
    if (origin.type().startsWith("TIMESTAMP")) {
      return "epoch_ns(" + origin.name() + ")";
    }
    String text = text(origin);
    String plain =
        "(strlen(%1$s) = 20 AND %1$s LIKE '20__-__-__T__:__:__Z' AND %1$s[12:13] < '24')"
            .formatted(text);
    String nanos =
        ("CASE WHEN %2$s THEN epoch_ns(TRY_CAST(%1$s AS TIMESTAMP)) WHEN length(%1$s) > 26 THEN"
                + " epoch_ns(TRY_CAST(regexp_replace(%1$s, '(\\.\\d{6})\\d+', '\\1') AS"
                + " TIMESTAMPTZ)) + coalesce(TRY_CAST(rpad(regexp_extract(%1$s,"
                + " '\\.\\d{6}(\\d{1,3})', 1), 3, '0') AS BIGINT), 0) ELSE"
                + " epoch_ns(TRY_CAST(%1$s AS TIMESTAMPTZ)) END")
            .formatted(text, plain);
    wrong.add(
        "%1$s IS NOT NULL AND ((%2$s) IS NULL OR CASE WHEN %3$s THEN false ELSE NOT"
                .formatted(text, nanos, plain)
            + " regexp_full_match("
            + text
            + ", "
            + Duck.text(RecordParser.TIME)
            + ") END)");
    return nanos;
  }

  private static void decimal(
      @Nullable Origin origin, String name, List<String> select, List<String> wrong) {
    if (origin == null) {
      select.add("CAST(NULL AS BIGINT) AS " + name + ", CAST(NULL AS BIGINT) AS " + name + "_nano");
      return;
    }
    if (origin.isWhole()) {
      select.add("CAST(" + origin.name() + " AS BIGINT) AS " + name);
      select.add("CASE WHEN " + origin.name() + " IS NOT NULL THEN 0 END AS " + name + NANO);
      return;
    }
    String text = text(origin);
    if (origin.type().startsWith("DECIMAL") && !origin.type().endsWith(",0)")) {
      text = "rtrim(rtrim(" + text + ", '0'), '.')";
    }
    String number = "TRY_CAST(" + text + " AS DECIMAL(24, 9))";
    String whole =
        "CASE WHEN contains(%1$s, '.') THEN CAST(floor(%2$s) AS BIGINT) ELSE TRY_CAST(%1$s AS BIGINT) END"
            .formatted(text, number);
    select.add(whole + " AS " + name);
    select.add(
        "CASE WHEN contains(%1$s, '.') THEN CAST((%2$s - floor(%2$s)) * 1000000000 AS BIGINT) WHEN %1$s IS NOT NULL THEN 0 END AS %3$s_nano"
            .formatted(text, number, name));
    wrong.add(isUnlike(text, whole, RecordParser.DECIMAL));
    if (origin.type().equals(JSON)) {
      wrong.add(isInexact(text));
    }
  }

  /** Whether a text is no number, or is not written as it must be; whole numbers are told fast. */
  private static String isUnlike(String text, String number, String pattern) {
    return "%1$s IS NOT NULL AND ((%2$s) IS NULL OR CASE WHEN CAST((%2$s) AS VARCHAR) = %1$s THEN false"
            .formatted(text, number)
        + " ELSE NOT regexp_full_match("
        + text
        + ", "
        + Duck.text(pattern)
        + ") END)";
  }

  /** Whether a number may have lost digits on its way through a JSON reader. */
  private static String isInexact(String text) {
    return "CASE WHEN length("
        + text
        + ") > 16 THEN regexp_full_match("
        + text
        + ", '-?[0-9]*\\.[0-9]*(e.*)?') ELSE false END";
  }

  private static String count(@Nullable Origin origin, List<String> wrong) {
    if (origin == null) {
      return "CAST(1 AS BIGINT)";
    }
    if (origin.isWhole()) {
      return "coalesce(CAST(" + origin.name() + " AS BIGINT), 1)";
    }
    String text = text(origin);
    String number =
        "CASE WHEN contains(%1$s, '.') THEN CAST(TRY_CAST(%1$s AS DECIMAL(24, 9)) AS BIGINT) ELSE TRY_CAST(%1$s AS BIGINT) END"
            .formatted(text);
    wrong.add(isUnlike(text, number, RecordParser.COUNT));
    return "coalesce(" + number + ", 1)";
  }
}
