package dev.tarife.cli;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.EngineLoader;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.FileForm;
import dev.tarife.cli.option.FormatOption;
import dev.tarife.cli.option.TablesFolderOption;
import dev.tarife.compare.TableSet;
import dev.tarife.edit.ScenarioBook;
import dev.tarife.model.Findings;
import dev.tarife.rating.Tariff;
import dev.tarife.report.JsonFindings;
import dev.tarife.report.SarifFindings;
import dev.tarife.report.TerminalText;
import dev.tarife.report.TextBoundaries;
import dev.tarife.scenario.Boundaries;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    description = "Check the decision tables, and name every error with its cell.",
    footer = {
      "",
      "Examples:",
      "  tarife check",
      "  tarife check --tables my-tables",
      "  Copies of the workbooks, the wrong cells coloured and commented:",
      "    tarife check --tables my-tables --annotate marked",
      "  For a code host that shows findings beside a change:",
      "    tarife check --tables my-tables --format sarif --output check.sarif",
      "",
      "  Worked examples that are missing, and a workbook that has them:",
      "    tarife check --tables my-tables --boundaries --output proposed.xlsx",
      "",
      "Without --format, errors and warnings go to standard error.",
      "Exit status: 0 no errors, though perhaps warnings; 1 errors."
    })
public final class CheckCommand extends ContextCommand {
  /** The format of the findings. */
  public enum Form implements FileForm {
    TEXT,
    JSON,
    SARIF;

    @Override
    public String toString() {
      return word();
    }
  }

  @Mixin private TablesFolderOption tables = new TablesFolderOption();
  @Mixin private FormatOption<Form> formats = new FormatOption<>(Form.TEXT);
  private Form format = Form.TEXT;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write json, sarif or the workbook of --boundaries to this file.")
  private @Nullable Path file;

  @Option(
      names = "--boundaries",
      description =
          "Propose scenarios at the edges of tiers, minimums, dates and allowances that no scenario"
              + " looks at; with --output FILE, write a copy of scenarios.xlsx that has them.")
  private boolean boundaries;

  @Option(
      names = "--annotate",
      paramLabel = "DIR",
      description =
          "Write copies of the workbooks to this new folder, their wrong cells coloured and"
              + " commented.")
  private @Nullable Path annotated;

  CheckCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    if (boundaries && file != null) {
      FileForm.expect(spec(), file, "a workbook", "xlsx");
      format = formats.asked();
    } else {
      format = formats.of(file);
    }
    if (format == Form.TEXT && file != null && !boundaries) {
      throw wrongUse("--output needs --format json, --format sarif or --boundaries");
    }
    if (format != Form.TEXT && boundaries) {
      throw wrongUse("--boundaries is written as text only");
    }
    Path folder = tables.in(context);
    if (annotated != null) {
      AnnotatedFolder.refuseToOverwrite(annotated);
    }
    EngineLoader.Checked checked = context.engines().check(folder);
    if (annotated != null && folder != null) {
      AnnotatedFolder.write(folder, checked.findings(), annotated);
    }
    boolean faulty = checked.findings().hasErrors();
    if (format == Form.TEXT) {
      tell(checked.findings());
    }
    if (boundaries && !faulty) {
      propose(folder);
    } else if (format != Form.TEXT || !faulty) {
      write(Output.to(file, context.out()), to -> write(checked, folder, to));
    }
    return faulty ? ExitStatus.FAULT : ExitStatus.DONE;
  }

  private void tell(Findings findings) {
    findings.lines().forEach(line -> context.err().println(TerminalText.safe(line)));
    if (findings.hasErrors()) {
      context.err().println(findings.count() + "; fix the workbooks before these tables go live");
    }
  }

  private void propose(@Nullable Path folder) throws IOException {
    TableSet set = TableSet.open(String.valueOf(folder), Path.of(""));
    Tariff tariff = context.engines().tariff(set);
    List<Boundaries.Proposal> proposals = Boundaries.of(tariff);
    if (file != null) {
      byte[] workbook = new ScenarioBook(tariff, set.workbooks()).addComputed(proposals);
      try (Output output = Output.to(file, context.out())) {
        output.bytes().write(workbook);
        output.commit();
      }
    }
    write(to -> TextBoundaries.write(proposals, to));
  }

  private void write(EngineLoader.Checked checked, @Nullable Path folder, Writer out)
      throws IOException {
    switch (format) {
      case TEXT -> {
        for (String line : checked.summary()) {
          out.write(TerminalText.safe(line) + "\n");
        }
      }
      case JSON -> JsonFindings.write(checked.findings(), checked.summary(), out);
      case SARIF -> SarifFindings.write(checked.findings(), relative(folder), out);
    }
  }

  /** The path from here to a folder below; empty for any other, which its reader cannot know. */
  private static String relative(@Nullable Path folder) {
    if (folder == null) {
      return "";
    }
    Path here = Path.of("").toAbsolutePath();
    Path there = folder.toAbsolutePath().normalize();
    return there.startsWith(here) ? here.relativize(there).toString().replace('\\', '/') : "";
  }
}
