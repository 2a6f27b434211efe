package dev.tarife.report;

import dev.tarife.compare.AccountDifference;
import dev.tarife.compare.Amounts;
import dev.tarife.compare.ChargeDifference;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.LineDifference;
import dev.tarife.compare.RejectionDifference;
import dev.tarife.model.Finding;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a comparison as HTML. A page of its own fetches nothing, runs nothing, and can be sent on
 * as one file; a content security policy in it lets a browser hold it to that. The service puts the
 * part of it that says what changes into its own page.
 */
public final class HtmlComparisons {
  private final Comparison comparison;
  private final ReaderLanguage language;
  private final HtmlWriter html;
  private final String heading;

  private HtmlComparisons(
      Comparison comparison, ReaderLanguage language, String heading, Writer out) {
    this.comparison = comparison;
    this.language = language;
    this.heading = heading;
    this.html = new HtmlWriter(out, language);
  }

  /** Writes a page of its own; the target stays open. */
  public static void write(Comparison comparison, Writer out) throws IOException {
    try {
      new HtmlComparisons(comparison, ReaderLanguage.ENGLISH, "h2", out).page();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  /**
   * Writes what changes as a part of a page: the usage that is no longer charged, and the
   * differences by charge, account and line.
   *
   * @param heading the element of its headings, such as {@code h3}
   */
  public static String part(Comparison comparison, ReaderLanguage language, String heading) {
    StringWriter out = new StringWriter();
    HtmlComparisons part = new HtmlComparisons(comparison, language, heading, out);
    part.rejections();
    part.differences();
    return out.toString();
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
    differences();
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

  private void totals() {
    html.text("h2", "Total");
    table("Total", "Total");
    row("Exact", comparison.totals(), amount -> language.number(amount.value()));
    row(
        "Rounded, " + comparison.currency(),
        new Amounts(comparison.before().total(), comparison.after().total()),
        amount -> TerminalText.grouped(amount.toString(comparison.minorUnits())));
    html.close().close().close();
    html.text("p", ComparisonTexts.proof(comparison));
  }

  private void differences() {
    charges();
    accounts();
    lines();
  }

  private void rejections() {
    if (comparison.rejections().isEmpty()) {
      return;
    }
    boolean loud = comparison.hasNewRejections();
    html.open("section", "class", loud ? "fault" : "quiet");
    html.said(heading, loud ? "No longer charged" : "Not charged");
    if (loud) {
      html.said("p", "Usage that was charged before has no price after.");
    }
    html.open("ul");
    for (RejectionDifference rejection : comparison.rejections()) {
      html.open("li");
      if (rejection.isNew()) {
        html.said("strong", "New").text(": ");
      }
      html.said("span", rejection.reason()).text(": ");
      html.said(
          "span",
          rejection.before()
              + " records before, "
              + rejection.after()
              + " after, such as "
              + rejection.example());
      html.close();
    }
    html.close().close();
  }

  private void charges() {
    if (comparison.charges().isEmpty()) {
      html.said("p", "No amount changes.");
      return;
    }
    html.said(heading, "Difference by charge");
    DifferenceChart.draw(comparison.charges(), html);
    table("Difference by charge", "Charge");
    for (ChargeDifference charge : comparison.charges()) {
      row(charge.name(), charge.amounts());
    }
    html.close().close().close();
  }

  private void accounts() {
    if (comparison.rising() + comparison.falling() + comparison.unchanged() == 1
        || comparison.accounts().shown().isEmpty()) {
      return;
    }
    html.said(heading, "Difference by account");
    table("Difference by account", "Account");
    for (AccountDifference account : comparison.accounts().shown()) {
      row(account.account(), account.amounts());
    }
    html.close().close().close();
    others(comparison.accounts().others(), comparison.accounts().othersDifference(), "account");
  }

  private void lines() {
    if (comparison.lines().shown().isEmpty()) {
      return;
    }
    html.said(heading, "Difference by line");
    html.said("p", "Largest difference first. Open a line to see the rows that make it.");
    HtmlChanges changes = new HtmlChanges(html);
    html.open("ol", "class", "differences");
    for (LineDifference line : comparison.lines().shown()) {
      html.open("li").open("details").open("summary");
      html.text("b", signed(line.amounts().difference())).text(" ");
      html.said("span", TerminalText.describe(line.line()) + " · account " + line.account())
          .close();
      html.open("dl");
      html.said("dt", "Before");
      sum(line.before(), "not there");
      html.said("dt", "After");
      sum(line.after(), "gone");
      html.close();
      html.said("p", ComparisonTexts.because(line.cause().reach()));
      changes.table(line.cause().rows(), "Changed rows", true);
      html.close().close();
    }
    html.close();
    others(comparison.lines().others(), comparison.lines().othersDifference(), "line");
  }

  private void sum(@Nullable LineItem line, String none) {
    if (line == null) {
      html.said("dd", none);
    } else {
      html.text(
          "dd",
          language.number(line.quantity().value())
              + " "
              + language.unit(line.unit())
              + " × "
              + language.number(line.unitPrice().value())
              + " = "
              + language.number(line.amount().value()));
    }
  }

  private void others(long others, Money difference, String what) {
    if (others > 0) {
      html.said("p", ComparisonTexts.others(others, signed(difference), what));
    }
  }

  private void tables() {
    html.text("h2", "Changed rows of the tables");
    html.text("p", TextDiffs.summary(comparison.tables()) + ".");
    new HtmlChanges(html).sheets(comparison.tables(), "h3");
    List<Finding> faults = comparison.tables().faultsAfter();
    if (!faults.isEmpty()) {
      html.text("h3", "Errors").open("ul");
      faults.forEach(fault -> html.text("li", fault.toString()));
      html.close();
    }
  }

  private void table(String name, String first) {
    List<String> numbers = List.of("Before", "After", "Difference", "Change");
    html.table(name, "amounts", List.of(first), numbers);
  }

  private void row(String name, Amounts amounts) {
    row(name, amounts, amount -> language.amount(amount, comparison.minorUnits()));
  }

  private void row(String name, Amounts amounts, Function<Money, String> written) {
    html.open("tr").text("th", name, "scope", "row");
    html.text("td", written.apply(amounts.before()), "class", "number");
    html.text("td", written.apply(amounts.after()), "class", "number");
    html.text("td", signed(amounts.difference(), written), "class", "number");
    html.text("td", share(amounts), "class", "number");
    html.close();
  }

  /** {@code +11.11%}; empty where there was nothing before. */
  private String share(Amounts amounts) {
    BigDecimal share = amounts.share();
    return share == null ? "" : language.share(share);
  }

  private String signed(Money amount) {
    return signed(amount, exact -> language.number(exact.value()));
  }

  private static String signed(Money amount, Function<Money, String> written) {
    return (amount.value().signum() > 0 ? "+" : "") + written.apply(amount);
  }
}
