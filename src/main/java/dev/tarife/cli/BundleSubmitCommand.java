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
final class BundleSubmitCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "JAR", description = "The bundle.")
  private Path jar = Path.of("");

  @Mixin private StoreChoice store = new StoreChoice();
  @Mixin private ReasonChoice reason = new ReasonChoice();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  BundleSubmitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    JournalEntry entry = store.open(surroundings).submit(jar, reason.reason());
    try (Output output = Output.to(null, surroundings.out())) {
      output
          .writer()
          .write(Plain.safe("submitted " + entry.version() + " by " + entry.who()) + "\n");
      output.commit();
    }
    return Exit.DONE;
  }
}
