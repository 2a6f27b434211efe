package dev.tarife.report;

import dev.tarife.compare.ChargeDifference;
import dev.tarife.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Bars left and right of a line, one for each charge: what is paid less, and what more. */
final class DifferenceChart {
  private static final int MOST = 12;
  private static final int ROW = 30;
  private static final int WIDTH = 760;
  private static final int MIDDLE = 500;
  private static final int LONGEST = 140;
  private static final int NAME = 34;

  private DifferenceChart() {}

  /** Draws the largest differences; nothing where there are none. */
  static void draw(List<ChargeDifference> charges, ReaderLanguage language, HtmlWriter html) {
    List<ChargeDifference> drawn =
        charges.stream()
            .filter(charge -> !charge.amounts().difference().isZero())
            .limit(MOST)
            .toList();
    if (drawn.isEmpty()) {
      return;
    }
    BigDecimal largest = drawn.get(0).amounts().difference().value().abs();
    int height = drawn.size() * ROW + 10;
    html.open(
        "svg",
        "class",
        "chart",
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "role",
        "img",
        "aria-labelledby",
        "chart-title chart-says");
    html.text("title", language.say("Difference by charge"), "id", "chart-title");
    html.text("desc", language.say("The table below has the same figures."), "id", "chart-says");
    int y = 5;
    for (ChargeDifference charge : drawn) {
      bar(charge, largest, y, language, html);
      y += ROW;
    }
    html.open(
        "line",
        "class",
        "axis",
        "x1",
        String.valueOf(MIDDLE),
        "x2",
        String.valueOf(MIDDLE),
        "y1",
        "0",
        "y2",
        String.valueOf(height));
    html.close().close();
  }

  private static void bar(
      ChargeDifference charge,
      BigDecimal largest,
      int y,
      ReaderLanguage language,
      HtmlWriter html) {
    Money difference = charge.amounts().difference();
    boolean more = difference.value().signum() > 0;
    int length =
        difference
            .value()
            .abs()
            .multiply(BigDecimal.valueOf(LONGEST))
            .divide(largest, 0, RoundingMode.HALF_UP)
            .max(BigDecimal.ONE)
            .intValueExact();
    String name = charge.name();
    label(name.length() > NAME ? name.substring(0, NAME - 1) + "…" : name, "0", "start", y, html);
    html.open(
        "rect",
        "class",
        more ? "more" : "less",
        "x",
        String.valueOf(more ? MIDDLE : MIDDLE - length),
        "y",
        String.valueOf(y),
        "width",
        String.valueOf(length),
        "height",
        "20");
    html.close();
    int beside = more ? MIDDLE + length + 6 : MIDDLE - length - 6;
    label(
        (more ? "+" : "") + language.number(shown(difference)),
        String.valueOf(beside),
        more ? "start" : "end",
        y,
        html);
  }

  private static void label(String text, String x, String anchor, int y, HtmlWriter html) {
    html.text(
        "text", text, "x", x, "y", String.valueOf(y + 15), "text-anchor", anchor, "class", "name");
  }

  /** Four decimals are enough beside a bar; less than that is shown whole. */
  private static Money shown(Money difference) {
    Money rounded = difference.rounded(4, RoundingMode.HALF_UP);
    return rounded.isZero() ? difference : rounded;
  }
}
