package dev.tarife.attacks;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.Reason;
import dev.tarife.bundle.SmallBundles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Bundle stores to attack: version 2024.5.0 was live, and 2024.6.0 is. */
final class Stores {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2024-05-01T10:00:00Z"), ZoneOffset.UTC);

  private Stores() {}

  static Path make(Path folder) throws IOException {
    Path store = folder.resolve("store");
    BundleStore opened = BundleStore.in(store, CLOCK, null);
    Reason reason = new Reason("Ayse", "new prices");
    opened.deploy(Files.write(folder.resolve("may.jar"), SmallBundles.may()), reason);
    opened.deploy(Files.write(folder.resolve("june.jar"), SmallBundles.june()), reason);
    return store;
  }

  /** One of the scene's own. */
  static Path own(Scene scene) throws IOException {
    Path own = scene.path("own-store");
    try (Stream<Path> files = Files.walk(scene.store())) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, own.resolve(scene.store().relativize(file)));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return own;
  }
}
