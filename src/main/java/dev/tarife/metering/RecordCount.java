package dev.tarife.metering;

import dev.tarife.metering.Plan.Line;
import dev.tarife.metering.Plan.Way;
import dev.tarife.model.Period;
import dev.tarife.model.Source;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.MeteringRow.Counting;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records of an account in memory by their terms: the arithmetic of {@link RecordMeter}.
 */
final class RecordCount {
  /** A record and one of its terms. */
  private record Event(UsageRecord record, Line line) {}

  /** What an event has in common with others: the parts of a fact, and the chain or resource. */
  private record Group(
      String charge,
      @Nullable String instance,
      @Nullable String country,
      @Nullable String numberType,
      List<Object> more) {}

  private static final Comparator<Event> BY_START =
      Comparator.<Event, Instant>comparing(e -> e.record().startTime())
          .thenComparing(e -> e.record().recordId(), Texts.ORDER);

  private final Slices slices;
  private final Facts facts;
  private final List<String> tags;
  private final long monthStart;
  private final long monthEnd;
  private final Set<String> inMonth = new HashSet<>();
  private final Map<Way, Map<Group, List<Event>>> groups = new HashMap<>();

  /**
   * Prepares.
   *
   * @param facts gets what is counted
   * @param tags columns whose values are kept apart
   */
  RecordCount(Slices slices, Facts facts, List<String> tags) {
    this.slices = slices;
    this.facts = facts;
    this.tags = tags;
    monthStart = Nanos.of(slices.period().start());
    monthEnd = Nanos.of(slices.period().end());
  }

  /** Takes a record with one of its terms. */
  void take(UsageRecord record, Line line) {
    if (line.way() != Way.NONE) {
      groups
          .computeIfAbsent(line.way(), way -> new HashMap<>())
          .computeIfAbsent(group(record, line), group -> new ArrayList<>())
          .add(new Event(record, line));
    } else if (startsInMonth(record)) {
      inMonth.add(record.recordId());
    }
  }

  /** Counts all that was taken; gives how many records lie in the month. */
  int count() {
    groups.forEach(
        (way, events) ->
            events.forEach(
                (group, members) -> {
                  members.sort(BY_START);
                  count(way, group, members);
                }));
    return inMonth.size();
  }

  private void count(Way way, Group group, List<Event> events) {
    switch (way) {
      case NONE -> {}
      case RECORD -> events.forEach(event -> countRecord(group, event));
      case CHAIN -> countChain(group, events);
      case DISTINCT -> countDistinct(group, events);
      case UNION -> countUnion(group, events);
      case HELD -> countHeld(group, events);
    }
  }

  private Group group(UsageRecord record, Line line) {
    List<Object> more =
        switch (line.way()) {
          case NONE, RECORD -> List.of();
          case CHAIN ->
              Arrays.asList(
                  // Others may name a record as their chain, but not one that stands for many.
                  Texts.given(record.contactId()) != null || record.count() == 1,
                  record.chain(),
                  String.valueOf(line.minimum()),
                  String.valueOf(line.increment()),
                  line.ordinal(),
                  line.perResource(),
                  line.perResource() ? Texts.given(record.resourceId()) : null);
          case DISTINCT, UNION -> List.of(resource(record));
          case HELD ->
              List.of(
                  line.counting(),
                  Texts.given(record.resourceId()) != null,
                  Texts.given(record.resourceId()) != null ? resource(record) : record.recordId());
        };
    return new Group(
        line.charge(),
        line.overAccount() ? null : record.instance(),
        line.byCountry() ? Texts.given(record.country()) : null,
        line.byNumberType() ? Texts.given(record.numberType()) : null,
        more);
  }

  private void countRecord(Group group, Event event) {
    if (startsInMonth(event.record())) {
      BigDecimal once = rounded(measure(event), event.line());
      add(group, event, event, once.multiply(BigDecimal.valueOf(event.record().count())));
    }
  }

  private void countChain(Group group, List<Event> events) {
    Event first = events.get(0);
    if (!startsInMonth(first.record())) {
      return;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Event event : events) {
      sum = sum.add(measure(event));
      add(group, first, event, BigDecimal.ZERO);
    }
    BigDecimal count = BigDecimal.valueOf(first.record().count());
    add(group, first, null, rounded(sum, first.line()).multiply(count));
  }

  private void countDistinct(Group group, List<Event> events) {
    TreeSet<LocalDate> days = new TreeSet<>();
    List<Event> counted = events.stream().filter(e -> startsInMonth(e.record())).toList();
    counted.forEach(event -> days.add(slices.startOf(event.record().startTime())));
    if (counted.isEmpty()) {
      return;
    }
    Facts.Key key = key(group, tags(counted.get(0).record()), List.copyOf(days));
    for (Event event : counted) {
      inMonth.add(event.record().recordId());
      add(key, BigDecimal.ZERO, event);
    }
    facts.add(key, BigDecimal.ONE, 0, null, List.of());
  }

  private void countUnion(Group group, List<Event> events) {
    Spans pauses = new Spans();
    for (Event event : events) {
      if (event.line().isPause()) {
        pauses.add(start(event.record()), end(event.record()));
        if (startsInMonth(event.record())) {
          inMonth.add(event.record().recordId());
        }
      }
    }
    long covered = Long.MIN_VALUE;
    for (Event event : events) {
      if (event.line().isPause()) {
        continue;
      }
      long from = Math.max(start(event.record()), covered);
      long to = end(event.record());
      covered = Math.max(covered, to);
      if (startsInMonth(event.record())) {
        long own = to <= from ? 0 : to - from - pauses.within(from, to);
        add(group, event, event, BigDecimal.valueOf(own, 9));
      }
    }
  }

