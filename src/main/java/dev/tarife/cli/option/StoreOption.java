package dev.tarife.cli.option;

import dev.tarife.bundle.BundleStore;
import dev.tarife.cli.console.CommandContext;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which bundle store. */
public final class StoreOption {
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
  public BundleStore open(CommandContext context) {
    Path folder = store == null ? StoreFinder.fromEnvironment(context) : store;
    if (folder == null) {
      throw new ParameterException(
          spec.commandLine(), "Which store? Name it with --store DIR, or set TARIFE_STORE");
    }
    return StoreFinder.open(folder, context);
  }
}
