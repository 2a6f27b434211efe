package dev.tarife.table.probe;

import dev.tarife.model.Account;
import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Instance;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageColumns;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.Charge;
import dev.tarife.table.Condition;
import dev.tarife.table.InstanceColumns;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.MeteringRow.Over;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.probe.PriceDimensions.Point;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes usage records that show a fault: it goes back from a charge and a point of the space of
 * prices through the rows of metering to a record of which they make just that.
 */
public final class CounterExampleFinder {
  private static final LocalDate USUAL_DAY = LocalDate.of(2024, 5, 1);
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

  /** A month, in hours. */
  private static final int MOST_HOURS = 31 * 24;

  private static final LocalDate LAST_DAY = LocalDate.of(2100, 12, 31);
  private static final String CONNECTED = UsageColumns.CONNECTED_SECONDS;

  private final Tables tables;
  private final ReachableUsage made;
  private final LocalDate usualDay;

  public CounterExampleFinder(Tables tables, ReachableUsage made) {
    this.tables = tables;
    this.made = made;
    int last = tables.scenarios().size() - 1;
    usualDay = last < 0 ? USUAL_DAY : tables.scenarios().get(last).period().from();
  }

  /** A day between two: the usual one where it lies there. */
  public LocalDate day(LocalDate from, LocalDate to) {
    if (usualDay.isBefore(from)) {
      return from;
    }
    return usualDay.isBefore(to) ? usualDay : to.minusDays(1);
  }

  /** Usage of a charge in the first point of a box. */
  @Nullable
  public CounterExample of(String charge, DimensionBox box, Outcome outcome) {
    return of(charge, made.space().point(box), day(box.from(), box.to()), null, outcome);
  }

  /** Usage that a price row matches, and no other row before it where there is such usage. */
  @Nullable
  public CounterExample of(PriceRow row, @Nullable Quantity units, Outcome outcome) {
    for (DimensionBox part : made.within(row.charge(), made.space().box(row))) {
      CounterExample example =
          of(row.charge(), made.space().point(part), day(part.from(), part.to()), units, outcome);
      if (example != null) {
        return example;
      }
    }
    return null;
  }

