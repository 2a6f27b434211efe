package dev.tarife.cli;

import dev.tarife.billing.Input;
import dev.tarife.billing.Inspection;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.HelpOption;
import dev.tarife.cli.option.ReportForm;
import dev.tarife.cli.option.TablesOptions;
import dev.tarife.report.Inspections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
      "Exit status: 0 done; 1 a file is at fault."
    })
public final class InspectCommand implements Callable<Integer> {
  private final CommandContext context;

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

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ReportForm format = ReportForm.TEXT;

  InspectCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Input found = Input.findWithoutAccount(paths, account);
    Inspection inspection = Inspection.of(tables.open(context), found);
    try (Output output = Output.to(null, context.out())) {
      switch (format) {
        case TEXT -> Inspections.text(inspection, output.writer());
        case JSON -> Inspections.json(inspection, output.writer());
      }
      output.commit();
    }
    return ExitStatus.DONE;
  }
}
