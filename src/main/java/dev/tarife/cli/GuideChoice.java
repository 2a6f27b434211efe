package dev.tarife.cli;

import dev.tarife.report.InputGuide;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Of which tables a command describes the input, in which form, and where it writes that. */
final class GuideChoice {
  /** Writes a part of the guide. */
  @FunctionalInterface
  interface Part {
    void write(InputGuide guide, Writer to) throws IOException;
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

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

  /** Writes the form that was asked for. */
  int write(Surroundings surroundings, Part text, Part json) throws IOException {
    GuideForm form = FileForm.of(spec, asked, target.file(), GuideForm.TEXT);
    InputGuide guide = new InputGuide(tables.open(surroundings).tables());
    try (Output output = target.open(surroundings)) {
      Part part =
          switch (form) {
            case TEXT -> text;
            case JSON -> json;
          };
      part.write(guide, output.writer());
      output.commit();
    }
    return Exit.DONE;
  }
}
