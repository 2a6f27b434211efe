package dev.tarife.web.pages.change;

import dev.tarife.compare.Amounts;
import dev.tarife.compare.ChargeDifference;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.LineDifference;
import dev.tarife.compare.RejectionDifference;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.web.pages.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change costs on a month, as a page shows it.
 *
 * @param comparison the figures
 * @param total of all accounts
 * @param charges what each charge comes to that differs, the largest difference first
 * @param lines the lines with the largest differences
 */
record EffectView(
    Comparison comparison, AmountsView total, List<AmountsView> charges, List<LineView> lines) {
  /**
   * An amount before and after.
   *
   * @param name of what
   * @param before as the language writes it
   * @param after as the language writes it
   * @param difference with its sign
   * @param share in percent; null: there was nothing before
   * @param value the difference, for a chart
   */
  record AmountsView(
      String name,
      String before,
      String after,
      String difference,
      @Nullable String share,
      BigDecimal value) {}

  /**
   * A line that differs.
   *
   * @param account whose
   * @param name which charge, instance and so on
   * @param before how it was made; empty: it is new
   * @param after how it is made; empty: it is gone
   * @param difference with its sign
   * @param rows of the tables that make the difference: {@code prices.xlsx:Prices!5}
   */
  record LineView(
      String account,
      String name,
      String before,
      String after,
      String difference,
      List<String> rows) {}

  static EffectView of(Comparison comparison, Figures figures) {
    int minorUnits = comparison.minorUnits();
    List<AmountsView> charges = new ArrayList<>();
    for (ChargeDifference charge : comparison.charges()) {
      charges.add(amounts(charge.name(), charge.amounts(), figures, minorUnits));
    }
    List<LineView> lines = new ArrayList<>();
    for (LineDifference line : comparison.lines().shown()) {
      lines.add(
          new LineView(
              line.account(),
              name(line.line()),
              sum(line.before(), figures),
              sum(line.after(), figures),
              figures.signed(line.amounts().difference()),
              line.cause().rows().stream()
                  .map(
                      row ->
                          row.origin().workbook()
                              + ":"
                              + row.origin().sheet()
                              + "!"
                              + row.origin().row())
                  .toList()));
    }
    return new EffectView(
        comparison, amounts("", comparison.totals(), figures, minorUnits), charges, lines);
  }

  /** Usage that is charged no more. */
  public List<RejectionDifference> unpriced() {
    return comparison.rejections().stream().filter(RejectionDifference::isNew).toList();
  }

  private static AmountsView amounts(
      String name, Amounts amounts, Figures figures, int minorUnits) {
    Money difference = amounts.difference();
    return new AmountsView(
        name,
        figures.rounded(amounts.before(), minorUnits),
        figures.rounded(amounts.after(), minorUnits),
        figures.signed(difference, minorUnits),
        amounts.before().isZero()
            ? null
            : figures.share(
                difference
                    .value()
                    .divide(amounts.before().value().abs(), MathContext.DECIMAL64)
                    .setScale(4, RoundingMode.HALF_UP)),
        difference.value());
  }

  private static String name(LineItem line) {
    List<String> parts = new ArrayList<>();
    parts.add(line.description());
    parts.addAll(line.dimensions().values());
    if (line.instance() != null) {
      parts.add(line.instance());
    }
    return String.join(" · ", parts);
  }

  private static String sum(@Nullable LineItem line, Figures figures) {
    return line == null
        ? ""
        : figures.number(line.quantity().value())
            + " "
            + line.unit()
            + " × "
            + figures.number(line.unitPrice())
            + " = "
            + figures.number(line.amount());
  }
}
