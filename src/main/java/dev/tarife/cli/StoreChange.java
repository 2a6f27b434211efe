package dev.tarife.cli;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.Reason;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that changes a store: which one, who does it and why, and what it then says. */
abstract class StoreChange implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private StoreChoice store = new StoreChoice();
  @Mixin private ReasonChoice reason = new ReasonChoice();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  StoreChange(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Changes the store and says what is now so. */
  abstract String change(BundleStore opened, Reason given) throws IOException;

  @Override
  public final Integer call() throws IOException {
    Reason given = reason.reason();
    Output.say(surroundings.out(), change(store.open(surroundings), given));
    return Exit.DONE;
  }
}
