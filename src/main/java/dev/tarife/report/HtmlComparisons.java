package dev.tarife.report;

import dev.tarife.compare.AccountDifference;
import dev.tarife.compare.Amounts;
import dev.tarife.compare.CellChange;
import dev.tarife.compare.ChargeDifference;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.LineDifference;
import dev.tarife.compare.RejectionDifference;
import dev.tarife.compare.RowChange;
import dev.tarife.model.Finding;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as a page of its own: it fetches nothing, runs nothing, and can be sent on as one
 * file. A content security policy in it lets a browser hold it to that.
 */
public final class HtmlComparisons {
  /** Rows of the tables on the page; `tarife diff` shows all. */
  private static final int MOST_ROWS = 500;

  private final Comparison comparison;
  private final HtmlWriter html;

  private HtmlComparisons(Comparison comparison, HtmlWriter html) {
    this.comparison = comparison;
    this.html = html;
  }

  /** Writes the page; the target stays open. */
  public static void write(Comparison comparison, Writer out) throws IOException {
    try {
      new HtmlComparisons(comparison, new HtmlWriter(out)).page();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  private void page() {
    StyleSheet style = StyleSheet.of("comparison.css");
    html.verbatim("<!DOCTYPE html>\n");
    html.open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'sha256-"
            + style.sha256()
            + "'; base-uri 'none'; form-action 'none'");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.text("title", title());
    html.open("style").verbatim(style.text()).close().close();
    html.open("body").open("main");
    html.text("h1", title());
    sides();
    rejections();
    totals();
    charges();
    accounts();
    lines();
    tables();
    html.close().close().close();
  }

  private String title() {
    return "What a change of prices does to " + comparison.period();
  }

  private void sides() {
    html.open("dl");
    html.text("dt", "Before").text("dd", TextComparisons.side(comparison.before()));
    html.text("dt", "After").text("dd", TextComparisons.side(comparison.after()));
    html.text("dt", "Accounts").text("dd", ComparisonTexts.accounts(comparison));
    html.close();
  }

  private void rejections() {
    if (comparison.rejections().isEmpty()) {
      return;
    }
    boolean loud = comparison.hasNewRejections();
    html.open("section", "class", loud ? "alarm" : "quiet");
    html.text("h2", loud ? "No longer charged" : "Not charged");
    html.text(
        "p",
        loud
            ? "Usage that was charged before has no price after. Records before -> after:"
            : "Records before -> after:");
    html.open("ul");
    for (RejectionDifference rejection : comparison.rejections()) {
      html.open("li");
      if (rejection.isNew()) {
        html.text("strong", "New: ");
      }
      html.text(ComparisonTexts.words(rejection)).close();
    }
    html.close().close();
  }

  private void totals() {
    html.text("h2", "Total");
    table("Total", "Total");
    row("Exact", comparison.totals());
    Amounts rounded = new Amounts(comparison.before().total(), comparison.after().total());
    row("Rounded, " + comparison.currency(), rounded, comparison.minorUnits());
    html.close().close();
    html.text("p", ComparisonTexts.proof(comparison));
  }

  private void charges() {
    if (comparison.charges().isEmpty()) {
      return;
    }
    html.text("h2", "By charge");
    DifferenceChart.draw(comparison.charges(), html);
    table("By charge", "Charge");
    for (ChargeDifference charge : comparison.charges()) {
      row(charge.name(), charge.amounts());
    }
    html.close().close();
  }

  private void accounts() {
    if (comparison.rising() + comparison.falling() + comparison.unchanged() == 1
        || comparison.accounts().shown().isEmpty()) {
      return;
    }
    html.text("h2", "By account");
    table("By account", "Account");
    for (AccountDifference account : comparison.accounts().shown()) {
      row(account.account(), account.amounts());
    }
    html.close().close();
    others(comparison.accounts().others(), comparison.accounts().othersDifference(), "account");
  }

  private void lines() {
    html.text("h2", "By line");
    if (comparison.lines().shown().isEmpty()) {
      html.text("p", "No line differs.");
      return;
    }
    html.text("p", "Largest difference first. Open a line to see the rows that make it.");
    html.open("ol", "class", "lines");
    for (LineDifference line : comparison.lines().shown()) {
      html.open("li").open("details").open("summary");
      html.text("b", ComparisonTexts.signed(line.amounts().difference())).text(" ");
      html.text(TerminalText.describe(line.line()) + " · account " + line.account()).close();
      html.open("dl");
      html.text("dt", "Before").text("dd", sum(line.before(), "not there"));
      html.text("dt", "After").text("dd", sum(line.after(), "gone"));
      html.close();
      html.text("p", ComparisonTexts.because(line.cause().reach()));
      rows(line.cause().rows());
      html.close().close();
    }
    html.close();
    others(comparison.lines().others(), comparison.lines().othersDifference(), "line");
  }

  private static String sum(@Nullable LineItem line, String none) {
    return line == null ? none : ComparisonTexts.sum(line);
  }

  private void others(long others, Money difference, String what) {
    if (others > 0) {
      html.text("p", ComparisonTexts.others(others, difference, what));
    }
  }

  private void tables() {
    html.text("h2", "Changed rows of the tables");
    html.text("p", TextDiffs.summary(comparison.tables()) + ".");
    rows(comparison.tables().rows().toList());
    List<Finding> faults = comparison.tables().faultsAfter();
    if (!faults.isEmpty()) {
      html.text("h3", "Faults").open("ul");
      faults.forEach(fault -> html.text("li", fault.toString()));
      html.close();
    }
  }

  private void rows(List<RowChange> rows) {
    if (rows.isEmpty()) {
      return;
    }
    html.open("ul", "class", "rows");
    for (RowChange row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
      String key = ChangeTexts.key(row);
      html.open("li");
      html.text("span", row.kind().code(), "class", "kind");
      html.text(" " + ChangeTexts.place(row) + (key.isEmpty() ? "" : " · " + key));
      if (row.kind() == RowChange.Kind.CHANGED) {
        html.open("ul");
        row.cells().forEach(this::cell);
        html.close();
      }
      html.close();
    }
    html.close();
    if (rows.size() > MOST_ROWS) {
      html.text("p", "And " + (rows.size() - MOST_ROWS) + " more; tarife diff shows them.");
    }
  }

  private void cell(CellChange cell) {
    html.open("li").text(ChangeTexts.name(cell) + ": ");
    html.text("del", ChangeTexts.before(cell)).text(" → ").text("ins", ChangeTexts.after(cell));
    html.close();
  }

  /** Opens a table and its body, with a caption for those who do not see the heading above it. */
  private void table(String caption, String first) {
    html.open("table").text("caption", caption).open("thead").open("tr");
    html.text("th", first, "scope", "col");
    for (String head : List.of("Before", "After", "Difference")) {
      html.text("th", head, "scope", "col", "class", "n");
    }
    html.close().close().open("tbody");
  }

  private void row(String name, Amounts amounts) {
    row(name, amounts, 0);
  }

  private void row(String name, Amounts amounts, int decimals) {
    html.open("tr").text("th", name, "scope", "row");
    html.text("td", TerminalText.grouped(amounts.before().toString(decimals)), "class", "n");
    html.text("td", TerminalText.grouped(amounts.after().toString(decimals)), "class", "n");
    html.text("td", ComparisonTexts.signed(amounts.difference(), decimals), "class", "n");
    html.close();
  }
}
