package dev.tarife.cli;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.GuideOptions;
import dev.tarife.report.InputGuide;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
final class UsageTypesCommand extends ContextCommand {
  @Mixin private GuideOptions guide = new GuideOptions();

  UsageTypesCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    return guide.write(context, InputGuide::writeUsageTypes, InputGuide::writeUsageTypesJson);
  }
}
