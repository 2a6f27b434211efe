package dev.tarife.cli;

import dev.tarife.bundle.BundleStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds bundle stores. */
final class Stores {
  private Stores() {}

  /** The folder that {@code TARIFE_STORE} names; null where it is not set. */
  static @Nullable Path fromEnvironment(Surroundings surroundings) {
    String store = surroundings.environment().getOrDefault("TARIFE_STORE", "");
    return store.isEmpty() ? null : Path.of(store);
  }

  static BundleStore open(Path folder, Surroundings surroundings) {
    return BundleStore.in(folder, surroundings.clock(), surroundings.keystorePassword());
  }
}
