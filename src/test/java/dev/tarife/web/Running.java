package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.web.bundles.Bundles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/** One service for many tests, since it takes seconds to start. */
final class Running {
  /**
   * A day in the middle of a month, from which time goes on: pages look the same whenever they are
   * tested, and midnight does not come meanwhile.
   */
  private static final Instant DAY = Instant.parse("2026-08-12T09:00:00Z");

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
      Service service = begin();
      Runtime.getRuntime().addShutdownHook(new Thread(service::close));
      return service;
    }

    private static Service begin() {
      try {
        return Running.start(
            Files.createTempDirectory(Path.of("target").toAbsolutePath(), "service"),
            SAID,
            Map.of("tarife.rating.small", "200KB", "tarife.requests.burst", "100000"),
            Clock.offset(Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), DAY)));
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
    awaitBundle(service());
    return service();
  }

  /** Waits until a service has a bundle to rate with. */
  static void awaitBundle(Service service) {
    Bundles bundles = service.part(Bundles.class);
    for (int i = 0; i < 6_000 && !bundles.isReady(); i++) {
      LockSupport.parkNanos(100_000_000);
    }
    assertThat(bundles.isReady()).as("a bundle is live").isTrue();
  }

  /** A PostgreSQL server; a busy machine may take longer to start one than the library waits. */
  static EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(3)).start();
  }

  /** The same, with data that it finds again when it is started on them anew. */
  static EmbeddedPostgres postgres(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setPGStartupWait(Duration.ofMinutes(3))
        .start();
  }

  static Service start(Path data, List<String> said, Map<String, String> settings) {
    return start(data, said, settings, Clock.systemUTC());
  }

  static Service start(Path data, List<String> said, Map<String, String> settings, Clock clock) {
    return Service.start(
        new ServiceOptions(Optional.empty(), OptionalInt.of(0), Optional.of(data), settings, clock),
        said::add);
  }
}
