package dev.tarife.web.security;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Who asks too often waits; who tries passwords waits longer. */
@Component
class Paces {
  private static final int MOST = 10_000;

  private final RequestSettings settings;
  private final Time time;
  private final Map<String, Bucket> users = recent();
  private final Map<String, Bucket> addresses = recent();

  Paces(RequestSettings settings, Clock clock) {
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

  /** Whether a user may ask once more. */
  boolean mayAsk(String user) {
    return bucket(
            users,
            user,
            Bandwidth.builder()
                .capacity(settings.burst())
                .refillGreedy(settings.perSecond(), Duration.ofSeconds(1))
                .build())
        .tryConsume(1);
  }

  /** Whether a password may be tried from an address. */
  boolean mayTry(String address) {
    return tries(address).getAvailableTokens() > 0;
  }

  @EventListener
  void refused(AbstractAuthenticationFailureEvent event) {
    if (event.getAuthentication().getDetails() instanceof WebAuthenticationDetails details) {
      tries(details.getRemoteAddress()).tryConsume(1);
    }
  }

  private Bucket tries(String address) {
    return bucket(
        addresses,
        address,
        Bandwidth.builder()
            .capacity(settings.wrongPasswords())
            .refillGreedy(settings.wrongPasswords(), Duration.ofMinutes(1))
            .build());
  }

  private Bucket bucket(Map<String, Bucket> buckets, String key, Bandwidth bandwidth) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          key, k -> Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(time).build());
    }
  }
}
