package dev.tarife.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for values of a usage record's columns for which conditions hold. A condition looks at a
 * column only through the values that some condition names, so it is enough to try these, a number
 * beside and between them, a text that nobody names, and no value at all.
 */
final class Case {
  /** Columns of a record that always have a value, and those that must hold a number. */
  private static final Set<String> ALWAYS =
      Set.of("record_id", "instance", "usage_type", "start_time", "count", "connected_seconds");

  private static final Set<String> COUNTED = Set.of("count", "connected_seconds", "quantity");
  private static final int MOST = 50_000;

  private final Map<String, List<@Nullable String>> candidates = new LinkedHashMap<>();

  /**
   * Prepares the columns of conditions.
   *
   * @param all every condition of the usage type, which say what columns must be numbers
   * @param countries those that a record may have, the usual ones first
   * @param numberTypes as well
   */
  Case(Collection<Condition> all, Collection<String> countries, Collection<String> numberTypes) {
    Map<String, Set<String>> named = new LinkedHashMap<>();
    Set<String> numeric = new TreeSet<>(COUNTED);
    for (Condition condition : all) {
      if (condition.test().comparesColumns()) {
        of(named, condition.values().get(0));
        of(named, condition.attribute());
      } else {
        of(named, condition.attribute()).addAll(condition.values());
      }
      if (condition.test().isNumeric()) {
        numeric.add(condition.attribute());
      }
    }
    for (Condition condition : all) {
      if (condition.test().comparesColumns()) {
        Set<String> both = new LinkedHashSet<>(of(named, condition.attribute()));
        both.addAll(of(named, condition.values().get(0)));
        of(named, condition.attribute()).addAll(both);
        of(named, condition.values().get(0)).addAll(both);
      }
    }
    named.forEach(
        (column, values) ->
            candidates.put(column, candidates(column, values, numeric, countries, numberTypes)));
  }

  private static Set<String> of(Map<String, Set<String>> named, String column) {
    return named.computeIfAbsent(column, c -> new LinkedHashSet<>());
  }

  private static List<@Nullable String> candidates(
      String column,
      Set<String> named,
      Set<String> numeric,
      Collection<String> countries,
      Collection<String> numberTypes) {
    List<@Nullable String> found = new ArrayList<>();
    if (numeric.contains(column)) {
      numbers(column, named).forEach(number -> found.add(number.toPlainString()));
    } else if (column.equals("country") || column.equals("number_country")) {
      found.addAll(known(named, countries));
    } else if (column.equals("number_type")) {
      found.addAll(known(named, numberTypes));
    } else {
      found.addAll(named);
      found.add(column.equals("resource_id") ? "resource" : "other");
      found.add("another");
    }
    if (!ALWAYS.contains(column)) {
      found.add(null);
    }
    return Collections.unmodifiableList(found);
  }

  private static Set<BigDecimal> numbers(String column, Set<String> named) {
    TreeSet<BigDecimal> bounds = new TreeSet<>();
    for (String value : named) {
      if (number(value) != null) {
        bounds.add(new BigDecimal(value));
      }
    }
    TreeSet<BigDecimal> numbers = new TreeSet<>(bounds);
    for (BigDecimal bound : bounds) {
      numbers.add(bound.add(BigDecimal.ONE));
      numbers.add(bound.subtract(BigDecimal.ONE));
      BigDecimal next = bounds.higher(bound);
      if (next != null) {
        numbers.add(bound.add(next).divide(BigDecimal.valueOf(2)));
      }
    }
    if (numbers.isEmpty()) {
      numbers.add(BigDecimal.valueOf(60));
    }
    if (COUNTED.contains(column)) {
      numbers.removeIf(number -> number.signum() < 0);
    }
    if (column.equals("count")) {
      numbers.removeIf(number -> number.signum() == 0 || number.scale() > 0);
    }
    return numbers;
  }

  /** The named values that a record may have, and two that no condition names. */
  private static List<String> known(Set<String> named, Collection<String> vocabulary) {
    List<String> found = new ArrayList<>();
    int others = 0;
    for (String code : vocabulary) {
      boolean isNamed = named.stream().anyMatch(value -> fold(value).equals(fold(code)));
      if (isNamed || others++ < 2) {
        found.add(code);
      }
    }
    return found;
  }

  /**
   * Values of the columns for which all conditions hold.
   *
   * @param fixed columns whose value is given; a null value: the record has none
   * @return null where there are none
   */
  @Nullable Map<String, @Nullable String> satisfying(
      Collection<Condition> conditions, Map<String, @Nullable String> fixed) {
    Set<String> columns = new LinkedHashSet<>();
    for (Condition condition : conditions) {
      columns.add(condition.attribute());
      if (condition.test().comparesColumns()) {
        columns.add(condition.values().get(0));
      }
    }
    Map<String, @Nullable String> values = new LinkedHashMap<>(fixed);
    columns.removeAll(fixed.keySet());
    return search(List.copyOf(columns), 0, values, conditions) ? values : null;
  }

