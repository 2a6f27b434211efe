package dev.tarife.metering;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Rejection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of every account beside its facts: how many records, and what was rejected. */
final class Ledger {
  private final Map<Integer, Rejections> rejected = new HashMap<>();
  private final Rejections strays = new Rejections();
  private final long[] records;
  private final long[] outOfPeriod;

  Ledger(int accounts) {
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

  /** What metering made of an account; its rejections are forgotten then. */
  Metered metered(int account, List<MeteredUsage> usage) {
    Rejections own = rejected.remove(account);
    return new Metered(
        usage, own == null ? List.of() : own.sorted(), records[account], outOfPeriod[account]);
  }

  /** What belongs to no account. */
  List<Rejection> strays() {
    return strays.sorted();
  }
}
