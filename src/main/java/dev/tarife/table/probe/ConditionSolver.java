package dev.tarife.table.probe;

import dev.tarife.model.UsageColumns;
import dev.tarife.table.Condition;
import dev.tarife.table.InstanceColumns;
import dev.tarife.table.LetterCase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for values of a usage record's columns for which conditions hold. A condition looks at a
 * column only through the values that some condition names, so it is enough to try these, a number
 * beside and between them, a text that nobody names, and no value at all.
 */
public final class ConditionSolver {
  /** Columns of a record that always have a value. */
  private static final Set<String> ALWAYS =
      Set.of(
          UsageColumns.RECORD_ID,
          UsageColumns.INSTANCE,
          UsageColumns.USAGE_TYPE,
          UsageColumns.START_TIME,
          UsageColumns.COUNT,
          UsageColumns.CONNECTED_SECONDS,
          InstanceColumns.REGION,
          InstanceColumns.PLAN,
          InstanceColumns.HOUR,
          InstanceColumns.WEEKDAY,
          InstanceColumns.DATE);

  private static final int MOST = 50_000;
  private static final int LAST_HOUR = 23;

  private final Map<String, List<@Nullable String>> candidates = new LinkedHashMap<>();

  /**
   * Prepares the columns of conditions.
   *
   * @param all every condition of the usage type, which say what columns must be numbers
   * @param vocabularies the codes that a column may hold, the usual ones first, by column
   */
  public ConditionSolver(Collection<Condition> all, Map<String, List<String>> vocabularies) {
    Map<String, Set<String>> named = new LinkedHashMap<>();
    Set<String> numeric = new TreeSet<>(UsageColumns.NUMBERS);
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
    Set<String> times = new LinkedHashSet<>();
    UsageColumns.TIMES.forEach(column -> times.addAll(named.getOrDefault(column, Set.of())));
    UsageColumns.TIMES.forEach(column -> named.computeIfPresent(column, (c, own) -> times));
    named.forEach(
        (column, values) ->
            candidates.put(column, candidates(column, values, numeric, vocabularies.get(column))));
  }

  private static Set<String> of(Map<String, Set<String>> named, String column) {
    return named.computeIfAbsent(column, c -> new LinkedHashSet<>());
  }

  private static List<@Nullable String> candidates(
      String column, Set<String> named, Set<String> numeric, @Nullable List<String> vocabulary) {
    List<@Nullable String> found = new ArrayList<>();
    if (column.equals(InstanceColumns.HOUR)) {
      IntStream.rangeClosed(0, LAST_HOUR).forEach(hour -> found.add(Integer.toString(hour)));
    } else if (column.equals(InstanceColumns.DATE)) {
      dates(named).forEach(date -> found.add(date.toString()));
    } else if (numeric.contains(column)) {
      numbers(column, named).forEach(number -> found.add(number.toPlainString()));
    } else if (UsageColumns.TIMES.contains(column)) {
      times(named).forEach(time -> found.add(time.toString()));
    } else if (vocabulary != null) {
      found.addAll(known(named, vocabulary));
    } else {
      found.addAll(named);
      found.add(column.equals(UsageColumns.RESOURCE_ID) ? "resource" : "other");
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
      BigDecimal bound = Condition.number(value);
      if (bound != null) {
        bounds.add(bound);
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
    if (UsageColumns.NUMBERS.contains(column)) {
      numbers.removeIf(number -> number.signum() < 0);
    }
    if (column.equals(UsageColumns.COUNT)) {
      numbers.removeIf(number -> number.signum() == 0 || number.scale() > 0);
    }
    return numbers;
  }

  /** The times that are named, and a second before each. */
  private static Set<Instant> times(Set<String> named) {
    TreeSet<Instant> times = new TreeSet<>();
    for (String value : named) {
      Instant time = Condition.time(value);
      if (time != null) {
        times.add(time.minusSeconds(1));
        times.add(time);
      }
    }
    return times;
  }

  /** The dates that are named, and the days beside them. */
  private static Set<LocalDate> dates(Set<String> named) {
    TreeSet<LocalDate> dates = new TreeSet<>();
    for (String value : named) {
      Instant midnight = Condition.time(value);
      if (midnight != null) {
        LocalDate date = LocalDate.ofInstant(midnight, ZoneOffset.UTC);
        dates.addAll(List.of(date.minusDays(1), date, date.plusDays(1)));
      }
    }
    return dates;
  }

  /** The named values that a record may have, and two that no condition names. */
  private static List<String> known(Set<String> named, Collection<String> vocabulary) {
    List<String> found = new ArrayList<>();
    int others = 0;
    for (String code : vocabulary) {
      boolean isNamed = named.stream().anyMatch(value -> LetterCase.isSame(value, code));
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
  public @Nullable Map<String, @Nullable String> satisfying(
      Collection<Condition> conditions, Map<String, @Nullable String> fixed) {
    Set<String> columns = new LinkedHashSet<>();
    for (Condition condition : conditions) {
      columns.addAll(condition.columns());
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
    if (endsBeforeItStarts(values)) {
      return false;
    }
    for (Condition condition : conditions) {
      if (isSettled(condition, values) && !condition.holds(values::get)) {
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
    return values.keySet().containsAll(condition.columns());
  }

  /** Times are of one form, which sorts as they do. */
  private static boolean endsBeforeItStarts(Map<String, @Nullable String> values) {
    String start = values.get(UsageColumns.START_TIME);
    String end = values.get(UsageColumns.END_TIME);
    return start != null && end != null && end.compareTo(start) < 0;
  }

  /** Every combination of values of all columns; none where there are too many to try. */
  public void each(Predicate<Map<String, @Nullable String>> untilTrue) {
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
      return !endsBeforeItStarts(values) && untilTrue.test(values);
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
  public List<@Nullable String> candidates(String column) {
    return candidates.getOrDefault(column, Collections.singletonList(null));
  }

  /** Whether all conditions hold. */
  public static boolean hold(
      Collection<Condition> conditions, Map<String, @Nullable String> values) {
    return conditions.stream().allMatch(condition -> condition.holds(values::get));
  }
}
