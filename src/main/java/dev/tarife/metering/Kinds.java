package dev.tarife.metering;

import dev.tarife.model.UsageRecord;
import dev.tarife.table.Condition;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.Tables;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link Kind} of a usage record: the truth of every condition of its usage type's
 * metering rows.
 *
 * <p>Texts are compared with the case of A to Z aside, whatever the locale. An empty text is a
 * missing one.
 */
public final class Kinds {
  private static final int MOST_CONDITIONS = 40;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,15})?");

  /** One usage type and its conditions, each once, in the order of the sheet. */
  record Type(String code, int number, List<Check> checks, boolean isHolding) {}

  /** A condition made ready for comparing. */
  record Check(Condition condition, Set<String> folded, @Nullable BigDecimal number) {
    boolean isNumeric() {
      return number != null;
    }
  }

  private final Map<String, Type> types = new LinkedHashMap<>();
  private final List<String> attributes;
  private final List<String> needs;

  /** Learns the usage types and conditions of the metering table. */
  public Kinds(Tables tables) {
    Map<String, Set<Condition>> conditions = new LinkedHashMap<>();
    tables.usageTypes().keySet().forEach(type -> conditions.put(type, new LinkedHashSet<>()));
    Set<String> holdings = new TreeSet<>();
    Set<String> named = new TreeSet<>();
    Set<String> needed = new TreeSet<>();
    for (MeteringRow row : tables.metering()) {
      Set<Condition> known = conditions.get(row.usageType());
      if (known == null) {
        continue;
      }
      known.addAll(row.conditions());
      needed.addAll(row.needs());
      if (row.charge() != null && row.counting().isHolding()) {
        holdings.add(row.usageType());
      }
      for (Condition condition : row.conditions()) {
        named.add(condition.attribute());
        if (condition.test().comparesColumns()) {
          named.add(condition.values().get(0));
        }
      }
    }
    named.addAll(needed);
    named.removeAll(Columns.CONTRACT);
    attributes = List.copyOf(named);
    needs = List.copyOf(needed);
    conditions.forEach(
        (code, known) -> {
          if (known.size() > MOST_CONDITIONS) {
            throw new IllegalArgumentException(
                "The usage type ("
                    + code
                    + ") has "
                    + known.size()
                    + " different conditions in metering.xlsx, Metering; at most "
                    + MOST_CONDITIONS
                    + " are possible. Maybe lists can be merged into one row.");
          }
          List<Check> checks = known.stream().map(Kinds::check).toList();
          types.put(code, new Type(code, types.size(), checks, holdings.contains(code)));
        });
  }

  private static Check check(Condition condition) {
    Set<String> folded = new TreeSet<>();
    condition.values().forEach(value -> folded.add(Texts.fold(value)));
    BigDecimal number = null;
    if (condition.test().isNumeric()) {
      String value = condition.values().isEmpty() ? "" : condition.values().get(0);
      number = number(value);
      if (number == null) {
        throw new IllegalArgumentException(
            "The condition (" + condition + ") compares with (" + value + "), which is no number.");
      }
    }
    return new Check(condition, folded, number);
  }

  /**
   * The kind of a record. A numeric condition on a text is false; {@link #objection} tells of it.
   */
  public Kind of(UsageRecord record) {
    Type type = types.get(record.usageType());
    return type == null
        ? new Kind(record.usageType(), List.of())
        : new Kind(
            type.code(),
            type.checks().stream()
                .filter(check -> holds(check, record))
                .map(check -> check.condition().toString())
                .toList());
  }

  /**
   * Why a record cannot be compared with the conditions of its usage type: an attribute that must
   * be a number is something else. Null where nothing is wrong.
   */
  public @Nullable String objection(UsageRecord record) {
    Type type = types.get(record.usageType());
    if (type != null) {
      for (Check check : type.checks()) {
        String column = check.condition().attribute();
        if (check.isNumeric() && !Columns.isContract(column)) {
          String value = Columns.text(record, column);
          if (value != null && number(value) == null) {
            return objection(column, value, check.condition().toString());
          }
        }
      }
    }
    return null;
  }

  static String objection(String column, String value, String condition) {
    return column
        + " ("
        + value
        + ") is no number: metering.xlsx, Metering asks whether "
        + condition;
  }

  private static boolean holds(Check check, UsageRecord record) {
    Condition condition = check.condition();
    String value = Columns.text(record, condition.attribute());
    return switch (condition.test()) {
      case IS_ONE_OF -> value != null && check.folded().contains(Texts.fold(value));
      case IS_NONE_OF -> value == null || !check.folded().contains(Texts.fold(value));
      case IS_ABOVE -> compares(check, value) && order(check, value) > 0;
      case IS_AT_LEAST -> compares(check, value) && order(check, value) >= 0;
      case IS_BELOW -> compares(check, value) && order(check, value) < 0;
      case IS_AT_MOST -> compares(check, value) && order(check, value) <= 0;
      case IS_SAME_AS -> isSame(record, value, condition);
      case IS_NOT_SAME_AS -> !isSame(record, value, condition);
      case IS_GIVEN -> value != null;
      case IS_MISSING -> value == null;
    };
  }

  private static boolean compares(Check check, @Nullable String value) {
    return value != null && check.number() != null && number(value) != null;
  }

  private static int order(Check check, @Nullable String value) {
    BigDecimal number = value == null ? null : number(value);
    BigDecimal bound = check.number();
    return number == null || bound == null ? 0 : number.compareTo(bound);
  }

  private static boolean isSame(UsageRecord record, @Nullable String value, Condition condition) {
    String other = Columns.text(record, condition.values().get(0));
    return value != null && other != null && Texts.fold(value).equals(Texts.fold(other));
  }

  private static @Nullable BigDecimal number(String text) {
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  static String numberPattern() {
    return NUMBER.pattern();
  }

  /** The usage types by code. */
  Map<String, Type> types() {
    return types;
  }

  /** Columns beside the contract's that a condition or a need names, in order. */
  List<String> attributes() {
    return attributes;
  }

  /** Columns that some metering row needs. */
  List<String> needs() {
    return needs;
  }

  /** The kind of a usage type whose conditions hold where the mask has a bit. */
  Kind kind(String usageType, long mask) {
    Type type = types.get(usageType);
    List<String> holding = new ArrayList<>();
    if (type != null) {
      for (int i = 0; i < type.checks().size(); i++) {
        if ((mask >> i & 1) != 0) {
          holding.add(type.checks().get(i).condition().toString());
        }
      }
    }
    return new Kind(usageType, holding);
  }
}
