package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.Reason;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.BundleVersionOption;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "rollback",
    description = "Make an earlier bundle live again.",
    footer = {
      "",
      "Examples:",
      "  To the one that was live before:",
      "    tarife bundle rollback --store store --who ayse --why 'a price was wrong'",
      "  To another:",
      "    tarife bundle rollback --to 2024.4.0 --store store --who ayse --why 'audit'"
    })
final class BundleRollbackCommand extends StoreChange {
  @Option(
      names = "--to",
      paramLabel = "VERSION",
      converter = BundleVersionOption.class,
      description = "A version that was live (default: the one before).")
  private @Nullable BundleVersion to;

  BundleRollbackCommand(CommandContext context) {
    super(context);
  }

  @Override
  String change(BundleStore opened, Reason given) throws IOException {
    JournalEntry entry = opened.rollback(to, given);
    return entry.version() + " is live, SHA-256 " + entry.sha256();
  }
}
