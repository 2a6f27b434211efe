package dev.tarife.cli.option;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.report.InputGuide;
import java.io.IOException;
import java.io.Writer;
import picocli.CommandLine.Mixin;

/** Which tables' input a command describes, in which form, and where to. */
public final class GuideOptions {
  /** Writes a part of the guide. */
  @FunctionalInterface
  public interface Part {
    void write(InputGuide guide, Writer to) throws IOException;
  }

  @Mixin private TablesOptions tables = new TablesOptions();

  @Mixin private FormatOption<ReportForm> format = new FormatOption<>(ReportForm.TEXT);
  @Mixin private OutputOption target = new OutputOption();

  /** Writes the form that was asked for. */
  public int write(CommandContext context, Part text, Part json) throws IOException {
    ReportForm form = format.of(target.file());
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
