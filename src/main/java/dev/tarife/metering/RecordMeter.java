package dev.tarife.metering;

import dev.tarife.metering.Plan.Line;
import dev.tarife.metering.Plan.Way;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Instance;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.model.Source;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.Tables;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Meters records that are already in memory, for a session that is embedded in a program. The order
 * of records and terms does not matter. {@link BulkMeter} gives the same result for files.
 */
public final class RecordMeter {
  static final long SECOND = 1_000_000_000L;
  static final long DAY = 86_400L * SECOND;

  private final Kinds kinds;
  private final Reasons reasons;
  private final List<String> tags;

  public RecordMeter(Tables tables, Kinds kinds) {
    this(tables, kinds, List.of());
  }

  /**
   * A meter that keeps tags apart.
   *
   * @param tags columns, such as {@code tag:team}, whose values become the tags of usage
   */
  public RecordMeter(Tables tables, Kinds kinds, List<String> tags) {
    this.kinds = kinds;
    this.reasons = new Reasons(tables, kinds);
    this.tags = List.copyOf(tags);
  }

  /**
   * Meters an account's month.
   *
   * @param records all records that may touch the month
   * @param terms the terms of their kinds
   * @throws FaultException if a record breaks the contract, or two of one id differ and none is
   *     later
   */
  public Metered meter(
      Account account,
      Collection<Instance> instances,
      Slices slices,
      Collection<UsageRecord> records,
      Collection<Term> terms) {
    return new Run(account, instances, slices, new Plan(terms)).meter(records);
  }

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

  /** One call of {@link #meter}. */
  private final class Run {
    private final Account account;
    private final Map<String, Instance> instances = new HashMap<>();
    private final Slices slices;
    private final Plan plan;
    private final Facts facts = new Facts(tags);
    private final long monthStart;
    private final long monthEnd;
    private final Set<String> inMonth = new HashSet<>();

    Run(Account account, Collection<Instance> instances, Slices slices, Plan plan) {
      this.account = account;
      instances.forEach(instance -> this.instances.put(instance.id(), instance));
      this.slices = slices;
      this.plan = plan;
      Period period = slices.period();
      monthStart = nanos(period.start());
      monthEnd = nanos(period.end());
    }

