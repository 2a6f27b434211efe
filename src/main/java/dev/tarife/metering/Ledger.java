package dev.tarife.metering;

import dev.tarife.model.Rejection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of every account beside its facts: how many records, and what was rejected. */
final class Ledger {
  private final List<String> tags;
  private final Map<Integer, Facts> rejected = new HashMap<>();
  private final Facts strays;
  private final long[] records;
  private final long[] outOfPeriod;

  Ledger(int accounts, List<String> tags) {
    this.tags = tags;
    strays = new Facts(tags);
    records = new long[accounts];
    outOfPeriod = new long[accounts];
  }

  void reject(int account, String reason, long count, String example) {
    rejected.computeIfAbsent(account, key -> new Facts(tags)).reject(reason, count, example);
  }

  /** Rejects what belongs to no account. */
  void rejectStray(String reason, long count, String example) {
    strays.reject(reason, count, example);
  }

  void countRecords(int account, long count) {
    records[account] += count;
  }

  void countOutOfPeriod(int account, long count) {
    outOfPeriod[account] += count;
  }

  /** An account's rejections, to gather its facts with; it is asked once. */
  Facts facts(int account) {
    Facts facts = rejected.remove(account);
    return facts == null ? new Facts(tags) : facts;
  }

  Metered metered(int account, @Nullable Facts facts) {
    return (facts == null ? facts(account) : facts).metered(records[account], outOfPeriod[account]);
  }

  /** What belongs to no account. */
  List<Rejection> strays() {
    return strays.rejections();
  }
}
