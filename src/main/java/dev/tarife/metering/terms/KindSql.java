package dev.tarife.metering.terms;

import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.Columns;
import dev.tarife.table.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What decides on a row's terms and rejection, as SQL: its kind is its usage type and a bit for
 * each condition of that type that holds; besides, what cannot be compared, and which columns are
 * given.
 */
public final class KindSql {
  private static final int WORD = 60;
  private static final int MANY = 61;

  /** What a survey groups rows by, whatever the conditions are. */
  private static final Set<String> GROUPED =
      Set.of(
          Columns.ACCOUNT,
          Columns.INSTANCE,
          Columns.USAGE_TYPE,
          Columns.COUNTRY,
          Columns.NUMBER_COUNTRY,
          Columns.NUMBER_TYPE);

  private final UsageKinds kinds;
  private final RowSql row;
  private final ConditionSql conditions;
  private final List<String> given;
  private final Map<String, Integer> bits = new LinkedHashMap<>();
  private final Map<String, Condition> byName = new LinkedHashMap<>();
  private final Set<String> present = new TreeSet<>();

  /**
   * Writes SQL that finds the kind of each row.
   *
   * @param given columns whose presence is asked for
   */
  public KindSql(UsageKinds kinds, RowSql row, List<String> given) {
    this.kinds = kinds;
    this.row = row;
    this.given = given;
    conditions = new ConditionSql(row);
    for (UsageKinds.Type type : kinds.types().values()) {
      for (Condition condition : type.conditions()) {
        String name = condition.toString();
        bits.putIfAbsent(name, bits.size());
        byName.put(name, condition);
      }
    }
    only(kinds.types().keySet());
  }

  /** From now on only the conditions of these usage types are tested: no row has another. */
  public void only(Set<String> types) {
    present.clear();
    present.addAll(types);
  }

  private Stream<UsageKinds.Type> types() {
    return kinds.types().values().stream().filter(type -> present.contains(type.code()));
  }

  /** Names of the columns with the bits of conditions. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i * WORD < Math.max(1, bits.size()); i++) {
      words.add("m" + i);
    }
    return words;
  }

  /** The mask of a usage type's own conditions. */
  public long mask(UsageKinds.@Nullable Type type, List<Long> words) {
    long mask = 0;
    if (type != null) {
      for (int i = 0; i < type.conditions().size(); i++) {
        int bit = bits.getOrDefault(type.conditions().get(i).toString(), 0);
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
  public String masks() {
    return masks(Part.ALL, "m", "");
  }

  /** The bits of those conditions that look at more than what rows are grouped by: e0, e1, ... */
  public String masksOfRows() {
    return masks(Part.ROWS, "e", "");
  }

  /** The bits of all conditions, from e0, e1, ... and the columns that rows are grouped by. */
  public String masksOfGroups() {
    return masks(Part.GROUPS, "m", "e");
  }

  private String masks(Part part, String name, String before) {
    Set<String> asked = new TreeSet<>();
    types()
        .forEach(type -> type.conditions().forEach(condition -> asked.add(condition.toString())));
    List<String> columns = new ArrayList<>();
    for (int word = 0; word < words().size(); word++) {
      List<String> sum = new ArrayList<>();
      sum.add(before.isEmpty() ? "CAST(0 AS BIGINT)" : before + word);
      for (Map.Entry<String, Integer> bit : bits.entrySet()) {
        Condition condition = Objects.requireNonNull(byName.get(bit.getKey()));
        if (bit.getValue() / WORD == word
            && asked.contains(bit.getKey())
            && isIn(part, condition.columns())) {
          sum.add(
              "CAST("
                  + conditions.of(condition)
                  + " AS BIGINT) * "
                  + (1L << bit.getValue() % WORD));
        }
      }
      columns.add(String.join(" + ", sum) + " AS " + name + word);
    }
    return String.join(", ", columns);
  }

  /** Whether a condition or a need looks at the account or the instance. */
  public boolean looksAtPlaces() {
    return Stream.concat(
            given.stream(),
            types()
                .flatMap(type -> type.conditions().stream())
                .flatMap(condition -> condition.columns().stream()))
        .anyMatch(column -> column.equals(Columns.ACCOUNT) || column.equals(Columns.INSTANCE));
  }

  private static boolean isIn(Part part, List<String> columns) {
    return part == Part.ALL || GROUPED.containsAll(columns) == (part == Part.GROUPS);
  }

  /**
   * Wraps the rows in a select that computes once what several conditions look at. Conditions are
   * tested whatever the usage type: to ask for the type first costs more.
   */
  public String prepared(String rows) {
    return prepared(Part.ALL, rows);
  }

  /** As {@link #prepared}, for {@link #masksOfRows}. */
  public String preparedRows(String rows) {
    return prepared(Part.ROWS, rows);
  }

  /** As {@link #prepared}, for {@link #masksOfGroups}. */
  public String preparedGroups(String rows) {
    return prepared(Part.GROUPS, rows);
  }

  private String prepared(Part part, String rows) {
    return conditions.prepared(rows, masks(part, "m", ""));
  }

  /** What cannot be compared: the number of a condition of the type, a bar, and the text. */
  public String objection() {
    StringBuilder objection = new StringBuilder();
    types()
        .forEach(
            type -> {
              StringBuilder wrong = new StringBuilder();
              for (int i = 0; i < type.conditions().size(); i++) {
                Condition condition = type.conditions().get(i);
                String column = condition.attribute();
                if (condition.test().isNumeric()
                    && !Columns.isContract(column)
                    && row.has(column)) {
                  wrong.append(" WHEN NOT ").append(conditions.isNumber(column));
                  wrong.append(" THEN '").append(i).append("|' || ").append(row.text(column));
                }
              }
              if (!wrong.isEmpty()) {
                objection.append(" WHEN ").append(Duck.text(type.code())).append(" THEN CASE");
                objection.append(wrong).append(" END");
              }
            });
    return objection.isEmpty()
        ? "CAST(NULL AS VARCHAR)"
        : "CASE usage_type" + objection + " ELSE NULL END";
  }

  /** The number that the columns asked for make up, and above them whether count is above 1. */
  public String given() {
    return given(Part.ALL, flags());
  }

  /** That number without what rows are grouped by. */
  public String givenOfRows() {
    return given(Part.ROWS, flags());
  }

  /** That number, from one without what rows are grouped by. */
  public String givenOfGroups(String before) {
    return given(Part.GROUPS, before);
  }

  private String given(Part part, String first) {
    StringBuilder sum = new StringBuilder(first);
    for (int i = 0; i < given.size(); i++) {
      if (isIn(part, List.of(given.get(i)))) {
        sum.append(bit(row.isGiven(given.get(i)), i));
      }
    }
    return "CAST(" + sum + " AS BIGINT)";
  }

  /** Above the columns asked for: whether count is above 1, and the quantity no whole number. */
  private String flags() {
    return "0" + bit(row.isMany(), MANY) + bit(row.isFraction(), RejectionReasons.FRACTION);
  }

  private static String bit(String condition, int bit) {
    return condition.equals("false")
        ? ""
        : " + CASE WHEN " + condition + " THEN " + (1L << bit) + " ELSE 0 END";
  }

  public static boolean isMany(long given) {
    return (given >> MANY & 1) != 0;
  }
}
