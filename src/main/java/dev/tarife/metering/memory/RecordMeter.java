package dev.tarife.metering.memory;

import dev.tarife.metering.Metered;
import dev.tarife.metering.Rejections;
import dev.tarife.metering.Slices;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.RecordParser;
import dev.tarife.metering.input.UsageFaults;
import dev.tarife.metering.terms.CountingPlan;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.FractionalUsage;
import dev.tarife.metering.terms.Kind;
import dev.tarife.metering.terms.RejectionReasons;
import dev.tarife.metering.terms.Term;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Tables;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Meters records that are already in memory, for a session that is embedded in a program. The order
 * of records and terms does not matter. {@link BulkMeter} gives the same result for files.
 */
public final class RecordMeter {
  private final Tables tables;
  private final UsageKinds kinds;
  private final RejectionReasons reasons;
  private final List<String> tags;

  public RecordMeter(Tables tables, UsageKinds kinds) {
    this(tables, kinds, List.of());
  }

  /**
   * A meter that keeps tags apart.
   *
   * @param tags columns, such as {@code tag:team}, whose values become the tags of usage
   */
  public RecordMeter(Tables tables, UsageKinds kinds, List<String> tags) {
    this.tables = tables;
    this.kinds = kinds;
    this.reasons = new RejectionReasons(tables, kinds);
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
    return new Run(account, instances, slices, new CountingPlan(terms)).meter(records);
  }

  /** One call of {@link #meter}. */
  private final class Run {
    private final Account account;
    private final Map<String, Instance> instances = new HashMap<>();
    private final CountingPlan plan;
    private final FactSums facts = new FactSums(tags);
    private final Rejections rejections = new Rejections();
    private final RecordCount count;
    private final SortedMap<String, FractionalUsage> fractions = new TreeMap<>();

    Run(Account account, Collection<Instance> instances, Slices slices, CountingPlan plan) {
      this.account = account;
      instances.forEach(instance -> this.instances.put(instance.id(), instance));
      this.plan = plan;
      this.count = new RecordCount(slices, facts, tags);
    }

    Metered meter(Collection<UsageRecord> records) {
      checkAll(records);
      Set<String> attributes = new HashSet<>(kinds.attributes());
      attributes.addAll(tags);
      List<UsageRecord> latest = new LatestRecords(account.id(), attributes, tables).of(records);
      long rejected = 0;
      for (UsageRecord record : latest) {
        Kind kind = kinds.of(record, instances.get(record.instance()));
        List<Line> lines = plan.of(kind);
        RejectionReasons.Traits traits = traits(record, kind);
        String reason = reasons.of(traits, instances.keySet(), lines);
        if (reason == null) {
          List<Line> complete = reasons.complete(traits, lines);
          complete.forEach(line -> count.take(record, line));
          addFractions(record, complete);
          if (isNear(record)) {
            reasons
                .ofLines(traits, lines)
                .forEach(one -> rejections.add(one, 1, record.recordId()));
          }
        } else if (isNear(record)) {
          rejections.add(reason, 1, record.recordId());
          rejected++;
        }
      }
      int inMonth = count.count();
      return new Metered(
          facts.take(),
          rejections.sorted(),
          latest.size(),
          latest.size() - rejected - inMonth,
          List.copyOf(fractions.values()));
    }

    private void addFractions(UsageRecord record, List<Line> lines) {
      BigDecimal quantity = record.quantity();
      if (quantity != null
          && quantity.stripTrailingZeros().scale() > 0
          && count.startsInMonth(record)) {
        FractionalUsage.units(tables.catalogue(), lines)
            .forEach(
                unit ->
                    FractionalUsage.add(
                        fractions,
                        new FractionalUsage(
                            record.usageType(), unit, 1, record.recordId(), quantity)));
      }
    }

    private void checkAll(Collection<UsageRecord> records) {
      UsageFaults faults = new UsageFaults("usage records");
      for (UsageRecord record : records) {
        for (RecordParser.Fault fault : RecordParser.faults(record)) {
          faults.add(0, "record (" + record.recordId() + "): " + fault.what(), fault.fix());
        }
      }
      faults.throwIfAny();
    }

    private RejectionReasons.Traits traits(UsageRecord record, Kind kind) {
      long given = 0;
      for (int i = 0; i < reasons.columns().size(); i++) {
        if (Columns.text(record, reasons.columns().get(i)) != null) {
          given |= 1L << i;
        }
      }
      BigDecimal quantity = record.quantity();
      if (quantity != null && quantity.stripTrailingZeros().scale() > 0) {
        given |= 1L << RejectionReasons.FRACTION;
      }
      String owner = record.account();
      return new RejectionReasons.Traits(
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

    /** Whether a record could touch the month, whatever else is wrong with it. */
    private boolean isNear(UsageRecord record) {
      UsageKinds.Type type = kinds.types().get(record.usageType());
      return (type != null && type.isHolding())
          ? count.overlapsMonth(record)
          : count.startsInMonth(record);
    }
  }
}
