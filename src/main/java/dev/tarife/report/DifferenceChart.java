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
  static void draw(List<ChargeDifference> charges, HtmlWriter html) {
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
    String box = "0 0 " + WIDTH + " " + height;
    html.open("svg", "class", "chart", "viewBox", box, "role", "img", "aria-labelledby", "chart");
    html.text("title", html.language().say("Difference by charge"), "id", "chart");
    int y = 5;
    for (ChargeDifference charge : drawn) {
      bar(charge, largest, y, html);
      y += ROW;
    }
    String line = "<line class=\"axis\" x1=\"%1$d\" x2=\"%1$d\" y1=\"0\" y2=\"%2$d\"/>";
    html.verbatim(line.formatted(MIDDLE, height)).close();
  }

  private static void bar(ChargeDifference charge, BigDecimal largest, int y, HtmlWriter html) {
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
    label(name.length() > NAME ? name.substring(0, NAME - 1) + "…" : name, 0, "start", y, html);
    String bar = "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"20\"/>";
    int left = more ? MIDDLE : MIDDLE - length;
    html.verbatim(bar.formatted(more ? "more" : "less", left, y, length));
    String value = (more ? "+" : "") + html.language().number(shown(difference).value());
    label(value, more ? left + length + 6 : left - 6, more ? "start" : "end", y, html);
  }

  private static void label(String text, int x, String anchor, int y, HtmlWriter html) {
    String top = String.valueOf(y + 15);
    html.text(
        "text", text, "x", String.valueOf(x), "y", top, "text-anchor", anchor, "class", "name");
  }

  /** Four decimals are enough beside a bar; less than that is shown whole. */
  private static Money shown(Money difference) {
    Money rounded = difference.rounded(4, RoundingMode.HALF_UP);
    return rounded.isZero() ? difference : rounded;
  }
}
