package dev.tarife.cli.console;

import dev.tarife.billing.PricingEngine;
import dev.tarife.compare.TableSet;
import dev.tarife.model.Findings;
import dev.tarife.rating.Tariff;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the commands get what prices usage. */
public interface EngineLoader {
  /**
   * Opens the tables of a folder, or a bundle; those in the jar where neither is given.
   *
   * @throws dev.tarife.model.FaultException if the tables or the bundle are at fault
   */
  PricingEngine open(@Nullable Path tables, @Nullable Path bundle);

  /**
   * The tariff of tables that are read already.
   *
   * @throws dev.tarife.model.FaultException if the tables are at fault
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
