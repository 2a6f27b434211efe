package dev.tarife.cli;

import dev.tarife.report.InputGuide;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "usage-types",
    description =
        "List the usage types of the tables: what one record is, what it bills, and an example.",
    footer = {
      "",
      "Examples:",
      "  tarife usage-types",
      "  tarife usage-types --tables my-tables --format json",
      "",
      "docs/usage.md says all of what goes in and what comes out."
    })
final class UsageTypesCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private TablesChoice tables = new TablesChoice();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: what the ending of FILE says, or text).")
  private @Nullable GuideForm asked;

  @Mixin private OutputChoice target = new OutputChoice();

  UsageTypesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    GuideForm form = FileForm.of(spec, asked, target.file(), GuideForm.TEXT);
    InputGuide guide = new InputGuide(tables.open(surroundings).tables());
    try (Output output = target.open(surroundings)) {
      switch (form) {
        case TEXT -> guide.writeUsageTypes(output.writer());
        case JSON -> guide.writeUsageTypesJson(output.writer());
      }
      output.commit();
    }
    return Exit.DONE;
  }
}
