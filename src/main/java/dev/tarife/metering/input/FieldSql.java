package dev.tarife.metering.input;

import dev.tarife.duckdb.Duck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a file brought into the one form of {@link StagedColumns}, as SQL: a select in
 * another, so that what several columns look at is computed once, and most rows need no regular
 * expression.
 */
final class FieldSql {
  private static final String NO_NUMBER = "CAST(NULL AS BIGINT)";

  /** What is selected from the file. */
  private final List<String> read = new ArrayList<>();

  /** The second select: parsed values, and whether each has the common form. */
  private final List<String> parsed = new ArrayList<>();

  private final List<String> usual = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** Selects all columns, and some that these are made of. */
  String select(String source) {
    String selected = "SELECT " + String.join(", ", read) + " FROM " + source;
    for (List<String> more : List.of(parsed, usual, values)) {
      if (!more.isEmpty()) {
        selected = "SELECT *, " + String.join(", ", more) + " FROM (" + selected + ")";
      }
    }
    return selected;
  }

  /** Conditions that hold of a selected row with a text that is not what it must be. */
  List<String> wrong() {
    return wrong;
  }

  /** Whether any of the conditions holds; what is not known is not true. */
  static String any(List<String> conditions) {
    StringBuilder any = new StringBuilder("coalesce(false");
    conditions.forEach(condition -> any.append(" OR (").append(condition).append(")"));
    return any.append(", false)").toString();
  }

  private static void add(List<String> columns, String sql, String name) {
    columns.add(sql + " AS " + name);
  }

  void addText(@Nullable SourceColumn origin, String name) {
    add(read, origin == null ? "CAST(NULL AS VARCHAR)" : text(origin), name);
  }

  /** An attribute may be a number. */
  void addAttribute(@Nullable SourceColumn origin, String name) {
    addText(origin, name);
    if (origin != null && origin.isJson()) {
      wrong.add(isInexact(name));
    }
  }

  /** Nearly all times read 2024-05-01T09:30:00Z: these need no regular expression. */
  void addTime(@Nullable SourceColumn origin, String name) {
    if (origin == null) {
      add(read, NO_NUMBER, name);
      return;
    }
    if (origin.type().startsWith("TIMESTAMP")) {
      add(read, "epoch_ns(" + origin.name() + ")", name);
      return;
    }
    String text = name + "_text";
    String plain = name + "_plain";
    add(read, text(origin), text);
    add(
        parsed,
        "(strlen(%1$s) = 20 AND %1$s LIKE '20__-__-__T__:__:__Z' AND NOT contains(%1$s, 'T24'))"
            .formatted(text),
        plain);
    add(
        values,
        ("CASE WHEN %2$s THEN epoch_ns(TRY_CAST(%1$s AS TIMESTAMP)) WHEN length(%1$s) > 26 THEN"
                + " epoch_ns(TRY_CAST(regexp_replace(%1$s, '(\\.\\d{6})\\d+', '\\1') AS"
                + " TIMESTAMPTZ)) + coalesce(TRY_CAST(rpad(regexp_extract(%1$s,"
                + " '\\.\\d{6}(\\d{1,3})', 1), 3, '0') AS BIGINT), 0) ELSE"
                + " epoch_ns(TRY_CAST(%1$s AS TIMESTAMPTZ)) END")
            .formatted(text, plain),
        name);
    wrong.add(isUnlike(text, name, plain, RecordParser.TIME));
  }

  /** A decimal as its whole and its billionths. */
  void addDecimal(@Nullable SourceColumn origin, String name, String nano) {
    if (origin == null) {
      add(read, NO_NUMBER, name);
      add(read, NO_NUMBER, nano);
      return;
    }
    if (origin.isWhole()) {
      add(read, "CAST(" + origin.name() + " AS BIGINT)", name);
      // Rows of all formats are compared: without a number there are no billionths.
      add(read, "CASE WHEN " + origin.name() + " IS NOT NULL THEN CAST(0 AS BIGINT) END", nano);
      return;
    }
    String given = text(origin);
    if (origin.type().startsWith("DECIMAL") && !origin.type().endsWith(",0)")) {
      given = "rtrim(rtrim(" + given + ", '0'), '.')";
    }
    String text = name + "_text";
    addNumber(given, name, "NULL", RecordParser.DECIMAL);
    String decimal = decimal(text);
    add(
        values,
        "CASE WHEN %1$s_plain THEN 0 WHEN contains(%2$s, '.') THEN CAST((%3$s - floor(%3$s)) * 1000000000 AS BIGINT) WHEN %2$s IS NOT NULL THEN 0 END"
            .formatted(name, text, decimal),
        nano);
    if (origin.isJson()) {
      wrong.add(isInexact(text));
    }
  }

  /**
   * Adds the whole part of a number that is written as a text. Whole numbers are told fast: as
   * texts they are what was read.
   *
   * @param none what it is where there is no text
   */
  private void addNumber(String given, String name, String none, String pattern) {
    String text = name + "_text";
    String plain = name + "_plain";
    String whole = name + "_whole";
    add(read, given, text);
    add(parsed, "TRY_CAST(" + text + " AS BIGINT)", whole);
    add(usual, "CAST(" + whole + " AS VARCHAR) = " + text, plain);
    add(
        values,
        "CASE WHEN %3$s THEN %2$s WHEN %1$s IS NULL THEN %4$s WHEN contains(%1$s, '.') THEN CAST(floor(%5$s) AS BIGINT) ELSE %2$s END"
            .formatted(text, whole, plain, none, decimal(text)),
        name);
    wrong.add(isUnlike(text, name, plain, pattern));
  }

  private static String decimal(String text) {
    return "TRY_CAST(" + text + " AS DECIMAL(24, 9))";
  }

  /** Whether a text has no value, or is not written as it must be. */
  private static String isUnlike(String text, String value, String plain, String pattern) {
    return "%1$s IS NOT NULL AND (%2$s IS NULL OR CASE WHEN %3$s THEN false ELSE NOT regexp_full_match(%1$s, %4$s) END)"
        .formatted(text, value, plain, Duck.text(pattern));
  }

  /** Whether a number may have lost digits on its way through a JSON reader. */
  private static String isInexact(String text) {
    return "CASE WHEN length("
        + text
        + ") > 16 THEN regexp_full_match("
        + text
        + ", '-?[0-9]*\\.[0-9]*(e.*)?') ELSE false END";
  }

  /** A count is 1 where none is given. */
  void addCount(@Nullable SourceColumn origin, String name) {
    if (origin == null) {
      add(read, "CAST(1 AS BIGINT)", name);
      return;
    }
    if (origin.isWhole()) {
      add(read, "coalesce(CAST(" + origin.name() + " AS BIGINT), 1)", name);
      return;
    }
    addNumber(text(origin), name, "1", RecordParser.COUNT);
  }

  /** A text; an empty one is none, and what reads CSV takes it so already. */
  private static String text(SourceColumn origin) {
    if (origin.type().equals(SourceColumn.CSV)) {
      return origin.name();
    }
    return origin.isText()
        ? "nullif(" + origin.name() + ", '')"
        : "nullif(CAST(" + origin.name() + " AS VARCHAR), '')";
  }
}
