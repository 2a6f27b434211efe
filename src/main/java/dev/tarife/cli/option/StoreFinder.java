package dev.tarife.cli.option;

import dev.tarife.bundle.BundleStore;
import dev.tarife.cli.console.CommandContext;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds bundle stores. */
final class StoreFinder {
  private StoreFinder() {}

  /** The folder that {@code TARIFE_STORE} names; null where it is not set. */
  static @Nullable Path fromEnvironment(CommandContext context) {
    String store = context.environment().getOrDefault("TARIFE_STORE", "");
    return store.isEmpty() ? null : Path.of(store);
  }

  static BundleStore open(Path folder, CommandContext context) {
    return BundleStore.in(folder, context.clock(), context.keystorePassword());
  }
}
