package dev.tarife.cli;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.PricingEngine;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.console.ProgressLine;
import dev.tarife.cli.console.Terminal;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.FormatOption;
import dev.tarife.cli.option.GroupingOption;
import dev.tarife.cli.option.InputOptions;
import dev.tarife.cli.option.InvoiceFormat;
import dev.tarife.cli.option.OutputOption;
import dev.tarife.cli.option.RunOptions;
import dev.tarife.cli.option.TablesOptions;
import dev.tarife.model.Invoice;
import dev.tarife.model.Rejection;
import dev.tarife.report.InvoiceWriter;
import dev.tarife.report.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "rate",
    description = "Price a month of usage, and write an invoice for each account.",
    footer = {
      "",
      "Examples:",
      "  A folder with account.yaml and usage files, whose name ends in the month:",
      "    tarife rate samples/contact-center-2024-05",
      "  For programs, into a file:",
      "    tarife rate samples/examples/V1 --month 2024-05 --format json --output invoice.json",
      "  Files, an account of one's own, and changed tables:",
      "    tarife rate 'usage/*.parquet' --account acme.yaml --month 2024-05 --tables my-tables",
      "",
      "Exit status: 0 done; 1 errors in input or tables; 2 wrong use;",
      "3 an invoice was written, but usage was rejected."
    })
final class RateCommand extends ContextCommand {
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private TablesOptions tables = new TablesOptions();
  @Mixin private GroupingOption grouping = new GroupingOption();

  @Mixin private FormatOption<InvoiceFormat> formats = new FormatOption<>(InvoiceFormat.TEXT);
  private InvoiceFormat format = InvoiceFormat.TEXT;

  @Mixin private OutputOption target = new OutputOption();

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--allow-empty",
      description = "Write an invoice also where no record lies in the month.")
  private boolean allowEmpty;

  RateCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    Input found = input.find();
    InputOptions.refuseToOverwrite(found, target.file());
    format = formats.of(target.file());
    PricingEngine engine = grouping.of(tables.open(context));
    BillingRun.Summary summary;
    List<String> unsaid = new ArrayList<>();
    try (ProgressLine progress =
            new ProgressLine(context.terminal().err(), context.err(), context.clock());
        Output output = target.open(context)) {
      BillingRun run = BillingRun.of(engine, found, input.month(), progress).namingPlaces();
      if (allowEmpty) {
        run = run.allowingEmpty();
      }
      Terminal terminal = target.file() == null ? context.terminal() : Terminal.NONE;
      try (InvoiceWriter writer =
          format.writer(output, engine.catalogue(), run.accounts().size() != 1, terminal)) {
        summary =
            run.run(
                invoice -> new Ready(writer.part(invoice), unsaid(invoice)),
                ready -> {
                  ready.part().write();
                  unsaid.addAll(ready.unsaid());
                },
                progress,
                options.threads());
      }
      output.commit();
    }
    unsaid.forEach(context.err()::println);
    tell(summary);
    return summary.rejected() > 0 && !options.allowRejected()
        ? ExitStatus.REJECTED
        : ExitStatus.DONE;
  }

  /**
   * An invoice that waits for its turn.
   *
   * @param unsaid what its form has no place for
   */
  private record Ready(InvoiceWriter.Part part, List<String> unsaid) {}

  /** What a CSV file has no place for. */
  private List<String> unsaid(Invoice invoice) {
    if (format != InvoiceFormat.CSV) {
      return List.of();
    }
    List<String> unsaid = new ArrayList<>();
    for (Rejection rejection : invoice.rejected()) {
      unsaid.add(said("not charged, account " + invoice.account(), rejection));
    }
    for (String note : invoice.notes()) {
      unsaid.add("note, account " + invoice.account() + ": " + TerminalText.safe(note));
    }
    return unsaid;
  }

  private static String said(String what, Rejection rejection) {
    return TerminalText.safe(what)
        + ": "
        + rejection.records()
        + (rejection.records() == 1 ? " record: " : " records: ")
        + TerminalText.safe(rejection.reason() + " (such as " + rejection.such() + ")");
  }

  /** What the invoices do not say goes to standard error. */
  private void tell(BillingRun.Summary summary) {
    PrintWriter err = context.err();
    summary.warnings().forEach(warning -> err.println(TerminalText.safe(warning)));
    for (Rejection rejection : summary.unassigned()) {
      err.println(said("not charged, of no account", rejection));
    }
    if (summary.rejected() > 0 && !options.allowRejected()) {
      err.println(
          "tarife: usage of "
              + summary.rejected()
              + (summary.rejected() == 1 ? " record" : " records")
              + " was rejected and is not charged; the reasons are"
              + (format == InvoiceFormat.CSV || !summary.unassigned().isEmpty()
                  ? " above"
                  : " in the invoice")
              + ". With --allow-rejected the exit status is 0.");
    }
  }
}
