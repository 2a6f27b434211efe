package dev.tarife.metering;

import dev.tarife.table.Condition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of the metering table as SQL: a row's kind is its usage type and a bit for each
 * condition of that type that holds.
 */
final class KindSql {
  private static final int WORD = 60;

  /** What a survey groups rows by, whatever the conditions are. */
  private static final Set<String> GROUPED =
      Set.of(
          Columns.ACCOUNT,
          Columns.INSTANCE,
          Columns.USAGE_TYPE,
          Columns.COUNTRY,
          Columns.NUMBER_COUNTRY,
          Columns.NUMBER_TYPE);

  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

  private final Kinds kinds;
  private final List<String> attributes;
  private final List<String> given;
  private final Map<String, Integer> bits = new LinkedHashMap<>();
  private final Map<String, Kinds.Check> checks = new LinkedHashMap<>();
  private final Map<String, String> helpers = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  /**
   * Prepares.
   *
   * @param attributes columns that are staged as a0, a1, ...
   * @param given columns whose presence is asked for
   */
  KindSql(Kinds kinds, List<String> attributes, List<String> given) {
    this.kinds = kinds;
    this.attributes = attributes;
    this.given = given;
    for (Kinds.Type type : kinds.types().values()) {
      for (Kinds.Check check : type.checks()) {
        String name = check.condition().toString();
        bits.putIfAbsent(name, bits.size());
        checks.put(name, check);
      }
    }
    only(kinds.types().keySet());
  }

  /** From now on only the conditions of these usage types are tested: no row has another. */
  void only(Set<String> types) {
    asked.clear();
    for (Kinds.Type type : kinds.types().values()) {
      if (types.contains(type.code())) {
        type.checks().forEach(check -> asked.add(check.condition().toString()));
      }
    }
  }

  /** Names of the columns with the bits of conditions. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i * WORD < Math.max(1, bits.size()); i++) {
      words.add("m" + i);
    }
    return words;
  }

  /** The mask of a usage type's own conditions. */
  long mask(Kinds.@Nullable Type type, List<Long> words) {
    long mask = 0;
    if (type != null) {
      for (int i = 0; i < type.checks().size(); i++) {
        int bit = bits.getOrDefault(type.checks().get(i).condition().toString(), 0);
        mask |= (words.get(bit / WORD) >> bit % WORD & 1) << i;
      }
    }
    return mask;
  }

  /**
   * Which conditions: those that look at more than {@link #GROUPED} must be tested of every row.
   */
  private enum Part {
    ALL,
    ROWS,
    GROUPS
  }

  /** The bits of all conditions, as columns m0, m1, ... */
  String masks() {
    return masks(Part.ALL, "m", "");
  }

  /** The bits of those conditions that look at more than what rows are grouped by: e0, e1, ... */
  String masksOfRows() {
    return masks(Part.ROWS, "e", "");
  }

  /** The bits of all conditions, from e0, e1, ... and the columns that rows are grouped by. */
  String masksOfGroups() {
    return masks(Part.GROUPS, "m", "e");
  }

  private String masks(Part part, String name, String before) {
    List<String> columns = new ArrayList<>();
    for (int word = 0; word < words().size(); word++) {
      List<String> sum = new ArrayList<>();
      sum.add(before.isEmpty() ? "CAST(0 AS BIGINT)" : before + word);
      for (Map.Entry<String, Integer> bit : bits.entrySet()) {
        Kinds.Check check = checks.get(bit.getKey());
        if (bit.getValue() / WORD == word
            && check != null
            && asked.contains(bit.getKey())
            && isIn(part, columns(check))) {
          sum.add("CAST(" + condition(check) + " AS BIGINT) * " + (1L << bit.getValue() % WORD));
        }
      }
      columns.add(String.join(" + ", sum) + " AS " + name + word);
    }
    return String.join(", ", columns);
  }

  /** Whether a condition or a need looks at the account or the instance. */
  boolean looksAtPlaces() {
    return given.contains(Columns.ACCOUNT)
        || given.contains(Columns.INSTANCE)
        || asked.stream()
            .map(checks::get)
            .filter(Objects::nonNull)
            .map(KindSql::columns)
            .anyMatch(
                columns -> columns.contains(Columns.ACCOUNT) || columns.contains(Columns.INSTANCE));
  }

  private static List<String> columns(Kinds.Check check) {
    Condition condition = check.condition();
    return condition.test().comparesColumns()
        ? List.of(condition.attribute(), condition.values().get(0))
        : List.of(condition.attribute());
  }

  private static boolean isIn(Part part, List<String> columns) {
    return part == Part.ALL || GROUPED.containsAll(columns) == (part == Part.GROUPS);
  }

