package dev.tarife.cli;

import dev.tarife.billing.Input;
import dev.tarife.billing.Inspection;
import dev.tarife.report.Inspections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
final class InspectCommand implements Callable<Integer> {
  /** In which form. */
  enum Form {
    TEXT,
    JSON;

    /** As the option says it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Surroundings surroundings;

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

  @Mixin private TablesChoice tables = new TablesChoice();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Form format = Form.TEXT;

  InspectCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Input found = Input.findWithoutAccount(paths, account);
    Inspection inspection = Inspection.of(tables.open(surroundings), found);
    try (Output output = Output.to(null, surroundings.out())) {
      switch (format) {
        case TEXT -> Inspections.text(inspection, output.writer());
        case JSON -> Inspections.json(inspection, output.writer());
      }
      output.commit();
    }
    return Exit.DONE;
  }
}
