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
    name = "submit",
    description = "Hand in a bundle as its author; it does not go live.",
    footer = {
      "",
      "In a store whose store.yaml says 'approval: deployer is not the author', a bundle is deployed",
      "only by another than who submitted it.",
      "",
      "Example:",
      "  tarife bundle submit 2024.6.0.jar --store store --who ayse --why 'June prices'"
    })
final class BundleSubmitCommand extends StoreChange {
  @Parameters(index = "0", paramLabel = "JAR", description = "The bundle.")
  private Path jar = Path.of("");

  BundleSubmitCommand(CommandContext context) {
    super(context);
  }

  @Override
  String change(BundleStore opened, Reason given) throws IOException {
    JournalEntry entry = opened.submit(jar, given);
    return "submitted " + entry.version() + " by " + entry.who();
  }
}
