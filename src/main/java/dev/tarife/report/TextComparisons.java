package dev.tarife.report;

import dev.tarife.compare.AccountDifference;
import dev.tarife.compare.Amounts;
import dev.tarife.compare.ChargeDifference;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.LargestDifferences;
import dev.tarife.compare.LineDifference;
import dev.tarife.compare.LineDifference.Cause;
import dev.tarife.compare.RejectionDifference;
import dev.tarife.compare.RowChange;
import dev.tarife.model.Finding;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A comparison as a person reads it: what is lost first, then the sums, then line by line. */
public final class TextComparisons {
  /** Rows and cells under one line; the diff of the tables has all. */
  private static final int MOST_ROWS = 6;

  private final Comparison comparison;
  private final List<String> lines = new ArrayList<>();

  private TextComparisons(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Writes all of it; the target stays open. */
  public static void write(Comparison comparison, Writer out) throws IOException {
    TextComparisons text = new TextComparisons(comparison);
    text.fill();
    for (String line : text.lines) {
      out.write(TerminalText.safe(line).stripTrailing());
      out.write('\n');
    }
    out.flush();
  }

  private void fill() {
    lines.add(comparison.period() + " · " + comparison.currency());
    lines.add("Before " + side(comparison.before()));
    lines.add("After  " + side(comparison.after()));
    addRejections();
    addTotals();
    addCharges();
    addAccounts();
    addLines();
    lines.add("");
    lines.add(ComparisonTexts.proof(comparison));
    lines.add(TextDiffs.summary(comparison.tables()) + "; tarife diff shows them");
    addFaults();
  }

  static String side(Comparison.Side side) {
    String sha256 = side.bundle().sha256();
    return side.name()
        + " · "
        + side.bundle().version()
        + " · SHA-256 "
        + sha256.substring(0, Math.min(16, sha256.length()));
  }

  private void addRejections() {
    if (comparison.rejections().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(
        comparison.hasNewRejections()
            ? "NO LONGER CHARGED: usage that was charged before has no price after"
            : "Not charged, records before and after");
    for (RejectionDifference rejection : comparison.rejections()) {
      lines.add("  " + (rejection.isNew() ? "!" : "-") + " " + ComparisonTexts.words(rejection));
    }
  }

  private void addTotals() {
    Amounts rounded = new Amounts(comparison.before().total(), comparison.after().total());
    Table table = new Table("");
    table.add("Total, exact", comparison.totals());
    table.add("Total, " + comparison.currency(), rounded, comparison.minorUnits());
    table.addTo(lines);
    lines.add("");
    lines.add("Accounts: " + ComparisonTexts.accounts(comparison));
  }

  private void addCharges() {
    if (!comparison.charges().isEmpty()) {
      Table table = new Table("By charge");
      for (ChargeDifference charge : comparison.charges()) {
        table.add(charge.name(), charge.amounts());
      }
      table.addTo(lines);
    }
  }

  private void addAccounts() {
    LargestDifferences<AccountDifference> accounts = comparison.accounts();
    long all = comparison.rising() + comparison.falling() + comparison.unchanged();
    if (all > 1 && !accounts.shown().isEmpty()) {
      Table table = new Table("By account");
      for (AccountDifference account : accounts.shown()) {
        table.add(account.account(), account.amounts());
      }
      table.addTo(lines);
      addOthers(accounts.others(), accounts.othersDifference(), "account");
    }
  }

  private void addLines() {
    lines.add("");
    if (comparison.lines().shown().isEmpty()) {
      lines.add("No line differs");
      return;
    }
    lines.add("By line");
    int number = 0;
    boolean several = comparison.rising() + comparison.falling() + comparison.unchanged() > 1;
    for (LineDifference line : comparison.lines().shown()) {
      addLine(++number, line, several);
    }
    addOthers(comparison.lines().others(), comparison.lines().othersDifference(), "line");
  }

  private void addLine(int number, LineDifference line, boolean several) {
    lines.add(
        DecimalColumn.padLeft(String.valueOf(number), 3)
            + "  "
            + ComparisonTexts.signed(line.amounts().difference())
            + "  "
            + TerminalText.describe(line.line())
            + (several ? " · account " + line.account() : ""));
    String indent = "     ";
    LineItem before = line.before();
    LineItem after = line.after();
    lines.add(
        indent
            + (before == null ? "not there" : ComparisonTexts.sum(before))
            + " -> "
            + (after == null ? "gone" : ComparisonTexts.sum(after)));
    addCause(indent, line.cause());
  }

  private void addCause(String indent, Cause cause) {
    lines.add(indent + ComparisonTexts.because(cause.reach()));
    List<RowChange> rows = cause.rows();
    for (RowChange row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
      String key = ChangeTexts.key(row);
      lines.add(
          indent
              + "  "
              + TextDiffs.mark(row)
              + " "
              + ChangeTexts.place(row)
              + (key.isEmpty() ? "" : " · " + key));
      if (row.kind() == RowChange.Kind.CHANGED) {
        ChangeTexts.cells(row).forEach(cell -> lines.add(indent + "      " + cell));
      }
    }
    if (rows.size() > MOST_ROWS) {
      lines.add(indent + "  and " + (rows.size() - MOST_ROWS) + " more rows");
    }
  }

  private void addOthers(long others, Money difference, String what) {
    if (others > 0) {
      lines.add("     " + ComparisonTexts.others(others, ComparisonTexts.signed(difference), what));
    }
  }

  private void addFaults() {
    for (Finding fault : comparison.tables().faultsAfter()) {
      lines.add("  " + fault);
    }
  }

  /** Names with an amount before and after. */
  private static final class Table {
    private final String title;
    private final List<String> names = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final DecimalColumn before = new DecimalColumn("before");
    private final DecimalColumn after = new DecimalColumn("after");
    private final DecimalColumn difference = new DecimalColumn("difference");

    Table(String title) {
      this.title = title;
    }

    void add(String name, Amounts amounts) {
      add(name, amounts, 0);
    }

    void add(String name, Amounts amounts, int decimals) {
      List<String> row =
          List.of(
              TerminalText.grouped(amounts.before().toString(decimals)),
              TerminalText.grouped(amounts.after().toString(decimals)),
              ComparisonTexts.signed(amounts.difference(), decimals));
      names.add(name);
      rows.add(row);
      before.fit(row.get(0));
      after.fit(row.get(1));
      difference.fit(row.get(2));
    }

    void addTo(List<String> lines) {
      int width =
          Stream.concat(Stream.of(title), names.stream()).mapToInt(String::length).max().orElse(0);
      lines.add("");
      lines.add(
          row(DecimalColumn.pad(title, width + 2), before.head(), after.head(), difference.head()));
      for (int i = 0; i < rows.size(); i++) {
        lines.add(
            row(
                "  " + DecimalColumn.pad(names.get(i), width),
                before.aligned(rows.get(i).get(0)),
                after.aligned(rows.get(i).get(1)),
                difference.aligned(rows.get(i).get(2))));
      }
    }

    private static String row(String name, String before, String after, String difference) {
      return name + "  " + before + "  " + after + "  " + difference;
    }
  }
}
