package dev.tarife.cli;

import dev.tarife.model.Finding;
import dev.tarife.report.Plain;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    description = "Check the decision tables, and say every fault with its cell.",
    footer = {
      "",
      "Examples:",
      "  tarife check",
      "  tarife check --tables my-tables",
      "",
      "Exit status: 0 no fault, though perhaps warnings; 1 faults."
    })
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--tables",
      paramLabel = "DIR",
      description = "Folder of the decision tables (default: those of this installation).")
  private @Nullable Path tables;

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Engines.Checked checked =
        surroundings.engines().check(tables == null ? surroundings.tables() : tables);
    for (Finding finding : checked.findings()) {
      surroundings.err().println(Plain.safe(finding.toString()));
      for (String detail : finding.details()) {
        surroundings.err().println("  " + Plain.safe(detail));
      }
    }
    if (checked.findings().hasErrors()) {
      return Exit.FAULT;
    }
    try (Output output = Output.to(null, surroundings.out())) {
      Writer writer = output.writer();
      for (String line : checked.summary()) {
        writer.write(Plain.safe(line) + "\n");
      }
      output.commit();
    }
    return Exit.DONE;
  }
}
