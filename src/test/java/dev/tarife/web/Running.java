package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.web.bundles.Bundles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/** One service for many tests, since it takes seconds to start. */
final class Running {
  static final String PASSWORD = "a password that we chose";

  private static final List<String> SAID = new ArrayList<>();

  private Running() {}

  /**
   * Started when the first test asks for it, stopped with the process; its data lie in the build
   * folder.
   */
  private static final class Shared {
    static final Service SERVICE = start();

    private static Service start() {
      try {
        return Running.start(
            Files.createTempDirectory(Path.of("target").toAbsolutePath(), "service"),
            SAID,
            Map.of("tarife.rating.small", "200KB", "tarife.requests.burst", "100000"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static Service service() {
    return Shared.SERVICE;
  }

  /** The same, once a bundle is live: the first is built while the service answers already. */
  static Service ready() {
    Bundles bundles = service().part(Bundles.class);
    for (int i = 0; i < 6_000 && !bundles.isReady(); i++) {
      LockSupport.parkNanos(100_000_000);
    }
    assertThat(bundles.isReady()).as("a bundle is live").isTrue();
    return service();
  }

  static Service start(Path data, List<String> said, Map<String, String> settings) {
    return Service.start(
        new ServiceOptions(
            Optional.empty(), OptionalInt.of(0), Optional.of(data), settings, Clock.systemUTC()),
        said::add);
  }
}
