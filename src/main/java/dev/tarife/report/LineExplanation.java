package dev.tarife.report;

import dev.tarife.model.Invoice;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Origin;
import dev.tarife.model.Source;
import dev.tarife.rating.Explanation;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The life of a line of an invoice: the usage behind it, the rows and rules that metered and priced
 * it, the arithmetic, and what was considered and lost.
 *
 * @param title what is explained
 * @param steps in the order in which they led there
 */
public record LineExplanation(String title, List<Step> steps) {
  public LineExplanation {
    steps = List.copyOf(steps);
  }

  /** One step, with those it is made of. */
  public record Step(String says, List<Step> parts) {
    public Step {
      parts = List.copyOf(parts);
    }

    static Step of(String says) {
      return new Step(says, List.of());
    }

    static Step of(String says, List<String> parts) {
      return new Step(says, parts.stream().map(Step::of).toList());
    }
  }

  /**
   * Tells a line's life.
   *
   * @param cells gives the cells of a row of a workbook, in words
   */
  public static LineExplanation of(
      Explanation.Line line, Invoice invoice, Function<Origin, List<String>> cells) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of(
            "Priced by " + invoice.bundle().said(),
            List.of("SHA-256 " + invoice.bundle().sha256())));
    if (!line.usage().isEmpty()) {
      steps.add(new Step("Usage", line.usage().stream().map(usage -> usage(usage, line)).toList()));
    }
    addRows(steps, "Metered by", line.metering(), cells);
    addRows(steps, "Made free by", line.allowances(), cells);
    addRows(
        steps,
        line.item().kind().isFree()
            ? "It was spared the price of"
            : line.item().kind().isOfAgreement() ? "Agreed in" : "Priced by",
        line.prices(),
        cells);
    steps.add(Step.of("Arithmetic", line.arithmetic()));
    if (!line.lost().isEmpty()) {
      steps.add(
          Step.of(
              "Considered, and not used",
              line.lost().stream().map(lost -> row(lost.source()) + ": " + lost.why()).toList()));
    }
    return new LineExplanation(
        "Line "
            + line.number()
            + ": "
            + TerminalText.describe(line.item())
            + " = "
            + TerminalText.grouped(line.item().amount().toString())
            + " "
            + invoice.currency(),
        steps);
  }

  private static Step usage(MeteredUsage usage, Explanation.Line line) {
    return Step.of(
        usage.quantity()
            + " "
            + line.base()
            + " of "
            + usage.charge()
            + (usage.instance() == null ? "" : ", " + usage.instance())
            + (usage.country() == null ? "" : ", " + usage.country())
            + (usage.numberType() == null ? "" : ", " + usage.numberType())
            + ", from "
            + usage.slices().stream().map(LocalDate::toString).collect(Collectors.joining(" and "))
            + ", of "
            + usage.records()
            + (usage.records() == 1 ? " record: " : " records, such as ")
            + usage.example());
  }

  private static void addRows(
      List<Step> steps, String title, List<Source> sources, Function<Origin, List<String>> cells) {
    if (!sources.isEmpty()) {
      steps.add(
          new Step(
              title,
              sources.stream()
                  .map(source -> Step.of(row(source), cells.apply(source.origin())))
                  .toList()));
    }
  }

  private static String row(Source source) {
    Origin origin = source.origin();
    if (origin.equals(Origin.OF_A_RULE)) {
      return "rule \"" + source.rule() + "\", which is of no table";
    }
    return origin.workbook()
        + ", "
        + origin.sheet()
        + ", row "
        + origin.row()
        + " (rule \""
        + source.rule()
        + "\")";
  }

  /** Writes the story as indented text, and at its end what the codes in its notes mean. */
  public void write(Writer out) throws IOException {
    out.write(TerminalText.safe(title) + "\n");
    write(out, steps, "  ");
    write(out, citations(), "  ");
    out.flush();
  }

  private List<Step> citations() {
    List<String> notes =
        steps.stream()
            .flatMap(step -> step.parts().stream())
            .flatMap(row -> row.parts().stream())
            .map(Step::says)
            .filter(Decisions::isNote)
            .toList();
    Decisions.Cited cited = Decisions.page().cited(notes);
    List<Step> citations = new ArrayList<>();
    if (!cited.decisions().isEmpty()) {
      citations.add(
          Step.of(
              "Decisions cited",
              cited.decisions().stream()
                  .map(decision -> decision.code() + ": " + decision.text())
                  .toList()));
    }
    if (!cited.facts().isEmpty()) {
      citations.add(
          Step.of(
              "Facts of the price page cited",
              cited.facts().entrySet().stream()
                  .map(facts -> String.join(", ", facts.getValue()) + ": " + facts.getKey())
                  .toList()));
    }
    return citations;
  }

  private static void write(Writer out, List<Step> steps, String indent) throws IOException {
    for (Step step : steps) {
      out.write(indent + TerminalText.safe(step.says()) + "\n");
      write(out, step.parts(), indent + "  ");
    }
  }
}
