package dev.tarife.cli;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.FormatOption;
import dev.tarife.cli.option.OutputOption;
import dev.tarife.cli.option.ReportForm;
import dev.tarife.compare.TableDiff;
import dev.tarife.compare.TableSet;
import dev.tarife.report.JsonDiffs;
import dev.tarife.report.TextDiffs;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description = "Show what differs between two sets of tables, row by row and cell by cell.",
    footer = {
      "",
      "A row is known by what it is about, such as charge and Region, and not by its number: a moved",
      "row does not differ. Each side is a folder, the jar of a bundle, or a git revision of the",
      "folder decision-tables, or of one named behind a colon.",
      "",
      "Examples:",
      "  tarife diff decision-tables my-tables",
      "  tarife diff 2024.5.0.jar my-tables",
      "  tarife diff HEAD~1 HEAD --format json",
      "  tarife diff HEAD:finance/tables finance/tables",
      "",
      "Exit status: 0 done, whether or not anything differs (with --exit-code: 1 where it does);",
      "1 a side cannot be read; 2 wrong use."
    })
public final class DiffCommand extends ContextCommand {
  @Parameters(index = "0", paramLabel = "BEFORE", description = "The one set of tables.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "AFTER", description = "The other.")
  private String after = "";

  @Mixin private FormatOption<ReportForm> format = new FormatOption<>(ReportForm.TEXT);
  @Mixin private OutputOption target = new OutputOption();

  @Option(names = "--exit-code", description = "Exit with 1 where anything differs.")
  private boolean exitCode;

  DiffCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    ReportForm form = format.of(target.file());
    Path here = Path.of("");
    TableDiff diff = TableDiff.of(TableSet.open(before, here), TableSet.open(after, here));
    write(
        target.open(context),
        to -> {
          switch (form) {
            case TEXT -> TextDiffs.write(diff, to);
            case JSON -> JsonDiffs.write(diff, to);
          }
        });
    return exitCode && !diff.isEmpty() ? ExitStatus.FAULT : ExitStatus.DONE;
  }
}
