package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleStore;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.StoreOption;
import java.io.IOException;
import java.io.Writer;
import picocli.CommandLine.Mixin;

/** A command on a store of bundles. */
abstract class StoreCommand extends ContextCommand {
  @Mixin private StoreOption store = new StoreOption();

  StoreCommand(CommandContext context) {
    super(context);
  }

  /** Does what it does with the store, and writes what there is to say. */
  abstract void run(BundleStore opened, Writer to) throws IOException;

  @Override
  public final Integer call() throws IOException {
    return write(to -> run(store.open(context), to));
  }
}
