package dev.tarife.metering.terms;

import dev.tarife.metering.input.Columns;
import dev.tarife.model.Instance;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Condition;
import dev.tarife.table.Suggestion;
import dev.tarife.table.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Says why a record is rejected; both meters ask here, so that both say the same. */
public final class RejectionReasons {
  /**
   * What decides on rejection; many records share it.
   *
   * @param strange the account it names, where that is not the one metered
   * @param known the instance, or null if the account has none such
   * @param objection what {@link UsageKinds#objection} says
   * @param given bit i: the i-th of {@link #columns()} has a value
   * @param many whether count is above 1
   */
  public record Traits(
      @Nullable String strange,
      String instance,
      @Nullable Instance known,
      String usageType,
      @Nullable String country,
      @Nullable String numberCountry,
      @Nullable String numberType,
      @Nullable String objection,
      Kind kind,
      long given,
      boolean many) {}

  /** The bit of {@link Traits#given} that says whether the quantity is not a whole number. */
  public static final int FRACTION = 60;

  private static final int MOST_HINTS = 1_000;

  private final Map<List<Object>, String> hints = new ConcurrentHashMap<>();
  private final Tables tables;
  private final UsageKinds kinds;
  private final List<String> columns;

  public RejectionReasons(Tables tables, UsageKinds kinds) {
    this.tables = tables;
    this.kinds = kinds;
    Set<String> asked = new LinkedHashSet<>();
    asked.add(Columns.QUANTITY);
    asked.add(Columns.END_TIME);
    asked.add(Columns.CONNECTED_SECONDS);
    asked.add(Columns.RESOURCE_ID);
    asked.addAll(kinds.needs());
    columns = List.copyOf(asked);
    if (columns.size() > 60) {
      throw new IllegalArgumentException(
          "metering.xlsx, Metering needs more than 56 different columns: " + kinds.needs());
    }
  }

  /** The columns whose presence matters. */
  public List<String> columns() {
    return columns;
  }

  static String strange(String account) {
    return "record of another account (" + account + "): rate it with that account";
  }

  public static String unknownAccount(String account) {
    return "unknown account (" + account + "): no account file names it";
  }

  /** Countries that are known. */
  public Set<String> countries() {
    return tables.catalogue().countries().keySet();
  }

  /** Types of numbers that are known. */
  public Set<String> numberTypes() {
    return tables.catalogue().numberTypes().keySet();
  }

  /** Whether prices may be asked for at an instance: its Region and plan are known. */
  public boolean isKnown(Instance instance) {
    return unknownPlace(instance) == null;
  }

  /**
   * Why records are rejected, or null if they are metered by the lines.
   *
   * @param instances the ids of the account's instances
   */
  public @Nullable String of(
      Traits traits, Collection<String> instances, List<CountingPlan.Line> lines) {
    if (traits.strange() != null) {
      return strange(traits.strange());
    }
    if (!kinds.types().containsKey(traits.usageType())) {
      return unknown(
          "usage type", traits.usageType(), "metering.xlsx, Usage types", kinds.types().keySet());
    }
    Instance instance = traits.known();
    if (instance == null) {
      return "unknown instance ("
          + traits.instance()
          + "): not among the account's instances"
          + hint(traits.instance(), instances);
    }
    String place = unknownPlace(instance);
    if (place != null) {
      return place;
    }
    if (isUnknown(countries(), traits.country())) {
      return unknown("country", traits.country(), "charges.xlsx, Countries", countries());
    }
    if (isUnknown(countries(), traits.numberCountry())) {
      return unknown(
          "number country", traits.numberCountry(), "charges.xlsx, Countries", countries());
    }
    if (isUnknown(numberTypes(), traits.numberType())) {
      return unknown(
          "number type", traits.numberType(), "charges.xlsx, Number types", numberTypes());
    }
    return ofKind(traits, lines);
  }

  private @Nullable String unknownPlace(Instance instance) {
    Catalogue catalogue = tables.catalogue();
    if (!catalogue.regions().containsKey(instance.region())) {
      return "unknown Region ("
          + instance.region()
          + ") of instance ("
          + instance.id()
          + "): no row in charges.xlsx, Regions"
          + hint(instance.region(), catalogue.regions().keySet());
    }
    for (String plan : instance.plans()) {
      if (!catalogue.plans().containsKey(plan)) {
        return "unknown plan ("
            + plan
            + ") of instance ("
            + instance.id()
            + "): no row in charges.xlsx, Plans"
            + hint(plan, catalogue.plans().keySet());
      }
    }
    return null;
  }

