package dev.tarife.cli;

import dev.tarife.billing.PricingEngine;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The engines of this build. */
final class StandardEngines implements Engines {
  @Override
  public PricingEngine open(@Nullable Path tables, @Nullable Path bundle) {
    throw none();
  }

  @Override
  public Checked check(@Nullable Path tables) {
    throw none();
  }

  private static FaultException none() {
    return FaultException.of(
        Place.ofFile("tarife"), "this build has no rating engine", "build it with one");
  }
}