  /**
   * Usage of a charge.
   *
   * @param units how much of it, in units of its price, beyond what every account has free; null: a
   *     little
   * @return null where no single record makes just that
   */
  @Nullable
  public CounterExample of(
      String charge, Point point, LocalDate day, @Nullable Quantity units, Outcome outcome) {
    if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
      return null;
    }
    for (ReachableUsage.Way way : made.ways(charge)) {
      if (way.row().measure() != Measure.PAUSED_SECONDS && made.makes(way, point)) {
        UsageRecord record = record(way.row(), charge, point, day, units);
        if (record != null) {
          return new CounterExample(account(point), record, outcome);
        }
      }
    }
    return null;
  }

  /**
   * Usage that a metering row counts and a price row prices, of so much to the last base unit.
   *
   * @param base how much, before the row's minimum and increment
   * @return null where no single record is just that
   */
  @Nullable CounterExample exactly(
      MeteringRow row, PriceRow price, LocalDate day, BigDecimal base) {
    RequiredQuantity amount = RequiredQuantity.exactly(row, base);
    for (ReachableUsage.Way way : made.ways(price.charge())) {
      DimensionBox part = way.row().equals(row) ? way.box().meet(made.space().box(price)) : null;
      if (part != null && amount != null) {
        Point point = made.space().point(part);
        UsageRecord record = record(row, point, day, amount);
        return record == null
            ? null
            : new CounterExample(account(point), record, Outcome.PRICED_SO);
      }
    }
    return null;
  }

  /**
   * Usage of a charge by a record that has a country and a number type, whether or not metering
   * passes them on.
   *
   * @return null where no single record makes just that
   */
  @Nullable
  public CounterExample having(String charge, Point point, Outcome outcome) {
    Charge known = tables.catalogue().charges().get(charge);
    for (ReachableUsage.Way way : made.ways(charge)) {
      MeteringRow row = way.row();
      RequiredQuantity amount =
          known == null ? null : RequiredQuantity.of(tables, row, known, usualDay, null);
      if (amount != null && row.measure() != Measure.PAUSED_SECONDS) {
        Map<String, @Nullable String> fixed = fixed(row, amount);
        fixed.put("country", point.country());
        fixed.put("number_type", point.numberType());
        fixed.values().removeIf(Objects::isNull);
        Map<String, @Nullable String> values = values(row.usageType(), row.conditions(), fixed);
        if (values != null) {
          Account account = account(point);
          return new CounterExample(
              account, record(row.usageType(), values, usualDay, amount, account), outcome);
        }
      }
    }
    return null;
  }

  /** A record of a usage type with given values of its columns. */
  public CounterExample of(
      String usageType, Map<String, @Nullable String> values, Outcome outcome) {
    RequiredQuantity some = RequiredQuantity.some(applying(usageType, values));
    String quantity = values.get("quantity");
    RequiredQuantity amount =
        quantity == null ? some : new RequiredQuantity(new BigDecimal(quantity), some.lasting());
    Account account =
        account(
            new Point(
                values.get(InstanceColumns.PLAN), values.get(InstanceColumns.REGION), null, null));
    return new CounterExample(
        account, record(usageType, values, usualDay, amount, account), outcome);
  }

  /** The same usage, of an account whose term of an allowance has just begun. */
  public CounterExample entitled(CounterExample example, String allowance) {
    LocalDate start =
        LocalDate.ofInstant(example.usage().startTime(), ZoneOffset.UTC).withDayOfMonth(1);
    Account account = example.account();
    for (AllowanceRow row : tables.allowances()) {
      if (row.code().equals(allowance)) {
        account = row.term().started(account, start);
      }
    }
    return new CounterExample(account, example.usage(), example.outcome());
  }

  private Account account(Point point) {
    String region =
        point.region() != null
            ? point.region()
            : tables.catalogue().regions().keySet().stream().findFirst().orElse("");
    String plan = point.plan() == null ? Instance.STANDARD : point.plan();
    return Account.of(
        "123456789012",
        tables.catalogue().settings().currency(),
        new Instance("main", region, plan));
  }

  private @Nullable UsageRecord record(
      MeteringRow row, String charge, Point point, LocalDate day, @Nullable Quantity units) {
    Charge known = tables.catalogue().charges().get(charge);
    RequiredQuantity amount =
        known == null ? null : RequiredQuantity.of(tables, row, known, day, units);
    return amount == null ? null : record(row, point, day, amount);
  }

  private @Nullable UsageRecord record(
      MeteringRow row, Point point, LocalDate day, RequiredQuantity amount) {
    Map<String, @Nullable String> fixed = fixed(row, amount);
    fixed.put(UsageColumns.START_TIME, start(row, day).toString());
    if (row.dimensions().contains("country")) {
      fixed.put("country", point.country());
    }
    if (row.dimensions().contains("number_type")) {
      fixed.put("number_type", point.numberType());
    }
    for (Condition condition : row.conditions()) {
      String column = condition.attribute();
      String given =
          column.equals(InstanceColumns.PLAN)
              ? point.plan()
              : column.equals(InstanceColumns.REGION) ? point.region() : null;
      if (given != null) {
        fixed.put(column, given);
      }
    }
    Map<String, @Nullable String> values = values(row.usageType(), row.conditions(), fixed);
    return values == null ? null : record(row.usageType(), values, day, amount, account(point));
  }

  /** When usage of a row may begin on a day: at midnight, where its conditions let it. */
  private static Instant start(MeteringRow row, LocalDate day) {
    List<Condition> asked =
        row.conditions().stream()
            .filter(condition -> condition.attribute().equals(UsageColumns.START_TIME))
            .toList();
    Instant midnight = midnight(day);
    return asked.stream()
        .filter(condition -> condition.test().isOfTime())
        .map(Condition::time)
        .filter(time -> LocalDate.ofInstant(time, ZoneOffset.UTC).equals(day))
        .filter(time -> ConditionSolver.hold(asked, startingAt(time)))
        .filter(time -> !ConditionSolver.hold(asked, startingAt(midnight)))
        .findFirst()
        .orElse(midnight);
  }

  private static Map<String, @Nullable String> startingAt(Instant time) {
    return Map.of(UsageColumns.START_TIME, time.toString());
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Map<String, @Nullable String> fixed(MeteringRow row, RequiredQuantity amount) {
    String quantity = amount.quantity() == null ? null : amount.quantity().toPlainString();
    Map<String, @Nullable String> fixed = new LinkedHashMap<>();
    fixed.put("quantity", quantity);
    if (row.measure() == Measure.CONNECTED_SECONDS) {
      fixed.put(CONNECTED, quantity);
    }
    return fixed;
  }

  /** Values for which conditions hold, with all that the rows need that then apply. */
  @Nullable
  public Map<String, @Nullable String> values(
      String usageType, List<Condition> conditions, Map<String, @Nullable String> fixed) {
    List<Condition> wanted = new ArrayList<>(conditions);
    while (true) {
      Map<String, @Nullable String> values = made.caseOf(usageType).satisfying(wanted, fixed);
      if (values == null) {
        return null;
      }
      int before = wanted.size();
      for (MeteringRow other : applying(usageType, values)) {
        for (String need : other.needs()) {
          if (values.get(need) == null && !wanted.contains(ReachableUsage.given(need))) {
            wanted.add(ReachableUsage.given(need));
          }
        }
      }
      if (wanted.size() == before) {
        return values;
      }
    }
  }

  private UsageRecord record(
      String usageType,
      Map<String, @Nullable String> values,
      LocalDate day,
      RequiredQuantity amount,
      Account account) {
    String asked = values.get(UsageColumns.START_TIME);
    Instant earliest = asked == null ? midnight(day) : Instant.parse(asked);
    Instant start = start(usageType, values, earliest, account.instances().get(0));
    UsageRecord.Builder record =
        UsageRecord.of("example", "main", usageType, start)
            .quantity(amount.quantity())
            .country(values.get("country"))
            .numberCountry(values.get("number_country"))
            .numberType(values.get("number_type"))
            .contactId(values.get("contact_id"))
            .resourceId(values.get("resource_id"));
    String connected = values.get(CONNECTED);
    if (connected != null) {
      record.connectedSeconds(new BigDecimal(connected));
    }
    String count = values.get("count");
    if (count != null) {
      record.count(Long.parseLong(count));
    }
    List<MeteringRow> applying = applying(usageType, values);
    Long lasting =
        amount.lasting() == null ? RequiredQuantity.some(applying).lasting() : amount.lasting();
    String end = values.get(UsageColumns.END_TIME);
    if (end != null) {
      record.endTime(Instant.parse(end));
    } else if (lasting != null && !values.containsKey(UsageColumns.END_TIME)) {
      record.endTime(start.plusSeconds(lasting));
    }
    if (applying.stream().anyMatch(CounterExampleFinder::tellsApart)) {
      record.resourceId("resource");
    }
    values.forEach(
        (column, value) -> {
          if (value != null
              && !UsageColumns.NAMES.contains(column)
              && !InstanceColumns.has(column)) {
            record.attribute(column, value);
          }
        });
    return record.build();
  }

  /**
   * When a record starts so that its instance's clock shows the hour, weekday or date that is
   * wanted: as soon as it can, from a time on.
   */
  private Instant start(
      String usageType, Map<String, @Nullable String> values, Instant from, Instance instance) {
    Map<String, String> wanted = new LinkedHashMap<>();
    values.forEach(
        (column, value) -> {
          if (value != null && InstanceColumns.isLocal(column)) {
            wanted.put(column, value);
          }
        });
    if (wanted.isEmpty()) {
      return from;
    }
    String date = wanted.get(InstanceColumns.DATE);
    Instant first = date == null ? from : midnight(LocalDate.parse(date).minusDays(1));
    return Stream.iterate(first, time -> time.plus(1, ChronoUnit.HOURS))
        .limit(MOST_HOURS)
        .filter(time -> startsAlike(usageType, time, from))
        .filter(
            time ->
                wanted.entrySet().stream()
                    .allMatch(
                        each -> each.getValue().equals(clock(instance, time).text(each.getKey()))))
        .findFirst()
        .orElse(from);
  }

  private InstanceColumns clock(Instance instance, Instant time) {
    return new InstanceColumns(instance, time, tables.catalogue().timeZone(instance));
  }

  /** Whether the rows of a usage type do not tell two starts apart. */
  private boolean startsAlike(String usageType, Instant a, Instant b) {
    return made.rows(usageType).stream()
        .flatMap(row -> row.conditions().stream())
        .filter(condition -> condition.attribute().equals(UsageColumns.START_TIME))
        .allMatch(
            condition ->
                condition.holds(startingAt(a)::get) == condition.holds(startingAt(b)::get));
  }

  private static boolean tellsApart(MeteringRow row) {
    return row.counting() == Counting.UNION
        || row.counting() == Counting.DISTINCT
        || row.over() == Over.RESOURCE;
  }

  private List<MeteringRow> applying(String usageType, Map<String, @Nullable String> values) {
    Map<String, @Nullable String> seen = new HashMap<>(values);
    if (seen.get(CONNECTED) == null) {
      // What is not given is connected throughout.
      String quantity = seen.get("quantity");
      seen.put(CONNECTED, quantity == null ? "600" : quantity);
    }
    seen.putIfAbsent(UsageColumns.START_TIME, midnight(usualDay).toString());
    Instance instance = account(new Point(null, null, null, null)).instances().get(0);
    InstanceColumns usual = clock(instance, midnight(usualDay));
    InstanceColumns.NAMES.forEach(column -> seen.putIfAbsent(column, usual.text(column)));
    return made.rows(usageType).stream()
        .filter(row -> ConditionSolver.hold(row.conditions(), seen))
        .toList();
  }
}
