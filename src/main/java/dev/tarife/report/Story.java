package dev.tarife.report;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Source;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a line of an invoice is as it is, step by step.
 *
 * @param title what is explained
 * @param steps in the order in which they led there
 */
public record Story(String title, List<Step> steps) {
  public Story {
    steps = List.copyOf(steps);
  }

  /** One step, with those it is made of. */
  public record Step(String says, List<Step> parts) {
    public Step {
      parts = List.copyOf(parts);
    }

    public static Step of(String says) {
      return new Step(says, List.of());
    }
  }

  /** What a line tells of itself: its computation, and the rows and rules that made it. */
  public static Story of(Invoice invoice, LineItem line) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of(
            Plain.grouped(line.quantity().toString())
                + " "
                + line.unit()
                + " × "
                + line.unitPrice()
                + " = "
                + Plain.grouped(line.amount().toString())
                + " "
                + invoice.currency()));
    if (line.kind().isFree()) {
      steps.add(Step.of("This quantity is free: " + Plain.words(line.kind())));
    }
    for (Source source : line.sources()) {
      steps.add(
          new Step(
              source.origin().workbook()
                  + ", sheet "
                  + source.origin().sheet()
                  + ", row "
                  + source.origin().row(),
              List.of(Step.of(source.rule()))));
    }
    return new Story(Plain.describe(line), steps);
  }

  /** Writes the story as indented text. */
  public void write(Writer out) throws IOException {
    out.write(Plain.safe(title) + "\n");
    write(out, steps, "  ");
    out.flush();
  }

  private static void write(Writer out, List<Step> steps, String indent) throws IOException {
    for (Step step : steps) {
      out.write(indent + Plain.safe(step.says()) + "\n");
      write(out, step.parts(), indent + "  ");
    }
  }
}
