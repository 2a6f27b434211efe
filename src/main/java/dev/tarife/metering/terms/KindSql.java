package dev.tarife.metering.terms;

import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.Columns;
import dev.tarife.table.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides on a row's terms and rejection, as SQL: the conditions of its usage type that hold,
 * as bits of one number; what cannot be compared; and which columns are given, as bits of another.
 *
 * <p>Each of the two numbers is the sum of a part that the columns of a dimension decide, the same
 * for all its rows, and a part that must be looked for in every row.
 */
public final class KindSql {
  private static final int MOST_BITS = 62;
  private static final int MANY = 61;

  /** The columns of a dimension. */
  public static final List<String> DIMENSION =
      List.of(Columns.USAGE_TYPE, Columns.COUNTRY, Columns.NUMBER_COUNTRY, Columns.NUMBER_TYPE);

  /** The rows or the dimensions: which of the two a condition is tested of. */
  public enum Part {
    ROW,
    DIMENSION;

    private boolean has(List<String> columns) {
      return KindSql.DIMENSION.containsAll(columns) == (this == DIMENSION);
    }
  }

  private final List<UsageKinds.Type> types;
  private final RowSql row;
  private final ConditionSql conditions;
  private final List<String> given;
  private final List<String> bits;

  /**
   * Writes SQL that finds the kind of each row.
   *
   * @param given columns whose presence is asked for
   * @param present usage types that occur; only their conditions are tested
   */
  public KindSql(UsageKinds kinds, RowSql row, List<String> given, Set<String> present) {
    this.row = row;
    this.given = given;
    conditions = new ConditionSql(row);
    types = kinds.types().values().stream().filter(type -> present.contains(type.code())).toList();
    bits =
        types.stream()
            .flatMap(type -> type.conditions().stream())
            .map(Condition::toString)
            .distinct()
            .toList();
  }

  /** Whether all conditions have bits of their own; else those of each usage type begin anew. */
  private boolean hasOwnBits() {
    return bits.size() <= MOST_BITS;
  }

  /** The bits of a usage type's own conditions, in their order. */
  public long mask(UsageKinds.Type type, long conditionBits) {
    if (!hasOwnBits()) {
      return conditionBits;
    }
    long mask = 0;
    for (int i = 0; i < type.conditions().size(); i++) {
      int bit = bits.indexOf(type.conditions().get(i).toString());
      mask |= bit < 0 ? 0 : (conditionBits >> bit & 1) << i;
    }
    return mask;
  }

  /**
   * The bits of the conditions that hold. They are tested whatever the usage type: to ask for the
   * type first costs more, and is done only where there are more conditions than bits.
   */
  public String conditionBits(Part part) {
    if (hasOwnBits()) {
      Map<String, Condition> all = new LinkedHashMap<>();
      types.forEach(
          type -> type.conditions().forEach(condition -> all.put(condition.toString(), condition)));
      return conditionBits(part, List.copyOf(all.values()));
    }
    StringBuilder byType = new StringBuilder("CASE usage_type");
    for (UsageKinds.Type type : types) {
      byType.append(" WHEN ").append(Duck.text(type.code()));
      byType.append(" THEN ").append(conditionBits(part, type.conditions()));
    }
    return byType + " ELSE 0 END";
  }

  private String conditionBits(Part part, List<Condition> tested) {
    StringBuilder sum = new StringBuilder("CAST(0 AS BIGINT)");
    for (int i = 0; i < tested.size(); i++) {
      if (part.has(tested.get(i).columns())) {
        sum.append(" + CAST(").append(conditions.of(tested.get(i)));
        sum.append(" AS BIGINT) * ").append(1L << i);
      }
    }
    return sum.toString();
  }

  /** The rows, or the dimensions, with what several conditions look at as columns. */
  public String prepared(Part part, String rows) {
    return conditions.prepared(rows, conditionBits(part));
  }

  /** What cannot be compared: the number of a condition of the type, a bar, and the text. */
  public String objection() {
    StringBuilder objection = new StringBuilder();
    for (UsageKinds.Type type : types) {
      StringBuilder wrong = new StringBuilder();
      for (int i = 0; i < type.conditions().size(); i++) {
        Condition condition = type.conditions().get(i);
        String column = condition.attribute();
        if (condition.test().isNumeric() && UsageKinds.isAttribute(column) && row.has(column)) {
          wrong.append(" WHEN NOT ").append(conditions.isNumber(column));
          wrong.append(" THEN '").append(i).append("|' || ").append(row.text(column));
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

  /** What {@link #objection} gave, in words. */
  public static @Nullable String objection(UsageKinds.@Nullable Type type, @Nullable String coded) {
    if (coded == null || type == null) {
      return null;
    }
    int bar = coded.indexOf('|');
    Condition condition = type.conditions().get(Integer.parseInt(coded.substring(0, bar)));
    return UsageKinds.objection(
        condition.attribute(), coded.substring(bar + 1), condition.toString());
  }

  /**
   * The bits of the columns asked for that are given. Above them, of a row: whether count is above
   * 1, and whether the quantity is not a whole number.
   */
  public String givenBits(Part part) {
    StringBuilder sum = new StringBuilder("0");
    for (int i = 0; i < given.size(); i++) {
      if (part.has(List.of(given.get(i)))) {
        sum.append(bit(row.isGiven(given.get(i)), i));
      }
    }
    if (part == Part.ROW) {
      sum.append(bit(row.isMany(), MANY)).append(bit(row.isFraction(), RejectionReasons.FRACTION));
    }
    return "CAST(" + sum + " AS BIGINT)";
  }

  private static String bit(String condition, int bit) {
    return condition.equals("false")
        ? ""
        : " + CASE WHEN " + condition + " THEN " + (1L << bit) + " ELSE 0 END";
  }

  public static boolean isMany(long givenBits) {
    return (givenBits >> MANY & 1) != 0;
  }
}
