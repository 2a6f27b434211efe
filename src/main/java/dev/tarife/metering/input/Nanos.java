package dev.tarife.metering.input;

import java.time.Instant;

/** Times as nanoseconds since 1970: metering counts with these. */
public final class Nanos {
  public static final long SECOND = 1_000_000_000L;
  public static final long DAY = 86_400L * SECOND;

  private Nanos() {}

  public static long of(Instant time) {
    return time.getEpochSecond() * SECOND + time.getNano();
  }

  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
