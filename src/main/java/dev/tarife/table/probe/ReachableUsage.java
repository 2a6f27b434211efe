package dev.tarife.table.probe;

import dev.tarife.model.UsageColumns;
import dev.tarife.table.Condition;
import dev.tarife.table.InstanceColumns;
import dev.tarife.table.LetterCase;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.probe.PriceDimensions.Point;
import dev.tarife.table.probe.PriceDimensions.Side;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The usage that metering makes: for each charge the rows that make it, and with which plans,
 * Regions, countries and number types it can come.
 */
public final class ReachableUsage {
  /**
   * One way in which a charge comes about.
   *
   * @param row the metering row
   * @param box the usage it can make, at all times
   */
  public record Way(MeteringRow row, DimensionBox box) {}

  private final PriceDimensions space;
  private final Map<String, List<String>> vocabularies;
  private final Map<String, List<Way>> byCharge = new LinkedHashMap<>();
  private final Map<String, List<MeteringRow>> byType = new LinkedHashMap<>();
  private final Map<String, ConditionSolver> cases = new HashMap<>();

  public ReachableUsage(Tables tables, PriceDimensions space) {
    this.space = space;
    List<PriceRow> card = tables.card().rows();
    List<String> countries =
        usualFirst(tables.catalogue().countries().keySet(), card, PriceRow::country);
    vocabularies =
        Map.of(
            UsageColumns.COUNTRY,
            countries,
            UsageColumns.NUMBER_COUNTRY,
            countries,
            UsageColumns.NUMBER_TYPE,
            usualFirst(tables.catalogue().numberTypes().keySet(), card, PriceRow::numberType),
            InstanceColumns.REGION,
            space.codes(Side.REGION),
            InstanceColumns.PLAN,
            space.codes(Side.PLAN),
            InstanceColumns.WEEKDAY,
            InstanceColumns.WEEKDAYS);
    for (MeteringRow row : tables.metering()) {
      byType.computeIfAbsent(row.usageType(), type -> new ArrayList<>()).add(row);
    }
    for (MeteringRow row : tables.metering()) {
      if (row.charge() != null) {
        byCharge.computeIfAbsent(row.charge(), c -> new ArrayList<>()).add(way(row));
      }
    }
  }

  /** Codes by how many rows of the rate card name them. */
  private static List<String> usualFirst(
      Set<String> codes, List<PriceRow> card, Function<PriceRow, @Nullable String> code) {
    Map<String, Integer> rows = new HashMap<>();
    for (PriceRow row : card) {
      rows.merge(String.valueOf(code.apply(row)), 1, Integer::sum);
    }
    return codes.stream()
        .sorted(Comparator.comparing((String c) -> rows.getOrDefault(c, 0)).reversed())
        .toList();
  }

  private Way way(MeteringRow row) {
    boolean overAccount =
        row.counting().runsOverSomething() && row.over() == MeteringRow.Over.ACCOUNT;
    DimensionBox box =
        space.always(
            overAccount ? PriceDimensions.none() : ofInstance(row, Side.PLAN, InstanceColumns.PLAN),
            overAccount
                ? PriceDimensions.none()
                : ofInstance(row, Side.REGION, InstanceColumns.REGION),
            side(row, Side.COUNTRY, "country"),
            side(row, Side.NUMBER_TYPE, "number_type"));
    return new Way(row, new DimensionBox(box.sides(), first(row), end(row)));
  }

  /** The first day on which usage can begin. */
  private static LocalDate first(MeteringRow row) {
    return starts(row, Condition.Test.IS_FROM)
        .map(ReachableUsage::day)
        .max(Comparator.naturalOrder())
        .orElse(LocalDate.MIN);
  }

  /** The day after the last one; what is held goes on after it began. */
  private static LocalDate end(MeteringRow row) {
    return starts(row, Condition.Test.IS_BEFORE)
        .filter(time -> !row.counting().isHolding())
        .map(time -> day(time.minusSeconds(1)).plusDays(1))
        .min(Comparator.naturalOrder())
        .orElse(LocalDate.MAX);
  }

