package dev.tarife.cli;

import dev.tarife.billing.Input;
import dev.tarife.billing.PricingEngine;
import dev.tarife.billing.TariffEngine;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.ProgressLine;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.FileForm;
import dev.tarife.cli.option.FormatOption;
import dev.tarife.cli.option.InputOptions;
import dev.tarife.cli.option.OutputOption;
import dev.tarife.cli.option.RunOptions;
import dev.tarife.compare.Comparer;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.TableDiff;
import dev.tarife.compare.TableSet;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Period;
import dev.tarife.report.HtmlComparisons;
import dev.tarife.report.JsonComparisons;
import dev.tarife.report.TextComparisons;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "compare",
    description = "Price a month of usage with two sets of tables, and show what differs and why.",
    footer = {
      "",
      "Each side is a folder of tables, the jar of a bundle, or a git revision, as for `tarife diff`.",
      "Each meters and prices the usage by its own rows. The differences stand largest first, each",
      "with the rows that make it.",
      "",
      "Examples:",
      "  tarife compare --before decision-tables --after my-tables samples/contact-center-2024-05",
      "  tarife compare --before HEAD~1 --after HEAD samples/examples/V1 --month 2024-05",
      "  A page to send on:",
      "    tarife compare --before 2024.5.0.jar --after my-tables usage-2024-05 --format html"
          + " --output change.html",
      "",
      "Exit status: 0 done; 1 errors in input or tables; 2 wrong use;",
      "3 the comparison was written, but one of the sides rejected usage."
    })
public final class CompareCommand extends ContextCommand {
  private static final int SHOWN_AS_TEXT = 20;
  private static final int SHOWN_ELSE = 1000;

  /** The format of the comparison. */
  public enum Form implements FileForm {
    TEXT,
    JSON,
    HTML;

    @Override
    public String toString() {
      return word();
    }
  }

  @Option(
      names = "--before",
      paramLabel = "TABLES",
      required = true,
      description = "The tables to compare with.")
  private String before = "";

  @Option(
      names = "--after",
      paramLabel = "TABLES",
      required = true,
      description = "The tables that are new.")
  private String after = "";

  @Mixin private InputOptions input = new InputOptions();

  @Mixin private FormatOption<Form> formats = new FormatOption<>(Form.TEXT);
  @Mixin private OutputOption target = new OutputOption();

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "How many lines and accounts to show; the others are summed"
              + " (default: "
              + SHOWN_AS_TEXT
              + " as text, "
              + SHOWN_ELSE
              + " else).")
  private @Nullable Integer top;

  @Mixin private RunOptions run = new RunOptions();

  CompareCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    Input found = input.find();
    InputOptions.refuseToOverwrite(found, target.file());
    Form format = formats.of(target.file());
    int most = top == null ? (format == Form.TEXT ? SHOWN_AS_TEXT : SHOWN_ELSE) : top;
    if (most < 1) {
      throw wrongUse("--top must be 1 or more, not " + most);
    }
    Period month = input.month();
    Path here = Path.of("");
    TableSet old = TableSet.open(before, here);
    TableSet now = TableSet.open(after, here);
    Comparer comparer =
        new Comparer(
            new Comparer.Pricing(before, engine(old)),
            new Comparer.Pricing(after, engine(now)),
            TableDiff.of(old, now),
            most);
    Comparison comparison;
    try (ProgressLine progress =
        new ProgressLine(context.terminal().err(), context.err(), context.clock())) {
      comparison = comparer.compare(found, month, progress, run.threads());
    }
    write(
        target.open(context),
        to -> {
          switch (format) {
            case TEXT -> TextComparisons.write(comparison, to);
            case JSON -> JsonComparisons.write(comparison, to);
            case HTML -> HtmlComparisons.write(comparison, to);
          }
        });
    return tell(comparison);
  }

  private PricingEngine engine(TableSet tables) throws IOException {
    return new TariffEngine(context.engines().tariff(tables), null, BulkMeter.Options.standard());
  }

  private int tell(Comparison comparison) {
    long rejected = Math.max(comparison.before().rejected(), comparison.after().rejected());
    if (rejected == 0 || run.allowRejected()) {
      return ExitStatus.DONE;
    }
    context
        .err()
        .println(
            "tarife: usage was rejected, of "
                + comparison.before().rejected()
                + " records before and "
                + comparison.after().rejected()
                + " after; the comparison says why. With --allow-rejected the exit status is 0.");
    return ExitStatus.REJECTED;
  }
}
