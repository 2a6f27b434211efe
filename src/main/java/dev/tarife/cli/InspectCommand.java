package dev.tarife.cli;

import dev.tarife.billing.Input;
import dev.tarife.billing.Inspection;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.FormatOption;
import dev.tarife.cli.option.InputOptions;
import dev.tarife.cli.option.OutputOption;
import dev.tarife.cli.option.ReportForm;
import dev.tarife.cli.option.TablesOptions;
import dev.tarife.report.Inspections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "inspect",
    description =
        "Say what is in the input, and what would be rejected, before anything is priced.",
    footer = {
      "",
      "Examples:",
      "  tarife inspect samples/contact-records-2024-05",
      "  tarife inspect contact-records --account acme.yaml --format json",
      "",
      "Exit status: 0 done; 1 a file has errors."
    })
public final class InspectCommand extends ContextCommand {
  @Parameters(
      index = "0..*",
      paramLabel = "PATH",
      arity = "1..*",
      description = "Folders, files or patterns with contact records, numbers and usage.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--account",
      paramLabel = "FILE",
      description = "The account; wins over account.yaml in the folders. It may be left out.")
  private @Nullable Path account;

  @Mixin private TablesOptions tables = new TablesOptions();

  @Mixin private FormatOption<ReportForm> format = new FormatOption<>(ReportForm.TEXT);
  @Mixin private OutputOption target = new OutputOption();

  InspectCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    Input found = Input.findWithoutAccount(paths, account);
    InputOptions.refuseToOverwrite(found, target.file());
    ReportForm form = format.of(target.file());
    Inspection inspection = Inspection.of(tables.open(context), found);
    return write(
        target.open(context),
        to -> {
          switch (form) {
            case TEXT -> Inspections.text(inspection, to);
            case JSON -> Inspections.json(inspection, to);
          }
        });
  }
}