  private static Stream<Instant> starts(MeteringRow row, Condition.Test test) {
    return row.conditions().stream()
        .filter(condition -> condition.attribute().equals(UsageColumns.START_TIME))
        .filter(condition -> condition.test() == test)
        .map(Condition::time);
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** The plans or Regions of instances whose usage a row counts. */
  private BitSet ofInstance(MeteringRow row, Side side, String column) {
    boolean named =
        row.conditions().stream().anyMatch(condition -> condition.columns().contains(column));
    if (!named) {
      return space.given(side);
    }
    BitSet possible = new BitSet();
    for (int i = 1; i <= space.codes(side).size(); i++) {
      possible.set(i, isPossible(row, column, space.codes(side).get(i - 1)));
    }
    return possible;
  }

  /** What a column can be where all conditions of a row hold. */
  private BitSet side(MeteringRow row, Side side, String column) {
    if (!row.dimensions().contains(column)) {
      return PriceDimensions.none();
    }
    BitSet possible = new BitSet();
    if (!row.needs().contains(column) && isPossible(row, column, null)) {
      possible.set(0);
    }
    Set<String> named = new LinkedHashSet<>();
    row.conditions().stream()
        .filter(condition -> condition.attribute().equals(column))
        .forEach(condition -> named.addAll(condition.values()));
    // What no condition names is alike.
    Boolean others = null;
    for (int i = 1; i <= space.codes(side).size(); i++) {
      String code = space.codes(side).get(i - 1);
      if (named.stream().anyMatch(value -> LetterCase.isSame(value, code))) {
        possible.set(i, isPossible(row, column, code));
      } else {
        if (others == null) {
          others = isPossible(row, column, code);
        }
        possible.set(i, others);
      }
    }
    return possible;
  }

  private boolean isPossible(MeteringRow row, String column, @Nullable String value) {
    Map<String, @Nullable String> fixed = Collections.singletonMap(column, value);
    return caseOf(row.usageType()).satisfying(row.conditions(), fixed) != null;
  }

  /** The rows of a usage type, in the order of the sheet. */
  public List<MeteringRow> rows(String usageType) {
    return byType.getOrDefault(usageType, List.of());
  }

  /** The usage types that have rows. */
  public Set<String> usageTypes() {
    return byType.keySet();
  }

  /** What the columns of a usage type's records can be. */
  public ConditionSolver caseOf(String usageType) {
    return cases.computeIfAbsent(
        usageType,
        type -> {
          List<Condition> conditions = new ArrayList<>();
          for (MeteringRow row : rows(type)) {
            conditions.addAll(row.conditions());
            row.needs().forEach(need -> conditions.add(given(need)));
          }
          return new ConditionSolver(conditions, vocabularies);
        });
  }

  static Condition given(String column) {
    return new Condition(column, Condition.Test.IS_GIVEN, List.of());
  }

  /** The charges that metering makes. */
  public Set<String> charges() {
    return byCharge.keySet();
  }

  /** How a charge comes about, in the order of the sheet. */
  public List<Way> ways(String charge) {
    return byCharge.getOrDefault(charge, List.of());
  }

  /** The parts of a box that some usage of a charge lies in. */
  public List<DimensionBox> within(String charge, DimensionBox box) {
    List<DimensionBox> parts = new ArrayList<>();
    for (Way way : ways(charge)) {
      DimensionBox part = way.box().meet(box);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  public PriceDimensions space() {
    return space;
  }

  /** Whether a way makes usage at a point. */
  boolean makes(Way way, Point point) {
    return at(way, Side.PLAN, point.plan())
        && at(way, Side.REGION, point.region())
        && at(way, Side.COUNTRY, point.country())
        && at(way, Side.NUMBER_TYPE, point.numberType());
  }

  private boolean at(Way way, Side side, @Nullable String code) {
    BitSet position = code == null ? PriceDimensions.none() : space.matching(side, code);
    return position.intersects(way.box().side(side));
  }
}
