package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.Reason;
import dev.tarife.cli.console.CommandContext;
import java.io.IOException;
import java.io.Writer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "prune",
    description = "Remove the files of old bundles; the journal keeps every line.",
    footer = {
      "",
      "The live bundle stays, as do the one before it and those that were submitted only.",
      "",
      "Example:",
      "  tarife bundle prune --keep 12 --store store"
    })
final class BundlePruneCommand extends StoreCommand {
  @Option(
      names = "--keep",
      paramLabel = "N",
      required = true,
      description = "How many of the bundles that were deployed last to keep.")
  private int keep;

  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "Who does it, for the journal (default: ${DEFAULT-VALUE}).")
  private String who = System.getProperty("user.name", "unknown");

  BundlePruneCommand(CommandContext context) {
    super(context);
  }

  @Override
  void run(BundleStore opened, Writer to) throws IOException {
    if (keep < 1) {
      throw wrongUse("--keep must be 1 or more, not " + keep);
    }
    Reason reason = new Reason(who, "keep the last " + keep);
    for (JournalEntry entry : opened.prune(keep, reason)) {
      to.write("pruned " + entry.version() + "\n");
    }
  }
}
