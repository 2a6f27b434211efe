package dev.tarife.metering;

import java.time.Instant;

/** Times as nanoseconds since 1970: metering counts with these. */
final class Nanos {
  static final long SECOND = 1_000_000_000L;
  static final long DAY = 86_400L * SECOND;

  private Nanos() {}

  static long of(Instant time) {
    return time.getEpochSecond() * SECOND + time.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
