package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.Reason;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.ReasonOptions;
import dev.tarife.report.TerminalText;
import java.io.IOException;
import java.io.Writer;
import picocli.CommandLine.Mixin;

/** A command that changes a store: who does it, and why. */
abstract class StoreChange extends StoreCommand {
  @Mixin private ReasonOptions reason = new ReasonOptions();

  StoreChange(CommandContext context) {
    super(context);
  }

  /** Changes the store, and says what is now so. */
  abstract String change(BundleStore opened, Reason given) throws IOException;

  @Override
  final void run(BundleStore opened, Writer to) throws IOException {
    to.write(TerminalText.safe(change(opened, reason.reason())) + "\n");
  }
}
