package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.Reason;
import dev.tarife.cli.console.CommandContext;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "deploy",
    description = "Verify a bundle and make it the live one.",
    footer = {
      "",
      "Its version must be higher than any that was live: an older bundle comes back only by",
      "'tarife bundle rollback'. Processes that are rating end with the bundle they began with.",
      "",
      "Example:",
      "  tarife bundle deploy 2024.6.0.jar --store store --who mehmet --why 'June prices'"
    })
final class BundleDeployCommand extends StoreChange {
  @Parameters(index = "0", paramLabel = "JAR", description = "The bundle.")
  private Path jar = Path.of("");

  BundleDeployCommand(CommandContext context) {
    super(context);
  }

  @Override
  String change(BundleStore opened, Reason given) throws IOException {
    JournalEntry entry = opened.deploy(jar, given);
    return entry.version() + " is live, SHA-256 " + entry.sha256();
  }
}
