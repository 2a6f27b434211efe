package dev.tarife.metering.terms;

import dev.tarife.metering.input.Columns;
import dev.tarife.model.Instance;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Condition;
import dev.tarife.table.InstanceColumns;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link Kind} of a usage record: the truth of every condition of its usage type's
 * metering rows.
 *
 * <p>What it means that one holds, {@link Condition} says.
 */
public final class UsageKinds {
  private static final int MOST_CONDITIONS = 40;

  /** One usage type and its conditions, each once, in the order of the sheet. */
  public record Type(String code, int number, List<Condition> conditions, boolean isHolding) {}

  private final Map<String, Type> types = new LinkedHashMap<>();
  private final List<String> attributes;
  private final List<String> needs;
  private final Catalogue catalogue;
  private final boolean fromInstances;

  /** Learns the usage types and conditions of the metering table. */
  public UsageKinds(Tables tables) {
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
        named.addAll(condition.columns());
      }
    }
    named.addAll(needed);
    named.removeAll(Columns.CONTRACT);
    fromInstances = named.removeAll(InstanceColumns.NAMES);
    catalogue = tables.catalogue();
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
          types.put(
              code, new Type(code, types.size(), List.copyOf(known), holdings.contains(code)));
        });
  }

  /**
   * The kind of a record. A numeric condition on a text is false; {@link #objection} tells of it.
   *
   * @param instance the instance that the record names; null: none that is known
   */
  public Kind of(UsageRecord record, @Nullable Instance instance) {
    Type type = types.get(record.usageType());
    InstanceColumns beside = InstanceColumns.of(record, instance, catalogue);
    return type == null
        ? new Kind(record.usageType(), List.of())
        : new Kind(
            type.code(),
            type.conditions().stream()
                .filter(condition -> condition.holds(column -> text(record, beside, column)))
                .map(Condition::toString)
                .toList());
  }

  /**
   * The kind of a record in a session.
   *
   * @param instances those whose id the record names: one, or none that is known
   */
  public Kind of(UsageRecord record, Collection<Instance> instances) {
    return of(record, instances.isEmpty() ? null : instances.iterator().next());
  }

  private static @Nullable String text(UsageRecord record, InstanceColumns beside, String column) {
    return InstanceColumns.has(column) ? beside.text(column) : Columns.text(record, column);
  }

  /** Whether conditions look at what is read from instances, {@link InstanceColumns}. */
  public boolean lookAtInstances() {
    return fromInstances;
  }

  /**
   * Why a record cannot be compared with the conditions of its usage type: an attribute that must
   * be a number is something else. Null where nothing is wrong.
   */
  public @Nullable String objection(UsageRecord record) {
    Type type = types.get(record.usageType());
    if (type != null) {
      for (Condition condition : type.conditions()) {
        String column = condition.attribute();
        if (condition.test().isNumeric() && isAttribute(column)) {
          String value = Columns.text(record, column);
          if (value != null && Condition.number(value) == null) {
            return objection(column, value, condition.toString());
          }
        }
      }
    }
    return null;
  }

  /** Whether a column is one of the input's own, of which any text may come. */
  static boolean isAttribute(String column) {
    return !Columns.isContract(column) && !InstanceColumns.has(column);
  }

  public static String objection(String column, String value, String condition) {
    return column
        + " ("
        + value
        + ") is not a number: metering.xlsx, Metering asks whether "
        + condition;
  }

  /** The usage types by code. */
  public Map<String, Type> types() {
    return types;
  }

  /** Columns beside the contract's that a condition or a need names, in order. */
  public List<String> attributes() {
    return attributes;
  }

  /** Columns that some metering row needs. */
  List<String> needs() {
    return needs;
  }

  /** The kind of a usage type whose conditions hold where the mask has a bit. */
  public Kind kind(String usageType, long mask) {
    Type type = types.get(usageType);
    List<String> holding = new ArrayList<>();
    if (type != null) {
      for (int i = 0; i < type.conditions().size(); i++) {
        if ((mask >> i & 1) != 0) {
          holding.add(type.conditions().get(i).toString());
        }
      }
    }
    return new Kind(usageType, holding);
  }
}
