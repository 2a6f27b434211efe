package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.HelpOption;
import dev.tarife.cli.option.StoreOption;
import dev.tarife.report.TerminalText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = "Show what was done to a store, the latest last; * marks what is live.",
    footer = {"", "Example:", "  tarife bundle list --store store"})
final class BundleListCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private StoreOption store = new StoreOption();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  BundleListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    BundleStore opened = store.open(context);
    List<JournalEntry> journal = opened.journal();
    if (journal.isEmpty()) {
      context
          .err()
          .println("tarife: nothing was done to this store yet; tarife bundle deploy makes it");
    }
    JournalEntry live = opened.live().orElse(null);
    try (Output output = Output.to(null, context.out())) {
      Writer writer = output.writer();
      for (JournalEntry entry : journal) {
        String line =
            "%s %s  %-14s %-12s %s  %s: %s"
                .formatted(
                    entry.equals(live) ? "*" : " ",
                    entry.at(),
                    BundleCommand.said(entry),
                    entry.version(),
                    BundleCommand.brief(entry.sha256()),
                    entry.who(),
                    entry.why());
        writer.write(TerminalText.safe(line) + "\n");
      }
      output.commit();
    }
    return ExitStatus.DONE;
  }
}
