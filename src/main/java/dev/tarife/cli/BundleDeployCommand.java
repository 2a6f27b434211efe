package dev.tarife.cli;

import dev.tarife.bundle.JournalEntry;
import dev.tarife.report.Plain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
final class BundleDeployCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "JAR", description = "The bundle.")
  private Path jar = Path.of("");

  @Mixin private StoreChoice store = new StoreChoice();
  @Mixin private ReasonChoice reason = new ReasonChoice();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  BundleDeployCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    JournalEntry entry = store.open(surroundings).deploy(jar, reason.reason());
    try (Output output = Output.to(null, surroundings.out())) {
      output
          .writer()
          .write(Plain.safe(entry.version() + " is live, SHA-256 " + entry.sha256()) + "\n");
      output.commit();
    }
    return Exit.DONE;
  }
}
