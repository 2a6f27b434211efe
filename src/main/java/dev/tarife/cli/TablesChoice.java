package dev.tarife.cli;

import dev.tarife.billing.PricingEngine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which tables price the usage. */
final class TablesChoice {
  @ArgGroup private @Nullable Either either;

  PricingEngine open(Surroundings surroundings) {
    Path tables = either == null ? null : either.tables;
    Path bundle = either == null ? null : either.bundle;
    return surroundings
        .engines()
        .open(tables == null && bundle == null ? surroundings.tables() : tables, bundle);
  }

  /** One of the two. */
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
  }
}
