package dev.tarife.metering.memory;

import dev.tarife.metering.Slices;
import dev.tarife.metering.input.Nanos;
import dev.tarife.metering.input.TextForms;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.model.Period;
import dev.tarife.model.Source;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.MeteringRow.Counting;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

  private static final Comparator<Event> BY_START =
      Comparator.<Event, Instant>comparing(e -> e.record().startTime())
          .thenComparing(e -> e.record().recordId(), TextForms.ORDER);

  private final Slices slices;
  private final FactSums facts;
  private final List<String> tags;
  private final long monthStart;
  private final long monthEnd;
  private final Set<String> inMonth = new HashSet<>();
  private final Map<Way, Map<CountingGroup, List<Event>>> groups = new HashMap<>();

  /**
   * Starts with nothing counted.
   *
   * @param facts gets what is counted
   * @param tags columns whose values are kept apart
   */
  RecordCount(Slices slices, FactSums facts, List<String> tags) {
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
          .computeIfAbsent(CountingGroup.of(record, line), group -> new ArrayList<>())
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

  private void count(Way way, CountingGroup group, List<Event> events) {
    switch (way) {
      case NONE -> {}
      case RECORD -> events.forEach(event -> countRecord(group, event));
      case CHAIN -> countChain(group, events);
      case DISTINCT -> countDistinct(group, events);
      case UNION -> countUnion(group, events);
      case HELD -> countHeld(group, events);
      case LEVEL -> countLevel(group, events);
    }
  }

  private void countRecord(CountingGroup group, Event event) {
    if (startsInMonth(event.record())) {
      BigDecimal once = RoundingFormula.of(event.line()).of(event.record());
      add(group, event, event, once.multiply(BigDecimal.valueOf(event.record().count())));
      addOccurrence(group, event, once);
    }
  }

  private void countChain(CountingGroup group, List<Event> events) {
    Event first = events.get(0);
    if (!startsInMonth(first.record())) {
      return;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Event event : events) {
      // Rows of different usage types may measure what they add to one chain differently.
      sum = sum.add(RoundingFormula.of(event.line()).measure(event.record()));
      add(group, first, event, BigDecimal.ZERO);
    }
    BigDecimal count = BigDecimal.valueOf(first.record().count());
    BigDecimal once = RoundingFormula.of(first.line()).rounded(sum);
    add(group, first, null, once.multiply(count));
    addOccurrence(group, first, once);
  }

  private void addOccurrence(CountingGroup group, Event first, BigDecimal once) {
    if (slices.splits().isByOccurrence(group.charge())) {
      facts.addOccurrence(key(group, first), once, first.record().count());
    }
  }

  private void countDistinct(CountingGroup group, List<Event> events) {
    TreeSet<LocalDate> days = new TreeSet<>();
    List<Event> counted = events.stream().filter(e -> startsInMonth(e.record())).toList();
    Slices own = slices.of(group.charge());
    counted.forEach(event -> days.add(own.startOf(event.record().startTime())));
    if (counted.isEmpty()) {
      return;
    }
    FactSums.Key key = key(group, tags(counted.get(0).record()), List.copyOf(days));
    for (Event event : counted) {
      inMonth.add(event.record().recordId());
      add(key, BigDecimal.ZERO, event);
    }
    facts.add(key, BigDecimal.ONE, 0, null, List.of());
  }

  /** The largest measure, the first of several; or the last record's. */
  private void countLevel(CountingGroup group, List<Event> events) {
    List<Event> starting = events.stream().filter(e -> startsInMonth(e.record())).toList();
    Event chosen = null;
    BigDecimal level = BigDecimal.ZERO;
    for (Event event : starting) {
      BigDecimal measured = RoundingFormula.of(event.line()).measure(event.record());
      boolean isLatest = event.line().counting() == Counting.LATEST;
      if (chosen == null || isLatest || measured.compareTo(level) > 0) {
        boolean isSame =
            chosen != null && chosen.record().recordId().equals(event.record().recordId());
        level = isSame ? measured.max(level) : measured;
        chosen = event;
      }
    }
    if (chosen != null) {
      FactSums.Key key = key(group, chosen);
      for (Event event : starting) {
        inMonth.add(event.record().recordId());
        long records = event.line().ordinal() == 0 ? 1 : 0;
        facts.add(key, BigDecimal.ZERO, records, null, event.line().sources());
      }
      // The record that counts is the example.
      facts.add(key, level, 0, chosen.record().recordId(), List.of());
    }
  }

  private void countUnion(CountingGroup group, List<Event> events) {
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

  private void countHeld(CountingGroup group, List<Event> all) {
    List<Event> events = all.stream().filter(e -> overlapsMonth(e.record())).toList();
    if (events.isEmpty()) {
      return;
    }
    Counting counting = events.get(0).line().counting();
    List<HeldPeriod> holdings = new ArrayList<>();
    TreeMap<Long, Long> cuts = new TreeMap<>();
    Slices own = slices.of(group.charge());
    for (LocalDate slice : own.starts()) {
      cuts.put(Nanos.of(slice.atStartOfDay(ZoneOffset.UTC).toInstant()), 0L);
    }
    for (Event event : events) {
      inMonth.add(event.record().recordId());
      HeldPeriod holding = HeldPeriod.of(event.record(), counting, monthStart, monthEnd);
      holdings.add(holding);
      cuts.put(holding.from(), 0L);
      cuts.put(holding.to(), 0L);
    }
    List<String> tag = tags(events.get(0).record());
    List<Long> bounds = List.copyOf(cuts.keySet());
    Map<LocalDate, Set<Event>> behind = new HashMap<>();
    for (int i = 0; i + 1 < bounds.size(); i++) {
      long from = bounds.get(i);
      long to = bounds.get(i + 1);
      BigInteger most = BigInteger.ZERO;
      LocalDate slice = own.startOf(Nanos.instant(from));
      for (int j = 0; j < events.size(); j++) {
        if (holdings.get(j).isEmptyIn(from, to)) {
          behind.computeIfAbsent(slice, s -> new HashSet<>()).add(events.get(j));
        } else if (holdings.get(j).covers(from, to)) {
          most = most.max(holdings.get(j).each());
          behind.computeIfAbsent(slice, s -> new HashSet<>()).add(events.get(j));
        }
      }
      facts.add(
          key(group, tag, List.of(slice)),
          HeldPeriod.quantity(BigInteger.valueOf(to - from).multiply(most), counting),
          0,
          null,
          List.of());
    }
    behind.forEach(
        (slice, members) ->
            members.forEach(event -> add(key(group, tag, List.of(slice)), BigDecimal.ZERO, event)));
  }

  private void add(CountingGroup group, Event first, @Nullable Event event, BigDecimal quantity) {
    FactSums.Key key = key(group, first);
    if (event == null) {
      facts.add(key, quantity, 0, null, List.of());
    } else {
      inMonth.add(event.record().recordId());
      add(key, quantity, event);
    }
  }

  private void add(FactSums.Key key, BigDecimal quantity, Event event) {
    List<Source> sources = event.line().sources();
    long records = event.line().ordinal() == 0 ? 1 : 0;
    facts.add(key, quantity, records, event.record().recordId(), sources);
  }

  private FactSums.Key key(CountingGroup group, Event first) {
    Slices own = slices.of(group.charge());
    Way way = first.line().way();
    boolean isApart =
        (way == Way.RECORD || way == Way.CHAIN) && slices.splits().isByResource(group.charge());
    return new FactSums.Key(
        group.charge(),
        group.instance(),
        group.country(),
        group.numberType(),
        tags(first.record()),
        List.of(own.startOf(first.record().startTime())),
        isApart ? TextForms.given(first.record().resourceId()) : null);
  }

  private FactSums.Key key(CountingGroup group, List<String> tag, List<LocalDate> days) {
    return new FactSums.Key(
        group.charge(), group.instance(), group.country(), group.numberType(), tag, days, null);
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

  private static long start(UsageRecord record) {
    return Nanos.of(record.startTime());
  }

  private static long end(UsageRecord record) {
    Instant end = record.endTime();
    return end == null ? start(record) : Nanos.of(end);
  }
}
