package dev.tarife.cli.option;

import dev.tarife.billing.PricingEngine;
import dev.tarife.bundle.Bundle;
import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which tables price the usage. */
public final class TablesOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @ArgGroup private @Nullable Either either;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "Price with the bundle that was live in the store at the end of that day, UTC.")
  private @Nullable LocalDate asOf;

  public PricingEngine open(CommandContext context) throws IOException {
    Path tables = either == null ? null : either.tables;
    Path bundle = either == null ? null : either.bundle;
    Path store = either == null ? StoreFinder.fromEnvironment(context) : either.store;
    if (store != null) {
      BundleStore opened = StoreFinder.open(store, context);
      JournalEntry live = live(opened, store);
      return context.engines().open(() -> opened.open(live));
    }
    if (asOf != null) {
      throw new ParameterException(spec.commandLine(), "--as-of needs a store: add --store DIR");
    }
    return bundle == null
        ? context.engines().open(tables == null ? context.tables() : tables)
        : context.engines().open(() -> Bundle.open(bundle));
  }

  private JournalEntry live(BundleStore store, Path folder) throws IOException {
    Optional<JournalEntry> live = asOf == null ? store.live() : store.live(asOf);
    if (live.isEmpty() && asOf != null) {
      throw FaultException.of(
          Place.ofFile(folder.toString()),
          "no bundle was live in this store on " + asOf,
          "name a later day; tarife bundle list shows when each was deployed");
    }
    return live.orElseThrow(store::nothingLive);
  }

  /** Tables, a bundle or a store: at most one of them. */
  private static final class Either {
    @Option(
        names = "--tables",
        paramLabel = "DIR",
        description = "Folder of the decision tables (default: those of this installation).")
    private @Nullable Path tables;

    @Option(
        names = "--bundle",
        paramLabel = "JAR",
        description = "A bundle to price with, instead of tables.")
    private @Nullable Path bundle;

    @Option(
        names = "--store",
        paramLabel = "DIR",
        description = "A bundle store, to price with its live bundle (default: TARIFE_STORE).")
    private @Nullable Path store;
  }
}
