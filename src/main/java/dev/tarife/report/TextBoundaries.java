package dev.tarife.report;

import dev.tarife.model.Account;
import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Instance;
import dev.tarife.model.LineItem;
import dev.tarife.model.Place;
import dev.tarife.scenario.Boundaries.Proposal;
import dev.tarife.table.probe.BoundaryCase;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Shows worked examples that are proposed: the usage, and what the tables make of it. */
public final class TextBoundaries {
  private TextBoundaries() {}

  public static void write(List<Proposal> proposals, Writer out) throws IOException {
    for (Proposal proposal : proposals) {
      BoundaryCase edge = proposal.edge();
      line(out, edge.code() + ": " + edge.title() + " (" + Place.row(edge.row()) + ")");
      line(out, "  " + account(edge.account()));
      CounterExample usage = new CounterExample(edge.account(), edge.usage(), Outcome.PRICED_SO);
      line(out, "  " + usage.csvHeader());
      line(out, "  " + usage.csv());
      if (edge.repeat() > 1) {
        line(out, "  and so on: " + edge.repeat() + " such records, each of its own resource_id");
      }
      for (LineItem item : proposal.invoice().lines()) {
        line(
            out,
            "  computed: "
                + item.quantity()
                + " of "
                + item.charge()
                + " ("
                + item.kind().code()
                + ") at "
                + item.unitPrice()
                + " = "
                + item.amount());
      }
      line(out, "  computed total: " + proposal.invoice().totalExact());
    }
    line(
        out,
        proposals.isEmpty()
            ? "Every edge of the tables is in a scenario."
            : proposals.size()
                + " edges are in no scenario. The lines are computed from the tables"
                + " as they are: look at each before it becomes a scenario.");
  }

  private static String account(Account account) {
    Instance instance = account.instances().get(0);
    StringBuilder text = new StringBuilder("in ").append(instance.region());
    if (account.firstDeployment() != null) {
      text.append(", first deployment ").append(account.firstDeployment());
    }
    account
        .activations()
        .forEach((feature, day) -> text.append(", ").append(feature).append(" since ").append(day));
    return text.toString();
  }

  private static void line(Writer out, String text) throws IOException {
    out.write(TerminalText.safe(text) + "\n");
  }
}