  /**
   * The rows with what several conditions look at, computed once. Conditions are tested whatever
   * the usage type: to ask for the type first costs more.
   */
  String prepared(String rows) {
    return prepared(Part.ALL, rows);
  }

  /** As {@link #prepared}, for {@link #masksOfRows}. */
  String preparedRows(String rows) {
    return prepared(Part.ROWS, rows);
  }

  /** As {@link #prepared}, for {@link #masksOfGroups}. */
  String preparedGroups(String rows) {
    return prepared(Part.GROUPS, rows);
  }

  private String prepared(Part part, String rows) {
    String expressions = masks(part, "m", "") + objection() + given();
    StringBuilder select = new StringBuilder("(SELECT *");
    helpers.forEach(
        (sql, name) -> {
          if (Pattern.compile("\\b" + name + "\\b").matcher(expressions).find()) {
            select.append(", ").append(sql).append(" AS ").append(name);
          }
        });
    return select + " FROM " + rows + ")";
  }

  private String helper(String sql) {
    return helpers.computeIfAbsent(sql, key -> "helper" + helpers.size());
  }

  /** What cannot be compared: the number of a check of the type, a bar, and the text. */
  String objection() {
    StringBuilder objection = new StringBuilder();
    for (Kinds.Type type : kinds.types().values()) {
      StringBuilder wrong = new StringBuilder();
      for (int i = 0; i < type.checks().size(); i++) {
        Kinds.Check check = type.checks().get(i);
        String column = check.condition().attribute();
        if (check.isNumeric() && !Columns.isContract(column)) {
          wrong.append(" WHEN NOT ").append(isNumber(column));
          wrong.append(" THEN '").append(i).append("|' || ").append(text(column));
        }
      }
      if (!wrong.isEmpty()) {
        objection.append(" WHEN ").append(Duck.text(type.code())).append(" THEN CASE");
        objection.append(wrong).append(" END");
      }
    }
    return objection.isEmpty()
        ? "CAST(NULL AS VARCHAR)"
        : "CASE usage_type" + objection + " ELSE NULL END";
  }

  /** Above the columns asked for: whether count is above 1, and the quantity no whole number. */
  private static final String FLAGS =
      "CASE WHEN cnt > 1 THEN "
          + (1L << 61)
          + " ELSE 0 END + CASE WHEN coalesce(q_nano, 0) <> 0 THEN "
          + (1L << Reasons.FRACTION)
          + " ELSE 0 END";

  /** The number that the columns asked for make up, and above them whether count is above 1. */
  String given() {
    return given(Part.ALL, FLAGS);
  }

  /** That number without what rows are grouped by. */
  String givenOfRows() {
    return given(Part.ROWS, FLAGS);
  }

  /** That number, from one without what rows are grouped by. */
  String givenOfGroups(String before) {
    return given(Part.GROUPS, before);
  }

  private String given(Part part, String first) {
    StringBuilder sum = new StringBuilder(first);
    for (int i = 0; i < given.size(); i++) {
      if (isIn(part, List.of(given.get(i)))) {
        sum.append(" + CASE WHEN ").append(isGiven(given.get(i))).append(" THEN ");
        sum.append(1L << i).append(" ELSE 0 END");
      }
    }
    return "CAST(" + sum + " AS BIGINT)";
  }

  static boolean isMany(long given) {
    return (given >> 61 & 1) != 0;
  }

  private String isGiven(String column) {
    return column.equals(Columns.CONNECTED_SECONDS)
        ? "(conn IS NOT NULL OR q IS NOT NULL OR end_ns IS NOT NULL)"
        : "(" + raw(column) + " IS NOT NULL)";
  }

  private String raw(String column) {
    return switch (column) {
      case Columns.ACCOUNT -> "acct";
      case Columns.START_TIME -> "start_ns";
      case Columns.END_TIME -> "end_ns";
      case Columns.UPDATED_AT -> "updated_ns";
      case Columns.QUANTITY -> "q";
      case Columns.COUNT -> "cnt";
      case Columns.CONNECTED_SECONDS -> "conn";
      default -> Columns.isContract(column) ? column : "a" + attributes.indexOf(column);
    };
  }

  private static final String SPAN = "(end_ns - start_ns)";

  private static String whole(String column) {
    return column.equals(Columns.QUANTITY) ? "q" : "coalesce(conn, q, " + SPAN + " // 1000000000)";
  }

  private static String nano(String column) {
    return column.equals(Columns.QUANTITY)
        ? "q_nano"
        : "CASE WHEN conn IS NOT NULL THEN conn_nano WHEN q IS NOT NULL THEN q_nano ELSE "
            + SPAN
            + " % 1000000000 END";
  }

