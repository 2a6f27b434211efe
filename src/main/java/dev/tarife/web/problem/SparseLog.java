package dev.tarife.web.problem;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Warns of what may happen with every request, such as a lost database: a message at most once a
 * minute, with how often it was left out since. A log that grows with each request would fill the
 * disk just when there is trouble.
 */
public final class SparseLog {
  private static final long PAUSE_NANOS = 60_000_000_000L;

  /** So many messages are remembered; what was said before the last minute is forgotten then. */
  private static final int MOST = 100;

  private final Logger log;
  private final LongSupplier nanoTime;
  private final Map<String, Said> said = new ConcurrentHashMap<>();

  public SparseLog(Logger log) {
    this(log, System::nanoTime);
  }

  SparseLog(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /**
   * When a message was written last, and how often it was left out since.
   *
   * @param at in nanoseconds of the clock
   */
  private record Said(long at, long leftOut) {}

  /**
   * Warns, unless the same was said within the last minute.
   *
   * @param message the same for all cases of one kind
   * @param detail what concerns this case alone; it is written with the message
   */
  public void warn(String message, String detail) {
    long now = nanoTime.getAsLong();
    if (said.size() >= MOST) {
      said.values().removeIf(before -> now - before.at() >= PAUSE_NANOS);
    }
    said.compute(
        message,
        (key, before) -> {
          if (before != null && now - before.at() < PAUSE_NANOS) {
            return new Said(before.at(), before.leftOut() + 1);
          }
          write(message, detail, before);
          return new Said(now, 0);
        });
  }

  private void write(String message, String detail, @Nullable Said before) {
    if (before == null || before.leftOut() == 0) {
      log.warn("{}: {}", message, detail);
    } else {
      log.warn("{}: {} ({} more since the last such line)", message, detail, before.leftOut());
    }
  }
}
