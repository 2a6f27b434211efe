package dev.tarife.web.store;

import dev.tarife.model.UsageRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A usage record as it is kept.
 *
 * @param id its id
 * @param usageType what happened
 * @param starts second since 1970 in which it starts
 * @param ends second by which it has ended; null: open, or unknown
 * @param updatedAt its version; null: it has none
 * @param content as JSON, without its account
 * @param line where in its batch it stands
 */
record StoredRecord(
    String id,
    String usageType,
    long starts,
    @Nullable Long ends,
    @Nullable Instant updatedAt,
    String content,
    long line) {
  static StoredRecord of(long line, UsageRecord record) {
    return new StoredRecord(
        record.recordId(),
        record.usageType(),
        record.startTime().getEpochSecond(),
        record.endTime() == null ? null : ceiling(record.endTime()),
        record.updatedAt(),
        RecordJson.of(record),
        line);
  }

  private static long ceiling(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond())
        .add(BigDecimal.valueOf(time.getNano(), 9))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
