package dev.tarife.cli;

import dev.tarife.report.InputGuide;
import java.io.IOException;
import java.util.concurrent.Callable;
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
final class ColumnsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GuideChoice guide = new GuideChoice();

  ColumnsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    return guide.write(surroundings, InputGuide::writeColumns, InputGuide::writeColumnsJson);
  }
}
