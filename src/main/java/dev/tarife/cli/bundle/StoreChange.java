package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.Reason;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.HelpOption;
import dev.tarife.cli.option.ReasonOptions;
import dev.tarife.cli.option.StoreOption;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that changes a store: which one, who does it and why, and what it then says. */
abstract class StoreChange implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private ReasonOptions reason = new ReasonOptions();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  StoreChange(CommandContext context) {
    this.context = context;
  }

  /** Changes the store and says what is now so. */
  abstract String change(BundleStore opened, Reason given) throws IOException;

  @Override
  public final Integer call() throws IOException {
    Reason given = reason.reason();
    Output.say(context.out(), change(store.open(context), given));
    return ExitStatus.DONE;
  }
}
