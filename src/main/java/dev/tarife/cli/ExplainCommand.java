package dev.tarife.cli;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.PricingEngine;
import dev.tarife.model.FaultException;
import dev.tarife.model.Invoice;
import dev.tarife.model.Place;
import dev.tarife.rating.Explanation;
import dev.tarife.report.Story;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = "Say why a line of an invoice is as it is.",
    footer = {
      "",
      "Example:",
      "  The second line of the invoice that `tarife rate` shows:",
      "    tarife explain 2 samples/contact-center-2024-05"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "LINE",
      description = "Number of the line, as the text invoice shows it.")
  private int line;

  @Mixin private InputChoice input = new InputChoice();
  @Mixin private TablesChoice tables = new TablesChoice();
  @Mixin private Grouping grouping = new Grouping();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (line < 1) {
      throw new ParameterException(spec.commandLine(), "LINE must be 1 or more, not " + line);
    }
    Input found = input.find();
    PricingEngine engine = grouping.of(tables.open(surroundings));
    BillingRun run = BillingRun.of(engine, found, input.month());
    if (run.accounts().size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
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
    try (Output output = Output.to(null, surroundings.out())) {
      Story.of(explanation.lines().get(line - 1), invoice, engine::cells).write(output.writer());
      output.commit();
    }
    return Exit.DONE;
  }
}