  private static boolean isQuantity(String column) {
    return column.equals(Columns.QUANTITY) || column.equals(Columns.CONNECTED_SECONDS);
  }

  private static String decimal(String column) {
    return "(CAST("
        + whole(column)
        + " AS DECIMAL(28, 9)) + CAST("
        + nano(column)
        + " AS DECIMAL(10, 0)) * CAST(0.000000001 AS DECIMAL(10, 9)))";
  }

  /** A column as {@link Columns#text} sees it. */
  private String text(String column) {
    return switch (column) {
      case Columns.START_TIME, Columns.END_TIME, Columns.UPDATED_AT ->
          "strftime(make_timestamp(" + raw(column) + " // 1000), '%Y-%m-%dT%H:%M:%SZ')";
      case Columns.QUANTITY, Columns.CONNECTED_SECONDS ->
          "rtrim(rtrim(CAST(CAST("
              + decimal(column)
              + " AS DECIMAL(38, 9)) AS VARCHAR), '0'), '.')";
      case Columns.COUNT -> "CAST(cnt AS VARCHAR)";
      default -> raw(column);
    };
  }

  /** Lower case of A to Z; texts that are all ASCII take the quick way. */
  private String folded(String column) {
    String text = text(column);
    return helper(
        "CASE WHEN strlen(%1$s) = length(%1$s) THEN lower(%1$s) ELSE translate(%1$s, '%2$s', '%3$s') END"
            .formatted(text, Texts.UPPER, Texts.LOWER));
  }

  private String condition(Kinds.@Nullable Check check) {
    if (check == null) {
      return "false";
    }
    Condition condition = check.condition();
    String column = condition.attribute();
    return switch (condition.test()) {
      case IS_ONE_OF -> oneOf(folded(column), check);
      case IS_NONE_OF -> "NOT " + oneOf(folded(column), check);
      case IS_ABOVE -> compared(check, ">");
      case IS_AT_LEAST -> compared(check, ">=");
      case IS_BELOW -> compared(check, "<");
      case IS_AT_MOST -> compared(check, "<=");
      case IS_SAME_AS -> same(condition);
      case IS_NOT_SAME_AS -> "NOT " + same(condition);
      case IS_GIVEN -> isGiven(column);
      case IS_MISSING -> "NOT " + isGiven(column);
    };
  }

  /** The database makes a join of IN and a list; a few comparisons are cheaper. */
  private static String oneOf(String text, Kinds.Check check) {
    if (check.folded().isEmpty()) {
      return "false";
    }
    if (check.folded().size() > 16) {
      return "coalesce(" + text + " IN " + Duck.texts(check.folded()) + ", false)";
    }
    StringBuilder test = new StringBuilder("CASE " + text);
    check
        .folded()
        .forEach(value -> test.append(" WHEN ").append(Duck.text(value)).append(" THEN true"));
    return "(" + test + " ELSE false END)";
  }

  private String same(Condition condition) {
    return "coalesce("
        + folded(condition.attribute())
        + " = "
        + folded(condition.values().get(0))
        + ", false)";
  }

  private String isNumber(String column) {
    return "regexp_full_match(" + text(column) + ", " + Duck.text(Kinds.numberPattern()) + ")";
  }

  private String compared(Kinds.Check check, String operator) {
    String column = check.condition().attribute();
    BigDecimal bound = check.number() == null ? BigDecimal.ZERO : check.number();
    if (isQuantity(column) && bound.scale() <= 9 && bound.precision() - bound.scale() <= 18) {
      return "coalesce(" + comparedWhole(column, operator, bound) + ", false)";
    }
    String number =
        isQuantity(column)
            ? decimal(column)
            : column.equals(Columns.COUNT)
                ? "cnt"
                : "CASE WHEN " + isNumber(column) + " THEN " + text(column) + " END";
    return "coalesce(TRY_CAST("
        + number
        + " AS DECIMAL(38, 15)) "
        + operator
        + " CAST('"
        + bound.toPlainString()
        + "' AS DECIMAL(38, 15)), false)";
  }

  /** Compares 64-bit numbers, where a decimal of 38 digits would cost ten times as much. */
  private String comparedWhole(String column, String operator, BigDecimal bound) {
    BigInteger whole = bound.setScale(0, RoundingMode.FLOOR).toBigInteger();
    BigInteger rest =
        bound.subtract(new BigDecimal(whole)).movePointRight(9).toBigInteger().mod(BILLION);
    String strict = operator.substring(0, 1);
    return "(%1$s %2$s %3$s OR (%1$s = %3$s AND %4$s %5$s %6$s))"
        .formatted(helper(whole(column)), strict, whole, helper(nano(column)), operator, rest);
  }
}