  private void countHeld(Group group, List<Event> all) {
    List<Event> events = all.stream().filter(e -> overlapsMonth(e.record())).toList();
    if (events.isEmpty()) {
      return;
    }
    Counting counting = events.get(0).line().counting();
    TreeMap<Long, Long> cuts = new TreeMap<>();
    for (LocalDate slice : slices.starts()) {
      cuts.put(Nanos.of(slice.atStartOfDay(ZoneOffset.UTC).toInstant()), 0L);
    }
    for (Event event : events) {
      inMonth.add(event.record().recordId());
      cuts.put(heldFrom(event), 0L);
      cuts.put(heldTo(event), 0L);
    }
    List<String> tag = tags(events.get(0).record());
    List<Long> bounds = List.copyOf(cuts.keySet());
    Map<LocalDate, Set<Event>> behind = new HashMap<>();
    for (int i = 0; i + 1 < bounds.size(); i++) {
      long from = bounds.get(i);
      long to = bounds.get(i + 1);
      BigInteger most = BigInteger.ZERO;
      LocalDate slice = slices.startOf(Nanos.instant(from));
      for (Event event : events) {
        if (heldFrom(event) <= from && heldTo(event) >= to) {
          most = most.max(heldBy(event.record()));
          behind.computeIfAbsent(slice, s -> new HashSet<>()).add(event);
        }
      }
      facts.add(
          key(group, tag, List.of(slice)),
          held(BigInteger.valueOf(to - from).multiply(most), counting),
          0,
          null,
          List.of());
    }
    behind.forEach(
        (slice, members) ->
            members.forEach(event -> add(key(group, tag, List.of(slice)), BigDecimal.ZERO, event)));
  }

  /** How many are held: {@code quantity}, or 1, per occurrence. */
  private BigInteger heldBy(UsageRecord record) {
    BigInteger each = record.quantity() == null ? BigInteger.ONE : record.quantity().toBigInteger();
    return each.multiply(BigInteger.valueOf(record.count()));
  }

  private long heldFrom(Event event) {
    long start = start(event.record());
    return Math.max(
        monthStart,
        event.line().counting() == Counting.HOURS ? start : start / Nanos.DAY * Nanos.DAY);
  }

  private long heldTo(Event event) {
    Instant end = event.record().endTime();
    long to = end == null ? monthEnd : Nanos.of(end);
    if (event.line().counting() != Counting.HOURS) {
      long firstDay = start(event.record()) / Nanos.DAY * Nanos.DAY;
      to = Math.max((to + Nanos.DAY - 1) / Nanos.DAY * Nanos.DAY, firstDay + Nanos.DAY);
    }
    return Math.min(monthEnd, to);
  }

  private void add(Group group, Event first, @Nullable Event event, BigDecimal quantity) {
    Facts.Key key =
        key(group, tags(first.record()), List.of(slices.startOf(first.record().startTime())));
    if (event == null) {
      facts.add(key, quantity, 0, null, List.of());
    } else {
      inMonth.add(event.record().recordId());
      add(key, quantity, event);
    }
  }

  private void add(Facts.Key key, BigDecimal quantity, Event event) {
    List<Source> sources = event.line().sources();
    long records = event.line().ordinal() == 0 ? 1 : 0;
    facts.add(key, quantity, records, event.record().recordId(), sources);
  }

  private Facts.Key key(Group group, List<String> tag, List<LocalDate> days) {
    return new Facts.Key(
        group.charge(), group.instance(), group.country(), group.numberType(), tag, days);
  }

  boolean startsInMonth(UsageRecord record) {
    return slices.period().contains(record.startTime());
  }

  boolean overlapsMonth(UsageRecord record) {
    Period period = slices.period();
    Instant end = record.endTime();
    return record.startTime().isBefore(period.end())
        && (end == null
            || end.isAfter(period.start())
            || !record.startTime().isBefore(period.start()));
  }

  private List<String> tags(UsageRecord record) {
    List<String> values = new ArrayList<>();
    tags.forEach(tag -> values.add(record.attributes().get(tag)));
    return Collections.unmodifiableList(values);
  }

  private static String resource(UsageRecord record) {
    return String.valueOf(record.resourceId());
  }

  private static BigDecimal measure(Event event) {
    UsageRecord record = event.record();
    BigDecimal measured =
        switch (event.line().measure()) {
          case AMOUNT -> record.quantity() == null ? BigDecimal.ONE : record.quantity();
          case SECONDS, PAUSED_SECONDS -> record.seconds();
          case CONNECTED_SECONDS -> record.connected();
        };
    return measured == null ? BigDecimal.ZERO : measured;
  }

  private static BigDecimal rounded(BigDecimal measured, Line line) {
    BigDecimal value = measured;
    if (line.increment() != null && line.increment().isPositive()) {
      BigDecimal step = line.increment().value();
      value = value.divide(step, 0, RoundingMode.CEILING).multiply(step);
    }
    return line.minimum() == null ? value : value.max(line.minimum().value());
  }

  /** A weight of held nanoseconds in the base unit of the counting. */
  private static BigDecimal held(BigInteger nanos, Counting counting) {
    return counting == Counting.PROFILE_MONTHS
        ? new BigDecimal(nanos.divide(BigInteger.valueOf(Nanos.DAY)))
        : new BigDecimal(nanos, 9);
  }

  private static long start(UsageRecord record) {
    return Nanos.of(record.startTime());
  }

  private static long end(UsageRecord record) {
    Instant end = record.endTime();
    return end == null ? start(record) : Nanos.of(end);
  }
}
