package dev.tarife.metering.bulk;

import dev.tarife.metering.Metered;
import dev.tarife.metering.Rejections;
import dev.tarife.metering.terms.FractionalUsage;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Rejection;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is known of every account beside its facts: how many records, and what was rejected. */
final class AccountTotals {
  private final Map<Integer, Rejections> rejected = new HashMap<>();
  private final Rejections strays = new Rejections();
  private final Map<Integer, SortedMap<String, FractionalUsage>> fractions = new HashMap<>();
  private final long[] records;
  private final long[] outOfPeriod;

  AccountTotals(int accounts) {
    records = new long[accounts];
    outOfPeriod = new long[accounts];
  }

  void reject(int account, String reason, long count, String example) {
    rejected.computeIfAbsent(account, key -> new Rejections()).add(reason, count, example);
  }

  /** Rejects what belongs to no account. */
  void rejectStray(String reason, long count, String example) {
    strays.add(reason, count, example);
  }

  void countRecords(int account, long count) {
    records[account] += count;
  }

  void countOutOfPeriod(int account, long count) {
    outOfPeriod[account] += count;
  }

  void addFraction(int account, FractionalUsage fraction) {
    FractionalUsage.add(fractions.computeIfAbsent(account, key -> new TreeMap<>()), fraction);
  }

  /** Adds what is known of an account already, beside its usage. */
  void add(int account, Metered metered) {
    countRecords(account, metered.records());
    countOutOfPeriod(account, metered.outOfPeriod());
    metered.rejected().forEach(one -> reject(account, one.reason(), one.records(), one.example()));
    metered.fractions().forEach(fraction -> addFraction(account, fraction));
  }

  /** Whether a record of some account lies in the month. */
  boolean any() {
    return Arrays.stream(records).sum() > Arrays.stream(outOfPeriod).sum();
  }

  /** Ids of records that stand for others in what is said of them. */
  Set<String> examples() {
    Set<String> examples = new TreeSet<>();
    rejected.values().forEach(own -> own.sorted().forEach(one -> examples.add(one.example())));
    strays.sorted().forEach(one -> examples.add(one.example()));
    fractions.values().forEach(own -> own.values().forEach(one -> examples.add(one.example())));
    return examples;
  }

  /** What metering made of an account; its rejections are forgotten then. */
  Metered metered(int account, List<MeteredUsage> usage) {
    Rejections own = rejected.remove(account);
    SortedMap<String, FractionalUsage> broken = fractions.remove(account);
    return new Metered(
        usage,
        own == null ? List.of() : own.sorted(),
        records[account],
        outOfPeriod[account],
        broken == null ? List.of() : List.copyOf(broken.values()));
  }

  /** What belongs to no account. */
  List<Rejection> strays() {
    return strays.sorted();
  }
}