  /**
   * Why records are rejected wherever they are, or null: what they are is metered, at least by some
   * of the lines.
   */
  public @Nullable String ofKind(Traits traits, List<CountingPlan.Line> lines) {
    if (traits.objection() != null) {
      return traits.objection();
    }
    if (lines.isEmpty()) {
      return unmatched(traits.kind());
    }
    String first = null;
    for (CountingPlan.Line line : lines) {
      String reason = missing(traits, line);
      if (reason == null) {
        return null;
      }
      if (first == null) {
        first = reason;
      }
    }
    return first;
  }

  /** The lines that have all they need; they meter the record, whatever the others lack. */
  public List<CountingPlan.Line> complete(Traits traits, List<CountingPlan.Line> lines) {
    List<CountingPlan.Line> complete =
        lines.stream().filter(line -> missing(traits, line) == null).toList();
    return complete.size() == lines.size() ? lines : CountingPlan.numbered(complete);
  }

  /** Why the lines that lack something are not charged, each once (decision A-89). */
  public Set<String> ofLines(Traits traits, List<CountingPlan.Line> lines) {
    Set<String> reasons = new LinkedHashSet<>();
    for (CountingPlan.Line line : lines) {
      String reason = missing(traits, line);
      if (reason != null) {
        reasons.add(reason);
      }
    }
    return reasons;
  }

  private @Nullable String missing(Traits traits, CountingPlan.Line line) {
    for (String need : line.needs()) {
      if (!isGiven(traits, need)) {
        return need + " is missing: needed by " + place(line);
      }
    }
    return switch (line.way()) {
      case NONE -> null;
      case HELD ->
          (traits.given() >> FRACTION & 1) != 0
              ? "quantity must be a whole number, since it says how many are held: " + place(line)
              : null;
      case RECORD, CHAIN, LEVEL -> {
        if (line.way() == CountingPlan.Way.LEVEL
            && line.perResource()
            && !isGiven(traits, Columns.RESOURCE_ID)) {
          yield "resource_id is missing: told apart by " + place(line);
        }
        boolean known =
            switch (line.measure()) {
              case AMOUNT, RECORDS -> true;
              case CONNECTED_SECONDS -> isGiven(traits, Columns.CONNECTED_SECONDS);
              default -> isGiven(traits, Columns.QUANTITY) || isGiven(traits, Columns.END_TIME);
            };
        yield known
            ? null
            : "no seconds are known, neither quantity nor end_time is given: measured by "
                + place(line);
      }
      case DISTINCT, UNION -> {
        if (!isGiven(traits, Columns.RESOURCE_ID)) {
          yield "resource_id is missing: told apart by " + place(line);
        }
        if (line.way() == CountingPlan.Way.UNION && !isGiven(traits, Columns.END_TIME)) {
          yield "end_time is missing: an interval is measured by " + place(line);
        }
        yield traits.many()
            ? "count is above 1, but one resource is told from another by " + place(line)
            : null;
      }
    };
  }

  private static String place(CountingPlan.Line line) {
    return line.sources().get(0).origin().workbook()
        + ", "
        + line.sources().get(0).origin().sheet()
        + ", row "
        + line.sources().get(0).origin().row();
  }

  private boolean isGiven(Traits traits, String column) {
    int index = columns.indexOf(column);
    return index >= 0 && (traits.given() >> index & 1) != 0;
  }

  private String unmatched(Kind kind) {
    List<String> tried = new ArrayList<>();
    UsageKinds.Type type = kinds.types().get(kind.usageType());
    if (type != null) {
      for (Condition asked : type.conditions()) {
        String condition = asked.toString();
        tried.add(condition + ": " + (kind.holds(condition) ? "yes" : "no"));
      }
    }
    return "no row of metering.xlsx, Metering matches usage type ("
        + kind.usageType()
        + ")"
        + (tried.isEmpty() ? "" : " with " + String.join(", ", tried));
  }

  private static boolean isUnknown(Set<String> known, @Nullable String value) {
    return value != null && !known.contains(value);
  }

  /** What may have been meant; asked again and again where many records hold the same word. */
  private String hint(String word, Collection<String> known) {
    if (hints.size() >= MOST_HINTS) {
      hints.clear();
    }
    return hints.computeIfAbsent(List.of(word, known), key -> Suggestion.of(word, known));
  }

  private String unknown(String what, @Nullable String value, String where, Set<String> known) {
    return "unknown "
        + what
        + " ("
        + value
        + "): no row in "
        + where
        + hint(String.valueOf(value), known);
  }
}
