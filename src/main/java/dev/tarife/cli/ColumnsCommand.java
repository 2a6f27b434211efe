package dev.tarife.cli;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.GuideOptions;
import dev.tarife.report.InputGuide;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
final class ColumnsCommand extends ContextCommand {
  @Mixin private GuideOptions guide = new GuideOptions();

  ColumnsCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    return guide.write(context, InputGuide::writeColumns, InputGuide::writeColumnsJson);
  }
}
