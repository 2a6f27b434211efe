package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.report.TerminalText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "list",
    description = "Show what was done to a store, the latest last; * marks what is live.",
    footer = {"", "Example:", "  tarife bundle list --store store"})
final class BundleListCommand extends StoreCommand {
  BundleListCommand(CommandContext context) {
    super(context);
  }

  @Override
  void run(BundleStore opened, Writer to) throws IOException {
    List<JournalEntry> journal = opened.journal();
    if (journal.isEmpty()) {
      context
          .err()
          .println("tarife: nothing was done to this store yet; tarife bundle deploy makes it");
    }
    JournalEntry live = opened.live().orElse(null);
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
      to.write(TerminalText.safe(line) + "\n");
    }
  }
}
