package dev.tarife.cli;

import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.report.Plain;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
final class BundleRollbackCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      converter = BundleVersionOption.class,
      description = "A version that was live (default: the one before).")
  private @Nullable BundleVersion to;

  @Mixin private StoreChoice store = new StoreChoice();
  @Mixin private ReasonChoice reason = new ReasonChoice();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  BundleRollbackCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    JournalEntry entry = store.open(surroundings).rollback(to, reason.reason());
    try (Output output = Output.to(null, surroundings.out())) {
      output
          .writer()
          .write(Plain.safe(entry.version() + " is live, SHA-256 " + entry.sha256()) + "\n");
      output.commit();
    }
    return Exit.DONE;
  }
}