  private boolean search(
      List<String> columns,
      int at,
      Map<String, @Nullable String> values,
      Collection<Condition> conditions) {
    for (Condition condition : conditions) {
      if (isSettled(condition, values) && !holds(condition, values)) {
        return false;
      }
    }
    if (at == columns.size()) {
      return true;
    }
    String column = columns.get(at);
    for (String candidate : tried(column, values, conditions)) {
      values.put(column, candidate);
      if (search(columns, at + 1, values, conditions)) {
        return true;
      }
    }
    values.remove(column);
    return false;
  }

  /** The candidates of a column, and the values of those that it is compared with. */
  private List<@Nullable String> tried(
      String column, Map<String, @Nullable String> values, Collection<Condition> conditions) {
    List<@Nullable String> tried = new ArrayList<>(candidates(column));
    for (Condition condition : conditions) {
      if (condition.test().comparesColumns()) {
        String other = condition.values().get(0);
        if (column.equals(condition.attribute()) && values.get(other) != null) {
          tried.add(values.get(other));
        } else if (column.equals(other) && values.get(condition.attribute()) != null) {
          tried.add(values.get(condition.attribute()));
        }
      }
    }
    return tried;
  }

  private static boolean isSettled(Condition condition, Map<String, @Nullable String> values) {
    return values.containsKey(condition.attribute())
        && (!condition.test().comparesColumns() || values.containsKey(condition.values().get(0)));
  }

  /** Every combination of values of all columns; none where there are too many to try. */
  void each(Predicate<Map<String, @Nullable String>> untilTrue) {
    long combinations = 1;
    for (List<@Nullable String> values : candidates.values()) {
      combinations = Math.min(MOST + 1L, combinations * Math.max(1, values.size()));
    }
    if (combinations <= MOST) {
      each(List.copyOf(candidates.keySet()), 0, new LinkedHashMap<>(), untilTrue);
    }
  }

  private boolean each(
      List<String> columns,
      int at,
      Map<String, @Nullable String> values,
      Predicate<Map<String, @Nullable String>> untilTrue) {
    if (at == columns.size()) {
      return untilTrue.test(values);
    }
    for (String candidate : candidates(columns.get(at))) {
      values.put(columns.get(at), candidate);
      if (each(columns, at + 1, values, untilTrue)) {
        return true;
      }
    }
    return false;
  }

  /** The values that are tried for a column. */
  List<@Nullable String> candidates(String column) {
    return candidates.getOrDefault(column, Collections.singletonList(null));
  }

  /** Whether a condition holds of a record with these values, as metering has it. */
  static boolean holds(Condition condition, Map<String, @Nullable String> values) {
    String value = values.get(condition.attribute());
    return switch (condition.test()) {
      case IS_ONE_OF -> value != null && isNamed(condition, value);
      case IS_NONE_OF -> value == null || !isNamed(condition, value);
      case IS_ABOVE -> order(condition, value, 1, 1);
      case IS_AT_LEAST -> order(condition, value, 0, 1);
      case IS_BELOW -> order(condition, value, -1, -1);
      case IS_AT_MOST -> order(condition, value, -1, 0);
      case IS_SAME_AS -> isSame(value, values.get(condition.values().get(0)));
      case IS_NOT_SAME_AS -> !isSame(value, values.get(condition.values().get(0)));
      case IS_GIVEN -> value != null;
      case IS_MISSING -> value == null;
    };
  }

  /** Whether all conditions hold. */
  static boolean hold(Collection<Condition> conditions, Map<String, @Nullable String> values) {
    return conditions.stream().allMatch(condition -> holds(condition, values));
  }

  private static boolean isNamed(Condition condition, String value) {
    return condition.values().stream().anyMatch(named -> fold(named).equals(fold(value)));
  }

  private static boolean order(Condition condition, @Nullable String value, int least, int most) {
    BigDecimal number = value == null ? null : number(value);
    BigDecimal bound = condition.values().isEmpty() ? null : number(condition.values().get(0));
    if (number == null || bound == null) {
      return false;
    }
    int order = Integer.signum(number.compareTo(bound));
    return order >= least && order <= most;
  }

  private static boolean isSame(@Nullable String a, @Nullable String b) {
    return a != null && b != null && fold(a).equals(fold(b));
  }

  static @Nullable BigDecimal number(String text) {
    return text.matches("-?[0-9]{1,20}(\\.[0-9]{1,15})?") ? new BigDecimal(text) : null;
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
