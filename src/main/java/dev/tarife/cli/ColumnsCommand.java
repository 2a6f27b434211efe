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
    name = "columns",
    description = "List the columns of usage files: what each means, and when it is needed.",
    footer = {
      "",
      "Examples:",
      "  tarife columns",
      "  tarife columns --tables my-tables --format json",
      "",
      "docs/usage.md says all of what goes in and what comes out."
    })
final class ColumnsCommand implements Callable<Integer> {
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

  ColumnsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    GuideForm form = FileForm.of(spec, asked, target.file(), GuideForm.TEXT);
    InputGuide guide = new InputGuide(tables.open(surroundings).tables());
    try (Output output = target.open(surroundings)) {
      switch (form) {
        case TEXT -> guide.writeColumns(output.writer());
        case JSON -> guide.writeColumnsJson(output.writer());
      }
      output.commit();
    }
    return Exit.DONE;
  }
}
