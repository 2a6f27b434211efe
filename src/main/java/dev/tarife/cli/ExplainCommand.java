package dev.tarife.cli;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.PricingEngine;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.GroupingOption;
import dev.tarife.cli.option.InputOptions;
import dev.tarife.cli.option.TablesOptions;
import dev.tarife.model.FaultException;
import dev.tarife.model.Invoice;
import dev.tarife.model.Place;
import dev.tarife.rating.Explanation;
import dev.tarife.report.LineExplanation;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = "Say why a line of an invoice is as it is.",
    footer = {
      "",
      "Example:",
      "  The second line of the invoice that `tarife rate` shows:",
      "    tarife explain 2 samples/contact-center-2024-05"
    })
final class ExplainCommand extends ContextCommand {
  @Parameters(
      index = "0",
      paramLabel = "LINE",
      description = "Number of the line, as the text invoice shows it.")
  private int line;

  @Mixin private InputOptions input = new InputOptions();
  @Mixin private TablesOptions tables = new TablesOptions();
  @Mixin private GroupingOption grouping = new GroupingOption();

  ExplainCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    if (line < 1) {
      throw wrongUse("LINE must be 1 or more, not " + line);
    }
    Input found = input.find();
    PricingEngine engine = grouping.of(tables.open(context));
    BillingRun run = BillingRun.of(engine, found, input.month());
    if (run.accounts().size() != 1) {
      throw wrongUse(
          "The input has " + run.accounts().size() + " accounts; choose one with --account");
    }
    Explanation explanation = run.explain();
    Invoice invoice = explanation.invoice();
    int lines = invoice.lines().size();
    if (line > lines) {
      throw FaultException.of(
          Place.ofFile("the invoice of " + invoice.account() + " for " + invoice.period()),
          "there is no line " + line,
          lines == 0 ? "it has no lines" : "name one of 1 to " + lines);
    }
    return write(
        LineExplanation.of(explanation.lines().get(line - 1), invoice, engine::cells)::write);
  }
}
