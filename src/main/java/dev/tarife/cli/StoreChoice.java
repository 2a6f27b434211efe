package dev.tarife.cli;

import dev.tarife.bundle.BundleStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which bundle store. */
final class StoreChoice {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Folder of the bundle store (default: TARIFE_STORE).")
  private @Nullable Path store;

  /**
   * The store.
   *
   * @throws ParameterException if neither the option nor the environment names one
   */
  BundleStore open(Surroundings surroundings) {
    Path folder = store == null ? Stores.fromEnvironment(surroundings) : store;
    if (folder == null) {
      throw new ParameterException(
          spec.commandLine(), "Which store? Name it with --store DIR, or set TARIFE_STORE");
    }
    return Stores.open(folder, surroundings);
  }
}
