package dev.tarife.web.bundles;

import dev.tarife.model.FaultException;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.LoadedBundle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Points to the live bundle. It moves when all is done, and reading it never waits. */
final class LiveBundle {
  private static final Logger LOG = LoggerFactory.getLogger(LiveBundle.class);

  private final MultiGauge version;
  private volatile @Nullable LoadedBundle live;
  private volatile String why = "No bundle is live; hand one in, and let another deploy it";

  LiveBundle(MeterRegistry meters) {
    version =
        MultiGauge.builder("tarife.bundle")
            .description("1 for the bundle that is live")
            .register(meters);
  }

  /**
   * What to rate with from now on.
   *
   * @throws ProblemException if no bundle is live
   */
  LoadedBundle get() {
    LoadedBundle now = live;
    if (now == null) {
      throw ProblemException.busy(HttpStatus.SERVICE_UNAVAILABLE, why, 10);
    }
    return now;
  }

  boolean isThere() {
    return live != null;
  }

  /** Says why no bundle is live. */
  void say(String words) {
    why = words;
  }

  /** Moves to another bundle. One that another engine built, as after an upgrade, is not taken. */
  void move(Supplier<LoadedBundle> to) {
    try {
      LoadedBundle now = to.get();
      live = now;
      version.register(
          List.of(
              MultiGauge.Row.of(
                  Tags.of("version", now.bundle().manifest().version().toString()), 1)),
          true);
    } catch (FaultException e) {
      LOG.error("The live bundle cannot be opened: {}", e.getMessage());
      why = "The live bundle cannot be opened: " + e.getMessage();
    }
  }
}
