package dev.tarife.web.security;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes clients wait that ask too often, and those longer that try passwords. */
@Component
class RateLimits {
  private static final int MOST = 10_000;
  private static final int NETWORK = 8;

  private final RequestSettings settings;
  private final Time time;
  private final Map<String, Bucket> users = recent();
  private final Map<String, Bucket> tries = recent();
  private final Map<String, Bucket> strangers = recent();

  RateLimits(RequestSettings settings, Clock clock) {
    this.settings = settings;
    this.time = new Time(clock);
  }

  /** What the buckets take for the time. */
  private record Time(Clock clock) implements TimeMeter {
    private static final long NANOS = 1_000_000;

    @Override
    public long currentTimeNanos() {
      return clock.millis() * NANOS;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }

  private static Map<String, Bucket> recent() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
        return size() > MOST;
      }
    };
  }

  /** Lets a user ask once more, or says when they may. */
  ConsumptionProbe ask(String user) {
    return bucket(
            users,
            user,
            Bandwidth.builder()
                .capacity(settings.burst())
                .refillGreedy(settings.perSecond(), Duration.ofSeconds(1))
                .build())
        .tryConsumeAndReturnRemaining(1);
  }

  /** The limit of {@link #ask}, as a header says it: requests, and seconds until all are back. */
  String policy() {
    return "\"user\";q=" + settings.burst() + ";w=" + seconds(settings.burst());
  }

  private long seconds(long requests) {
    long perSecond = Math.max(1, settings.perSecond());
    return (requests + perSecond - 1) / perSecond;
  }

  /** What is left of it: requests, and seconds until all are back. */
  String left(ConsumptionProbe probe) {
    long left = probe.getRemainingTokens();
    return "\"user\";r=" + left + ";t=" + seconds(settings.burst() - left);
  }

  /** Whether somebody who is not signed in may ask once more from an address. */
  boolean mayAskUnknown(String address) {
    return bucket(
            strangers,
            network(address),
            Bandwidth.builder()
                .capacity(settings.strangersBurst())
                .refillGreedy(settings.strangersPerSecond(), Duration.ofSeconds(1))
                .build())
        .tryConsume(1);
  }

  /** Whether a password may be tried from an address: not too many were wrong. */
  boolean mayTry(String address) {
    return tries(network(address)).getAvailableTokens() > 0;
  }

  /**
   * Counts a password as wrong before it is looked at, so that many at the same time are counted
   * too.
   *
   * @return whether it may be looked at; {@link #right} takes it back
   */
  boolean countTry(String address) {
    return tries(network(address)).tryConsume(1);
  }

  /** The password was right, and counts no more. */
  void right(String address) {
    tries(network(address)).addTokens(1);
  }

  private Bucket tries(String key) {
    return bucket(
        tries,
        key,
        Bandwidth.builder()
            .capacity(settings.wrongPasswords())
            .refillGreedy(settings.wrongPasswords(), Duration.ofMinutes(1))
            .build());
  }

  /** Somebody with IPv6 has 2^64 addresses: their network counts. */
  private static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      InetAddress parsed = InetAddress.getByName(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK))
          : parsed.getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }

  private Bucket bucket(Map<String, Bucket> buckets, String key, Bandwidth bandwidth) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          key, k -> Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(time).build());
    }
  }
}
