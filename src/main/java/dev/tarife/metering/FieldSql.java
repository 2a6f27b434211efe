package dev.tarife.metering;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a file brought into the one form of {@link Staged}, as SQL. */
final class FieldSql {
  private static final String NO_NUMBER = "CAST(NULL AS BIGINT)";

  private final List<String> selected = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** All columns, as they are selected. */
  String selected() {
    return String.join(", ", selected);
  }

  /** Conditions that hold of a row with a text that is not what it must be. */
  List<String> wrong() {
    return wrong;
  }

  /** Whether any of the conditions holds; what is not known is not true. */
  static String any(List<String> conditions) {
    StringBuilder any = new StringBuilder("false");
    conditions.forEach(condition -> any.append(" OR (").append(condition).append(")"));
    return any.toString();
  }

  private void add(String sql, String name) {
    selected.add(sql + " AS " + name);
  }

  void addText(@Nullable Origin origin, String name) {
    add(origin == null ? "CAST(NULL AS VARCHAR)" : text(origin), name);
  }

  /** An attribute may be a number. */
  void addAttribute(@Nullable Origin origin, String name) {
    addText(origin, name);
    if (origin != null && origin.isJson()) {
      wrong.add(isInexact(text(origin)));
    }
  }

  /** Nearly all times read 2024-05-01T09:30:00Z: these need no regular expression. */
  void addTime(@Nullable Origin origin, String name) {
    if (origin == null) {
      add(NO_NUMBER, name);
      return;
    }
    if (origin.type().startsWith("TIMESTAMP")) {
      add("epoch_ns(" + origin.name() + ")", name);
      return;
    }
    String text = text(origin);
    String plain =
        "(strlen(%1$s) = 20 AND %1$s LIKE '20__-__-__T__:__:__Z' AND NOT contains(%1$s, 'T24'))"
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
    add(nanos, name);
  }

  /** A decimal as its whole and its billionths. */
  void addDecimal(@Nullable Origin origin, String name, String nano) {
    if (origin == null) {
      add(NO_NUMBER, name);
      add(NO_NUMBER, nano);
      return;
    }
    if (origin.isWhole()) {
      add("CAST(" + origin.name() + " AS BIGINT)", name);
      // Rows of all formats are compared: without a number there are no billionths.
      add("CASE WHEN " + origin.name() + " IS NOT NULL THEN CAST(0 AS BIGINT) END", nano);
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
    add(whole, name);
    add(
        "CASE WHEN contains(%1$s, '.') THEN CAST((%2$s - floor(%2$s)) * 1000000000 AS BIGINT) WHEN %1$s IS NOT NULL THEN 0 END"
            .formatted(text, number),
        nano);
    wrong.add(isUnlike(text, whole, RecordParser.DECIMAL));
    if (origin.isJson()) {
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

  /** A count is 1 where none is given. */
  void addCount(@Nullable Origin origin, String name) {
    if (origin == null) {
      add("CAST(1 AS BIGINT)", name);
      return;
    }
    if (origin.isWhole()) {
      add("coalesce(CAST(" + origin.name() + " AS BIGINT), 1)", name);
      return;
    }
    String text = text(origin);
    String number =
        "CASE WHEN contains(%1$s, '.') THEN CAST(TRY_CAST(%1$s AS DECIMAL(24, 9)) AS BIGINT) ELSE TRY_CAST(%1$s AS BIGINT) END"
            .formatted(text);
    wrong.add(isUnlike(text, number, RecordParser.COUNT));
    add("coalesce(" + number + ", 1)", name);
  }

  private static String text(Origin origin) {
    return origin.isText()
        ? "nullif(" + origin.name() + ", '')"
        : "nullif(CAST(" + origin.name() + " AS VARCHAR), '')";
  }
}