    Metered meter(Collection<UsageRecord> records) {
      checkAll(records);
      List<UsageRecord> distinct = withoutDuplicates(records);
      Map<Way, Map<Group, List<Event>>> groups = new HashMap<>();
      long judged = 0;
      for (UsageRecord record : distinct) {
        Kind kind = kinds.of(record);
        List<Line> lines = plan.of(kind);
        String reason = reasons.of(traits(record, kind), lines);
        if (reason != null) {
          if (isNear(record)) {
            facts.reject(reason, 1, record.recordId());
            judged++;
          }
          continue;
        }
        for (Line line : lines) {
          if (line.way() == Way.NONE) {
            if (startsInMonth(record)) {
              inMonth.add(record.recordId());
            }
          } else {
            groups
                .computeIfAbsent(line.way(), way -> new HashMap<>())
                .computeIfAbsent(group(record, line), group -> new ArrayList<>())
                .add(new Event(record, line));
          }
        }
      }
      groups.forEach(
          (way, events) ->
              events.forEach(
                  (group, members) -> {
                    members.sort(BY_START);
                    count(way, group, members);
                  }));
      return facts.metered(distinct.size(), distinct.size() - judged - inMonth.size());
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
                    Texts.given(record.contactId()) != null,
                    Texts.given(record.contactId()) != null ? record.chain() : record.recordId(),
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
                    Texts.given(record.resourceId()) != null
                        ? resource(record)
                        : record.recordId());
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
        cuts.put(nanos(slice.atStartOfDay(ZoneOffset.UTC).toInstant()), 0L);
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
        LocalDate slice = slices.startOf(instant(from));
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
              members.forEach(
                  event -> add(key(group, tag, List.of(slice)), BigDecimal.ZERO, event)));
    }

    /** How many are held: {@code quantity}, or 1, per occurrence. */
    private BigInteger heldBy(UsageRecord record) {
      BigInteger each =
          record.quantity() == null ? BigInteger.ONE : record.quantity().toBigInteger();
      return each.multiply(BigInteger.valueOf(record.count()));
    }

    private long heldFrom(Event event) {
      long start = start(event.record());
      return Math.max(
          monthStart, event.line().counting() == Counting.HOURS ? start : start / DAY * DAY);
    }

    private long heldTo(Event event) {
      Instant end = event.record().endTime();
      long to = end == null ? monthEnd : nanos(end);
      if (event.line().counting() != Counting.HOURS) {
        long firstDay = start(event.record()) / DAY * DAY;
        to = Math.max((to + DAY - 1) / DAY * DAY, firstDay + DAY);
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

    private void checkAll(Collection<UsageRecord> records) {
      Faults faults = new Faults("usage records");
      for (UsageRecord record : records) {
        for (RecordParser.Fault fault : RecordParser.faults(record)) {
          faults.add(0, "record (" + record.recordId() + "): " + fault.what(), fault.mend());
        }
      }
      faults.throwIfAny();
    }

    private List<UsageRecord> withoutDuplicates(Collection<UsageRecord> records) {
      Map<List<String>, UsageRecord> latest = new LinkedHashMap<>();
      Map<List<String>, UsageRecord> conflicts = new LinkedHashMap<>();
      for (UsageRecord given : records) {
        UsageRecord record = relevant(given);
        String owner = record.account() == null ? account.id() : record.account();
        List<String> key = List.of(owner, record.recordId());
        UsageRecord other = latest.get(key);
        int order = other == null ? 1 : compareUpdated(record, other);
        if (order > 0) {
          latest.put(key, record);
          conflicts.remove(key);
        } else if (order == 0 && !record.equals(other)) {
          conflicts.put(key, record);
        }
      }
      if (!conflicts.isEmpty()) {
        Findings findings = new Findings();
        conflicts
            .values()
            .forEach(
                record ->
                    findings.error(
                        Place.ofFile("usage records"), conflict(record.recordId()), CONFLICT_MEND));
        throw new FaultException(findings);
      }
      return List.copyOf(latest.values());
    }

    private int compareUpdated(UsageRecord a, UsageRecord b) {
      return Comparator.nullsFirst(Comparator.<Instant>naturalOrder())
          .compare(a.updatedAt(), b.updatedAt());
    }

    /** The record in one form, with only the attributes that metering looks at. */
    private UsageRecord relevant(UsageRecord record) {
      Map<String, String> attributes = new HashMap<>();
      record
          .attributes()
          .forEach(
              (name, value) -> {
                if (!value.isEmpty()
                    && (kinds.attributes().contains(name) || tags.contains(name))) {
                  attributes.put(name, value);
                }
              });
      return UsageRecord.of(
              record.recordId(), record.instance(), record.usageType(), record.startTime())
          .account(Texts.given(record.account()))
          .endTime(record.endTime())
          .quantity(stripped(record.quantity()))
          .count(record.count())
          .connectedSeconds(stripped(record.connectedSeconds()))
          .contactId(Texts.given(record.contactId()))
          .resourceId(Texts.given(record.resourceId()))
          .country(Texts.given(record.country()))
          .numberCountry(Texts.given(record.numberCountry()))
          .numberType(Texts.given(record.numberType()))
          .updatedAt(record.updatedAt())
          .attributes(attributes)
          .build();
    }

    private Reasons.Traits traits(UsageRecord record, Kind kind) {
      long given = 0;
      for (int i = 0; i < reasons.columns().size(); i++) {
        if (Columns.text(record, reasons.columns().get(i)) != null) {
          given |= 1L << i;
        }
      }
      BigDecimal quantity = record.quantity();
      if (quantity != null && quantity.stripTrailingZeros().scale() > 0) {
        given |= 1L << Reasons.FRACTION;
      }
      String owner = record.account();
      return new Reasons.Traits(
          owner == null || owner.equals(account.id()) ? null : owner,
          record.instance(),
          instances.get(record.instance()),
          record.usageType(),
          record.country(),
          record.numberCountry(),
          record.numberType(),
          kinds.objection(record),
          kind,
          given,
          record.count() > 1);
    }

    private boolean startsInMonth(UsageRecord record) {
      return slices.period().contains(record.startTime());
    }

    private boolean overlapsMonth(UsageRecord record) {
      Period period = slices.period();
      Instant end = record.endTime();
      return record.startTime().isBefore(period.end())
          && (end == null
              || end.isAfter(period.start())
              || !record.startTime().isBefore(period.start()));
    }

    /** Whether a record could touch the month, whatever else is wrong with it. */
    private boolean isNear(UsageRecord record) {
      Kinds.Type type = kinds.types().get(record.usageType());
      return (type != null && type.isHolding()) ? overlapsMonth(record) : startsInMonth(record);
    }

    private List<String> tags(UsageRecord record) {
      List<String> values = new ArrayList<>();
      tags.forEach(tag -> values.add(record.attributes().get(tag)));
      return Collections.unmodifiableList(values);
    }
  }

  static final String CONFLICT_MEND = "keep one, or give the right one the later updated_at";

  static String conflict(String recordId) {
    return "record_id (" + recordId + ") is there again with other content, and none is later";
  }

  private static @Nullable BigDecimal stripped(@Nullable BigDecimal value) {
    return value == null ? null : new BigDecimal(String.valueOf(Columns.text(value)));
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
  static BigDecimal held(BigInteger nanos, Counting counting) {
    return counting == Counting.PROFILE_MONTHS
        ? new BigDecimal(nanos.divide(BigInteger.valueOf(DAY)))
        : new BigDecimal(nanos, 9);
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * SECOND + time.getNano();
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  private static long start(UsageRecord record) {
    return nanos(record.startTime());
  }

  private static long end(UsageRecord record) {
    Instant end = record.endTime();
    return end == null ? start(record) : nanos(end);
  }

  /** Disjoint stretches of time. */
  private static final class Spans {
    private final TreeMap<Long, Long> spans = new TreeMap<>();

    void add(long start, long end) {
      long from = start;
      long to = end;
      for (Map.Entry<Long, Long> e = spans.floorEntry(to);
          e != null && e.getValue() >= from;
          e = spans.floorEntry(to)) {
        from = Math.min(from, e.getKey());
        to = Math.max(to, e.getValue());
        spans.remove(e.getKey());
      }
      spans.put(from, to);
    }

    long within(long from, long to) {
      long sum = 0;
      Map.Entry<Long, Long> before = spans.floorEntry(from);
      for (Map.Entry<Long, Long> e :
          spans.subMap(before == null ? from : before.getKey(), to).entrySet()) {
        sum += Math.max(0, Math.min(to, e.getValue()) - Math.max(from, e.getKey()));
      }
      return sum;
    }
  }
}
