package dev.tarife.cli.option;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.report.InputGuide;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Of which tables a command describes the input, in which form, and where it writes that. */
public final class GuideOptions {
  /** Writes a part of the guide. */
  @FunctionalInterface
  public interface Part {
    void write(InputGuide guide, Writer to) throws IOException;
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin private TablesOptions tables = new TablesOptions();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: what the ending of FILE says, or text).")
  private @Nullable ReportForm asked;

  @Mixin private OutputOption target = new OutputOption();

  /** Writes the form that was asked for. */
  public int write(CommandContext context, Part text, Part json) throws IOException {
    ReportForm form = FileForm.of(spec, asked, target.file(), ReportForm.TEXT);
    InputGuide guide = new InputGuide(tables.open(context).tables());
    try (Output output = target.open(context)) {
      Part part =
          switch (form) {
            case TEXT -> text;
            case JSON -> json;
          };
      part.write(guide, output.writer());
      output.commit();
    }
    return ExitStatus.DONE;
  }
}
