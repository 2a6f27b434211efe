package dev.tarife.cli.console;

import dev.tarife.billing.PricingEngine;
import dev.tarife.bundle.Bundle;
import dev.tarife.compare.TableSet;
import dev.tarife.model.Findings;
import dev.tarife.rating.Tariff;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what prices usage, for the commands. */
public interface EngineLoader {
  /** Opens a bundle. */
  @FunctionalInterface
  interface BundleOpener {
    Bundle open() throws IOException;
  }

  /**
   * Compiles the tables of a folder.
   *
   * @throws dev.tarife.model.FaultException if there are none, or they have errors
   */
  PricingEngine open(@Nullable Path tables);

  /**
   * Opens a bundle.
   *
   * @throws dev.tarife.model.FaultException if it cannot be opened
   */
  PricingEngine open(BundleOpener bundle) throws IOException;

  /**
   * The tariff of tables that are read already.
   *
   * @throws dev.tarife.model.FaultException if the tables have errors
   */
  Tariff tariff(TableSet tables) throws IOException;

  /** Checks the tables of a folder, or those in the jar. */
  Checked check(@Nullable Path tables);

  /**
   * What a check found.
   *
   * @param findings errors and warnings
   * @param summary what was checked and found in order, in words; empty where there are errors
   */
  record Checked(Findings findings, List<String> summary) {
    public Checked {
      summary = List.copyOf(summary);
    }
  }
}
