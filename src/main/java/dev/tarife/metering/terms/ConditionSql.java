package dev.tarife.metering.terms;

import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.Nanos;
import dev.tarife.table.Condition;
import dev.tarife.table.InstanceColumns;
import dev.tarife.table.LetterCase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Conditions of the metering table as SQL: the only second form of {@link Condition#holds}. What
 * several of them look at is computed once.
 */
public final class ConditionSql {
  private static final int MOST_COMPARED = 16;

  private final RowSql row;
  private final Map<String, String> helpers = new LinkedHashMap<>();

  public ConditionSql(RowSql row) {
    this.row = row;
  }

  /** Whether a condition holds of a row; never null. */
  public String of(Condition condition) {
    String column = condition.attribute();
    return switch (condition.test()) {
      case IS_ONE_OF -> oneOf(folded(column), condition);
      case IS_NONE_OF -> "NOT " + oneOf(folded(column), condition);
      case IS_ABOVE -> compared(condition, ">");
      case IS_AT_LEAST -> compared(condition, ">=");
      case IS_BELOW -> compared(condition, "<");
      case IS_AT_MOST -> compared(condition, "<=");
      case IS_BEFORE -> timed(condition, "<");
      case IS_FROM -> timed(condition, ">=");
      case IS_SAME_AS -> same(condition);
      case IS_NOT_SAME_AS -> "NOT " + same(condition);
      case IS_GIVEN -> row.isGiven(column);
      case IS_MISSING -> "NOT " + row.isGiven(column);
    };
  }

  /** Whether a text is a number that can be compared; null if it is missing. */
  String isNumber(String column) {
    return "regexp_full_match("
        + row.text(column)
        + ", "
        + Duck.text(Condition.NUMBER.pattern())
        + ")";
  }

  /** The rows, with what the expressions look at as columns. */
  public String prepared(String rows, String expressions) {
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

  /**
   * A text without the case of its letters, as {@link LetterCase} has it. Texts that are all ASCII
   * take the quick way; so do those whose letters' case is settled, and runs of such letters.
   */
  private String folded(String column) {
    return helper(folding(row.text(column)));
  }

  /** {@link LetterCase#fold} as SQL. */
  public static String folding(String text) {
    return """
        CASE WHEN strlen(%1$s) = length(%1$s) THEN lower(%1$s)
        WHEN regexp_full_match(%1$s, '%2$s*') THEN translate(lower(%1$s), '%3$s', '%4$s')
        ELSE array_to_string(list_transform(regexp_extract_all(%1$s, '%2$s+|[^%5$s+'),
        lambda run: CASE WHEN regexp_full_match(run, '%2$s+')
        THEN translate(lower(run), '%3$s', '%4$s') ELSE run END), '') END"""
        .formatted(
            text,
            LetterCase.SETTLED,
            LetterCase.ALSO,
            LetterCase.SAME,
            LetterCase.SETTLED.substring(1));
  }

  /** The database makes a join of IN and a list; a few comparisons are cheaper. */
  private static String oneOf(String text, Condition condition) {
    if (condition.folded().isEmpty()) {
      return "false";
    }
    if (condition.folded().size() > MOST_COMPARED) {
      return "coalesce(" + text + " IN " + Duck.texts(condition.folded()) + ", false)";
    }
    StringBuilder test = new StringBuilder("CASE " + text);
    condition
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

  private String timed(Condition condition, String operator) {
    return row.has(condition.attribute())
        ? "coalesce(%s %s %d, false)"
            .formatted(row.comparable(condition.attribute()), operator, Nanos.of(condition.time()))
        : "false";
  }

  private String compared(Condition condition, String operator) {
    String column = condition.attribute();
    BigDecimal bound = condition.number();
    boolean decimal = Columns.DECIMALS.contains(column);
    if (decimal && bound.scale() <= 9 && bound.precision() - bound.scale() <= 18) {
      return "coalesce(" + comparedWhole(column, operator, bound) + ", false)";
    }
    String number =
        decimal
            ? row.decimal(column)
            : column.equals(Columns.COUNT) || column.equals(InstanceColumns.HOUR)
                ? row.comparable(column)
                : "CASE WHEN " + isNumber(column) + " THEN " + row.text(column) + " END";
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
    BigInteger rest = bound.subtract(new BigDecimal(whole)).movePointRight(9).toBigInteger();
    String strict = operator.substring(0, 1);
    String nano = row.nano(column);
    return "(%1$s %2$s %3$s OR (%1$s = %3$s AND %4$s %5$s %6$s))"
        .formatted(
            helper(row.whole(column)),
            strict,
            whole,
            nano.equals("0") ? nano : helper(nano),
            operator,
            rest);
  }
}
