package dev.tarife.cli;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.report.JsonFindings;
import dev.tarife.report.Plain;
import dev.tarife.report.SarifFindings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description = "Check the decision tables, and say every fault with its cell.",
    footer = {
      "",
      "Examples:",
      "  tarife check",
      "  tarife check --tables my-tables",
      "  Copies of the workbooks, the faulty cells coloured and commented:",
      "    tarife check --tables my-tables --annotate marked",
      "  For a code host that shows findings beside a change:",
      "    tarife check --tables my-tables --format sarif --output check.sarif",
      "",
      "Exit status: 0 no fault, though perhaps warnings; 1 faults."
    })
final class CheckCommand implements Callable<Integer> {
  /** In which form the findings are written. */
  enum Form {
    TEXT,
    JSON,
    SARIF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--tables",
      paramLabel = "DIR",
      description = "Folder of the decision tables (default: those of this installation).")
  private @Nullable Path tables;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); text goes to standard error.")
  private Form format = Form.TEXT;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write json or sarif here instead of to standard output.")
  private @Nullable Path file;

  @Option(
      names = "--annotate",
      paramLabel = "DIR",
      description =
          "Write copies of the workbooks to this new folder, their faulty cells coloured and"
              + " commented.")
  private @Nullable Path annotated;

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (format == Form.TEXT && file != null) {
      throw new ParameterException(
          spec.commandLine(), "--output needs --format json or --format sarif");
    }
    Path folder = tables == null ? surroundings.tables() : tables;
    if (annotated != null) {
      AnnotatedFolder.refuseToOverwrite(annotated);
    }
    Engines.Checked checked = surroundings.engines().check(folder);
    if (annotated != null && folder != null) {
      AnnotatedFolder.write(folder, checked.findings(), annotated);
    }
    boolean faulty = checked.findings().hasErrors();
    if (format == Form.TEXT) {
      tell(checked.findings());
    }
    if (format != Form.TEXT || !faulty) {
      try (Output output = Output.to(file, surroundings.out())) {
        write(checked, folder, output.writer());
        output.commit();
      }
    }
    return faulty ? Exit.FAULT : Exit.DONE;
  }

  private void tell(Findings findings) {
    for (Finding finding : findings) {
      surroundings.err().println(Plain.safe(finding.toString()));
      for (String detail : finding.details()) {
        surroundings.err().println("  " + Plain.safe(detail));
      }
    }
  }

  private void write(Engines.Checked checked, @Nullable Path folder, Writer out)
      throws IOException {
    switch (format) {
      case TEXT -> {
        for (String line : checked.summary()) {
          out.write(Plain.safe(line) + "\n");
        }
      }
      case JSON -> JsonFindings.write(checked.findings(), checked.summary(), out);
      case SARIF -> SarifFindings.write(checked.findings(), relative(folder), out);
    }
  }

  /** A folder below this one is named from here, and another not at all: readers look in theirs. */
  private static String relative(@Nullable Path folder) {
    if (folder == null) {
      return "";
    }
    Path here = Path.of("").toAbsolutePath();
    Path there = folder.toAbsolutePath().normalize();
    return there.startsWith(here) ? here.relativize(there).toString().replace('\\', '/') : "";
  }
}
