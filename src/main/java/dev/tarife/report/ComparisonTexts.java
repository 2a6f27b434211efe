package dev.tarife.report;

import dev.tarife.compare.Comparison;
import dev.tarife.compare.LineDifference.Reach;
import dev.tarife.compare.RejectionDifference;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;

/** What a comparison says in words, whatever the form it is written in. */
final class ComparisonTexts {
  private ComparisonTexts() {}

  /** The sum that shows that nothing is left out. */
  static String proof(Comparison comparison) {
    long lines = comparison.lines().shown().size() + comparison.lines().others();
    return "Proof: the differences of "
        + TerminalText.grouped(String.valueOf(lines))
        + (lines == 1 ? " line add up to " : " lines add up to ")
        + signed(comparison.totals().difference())
        + " = "
        + TerminalText.grouped(comparison.totals().after().toString())
        + " - "
        + TerminalText.grouped(comparison.totals().before().toString());
  }

  /** {@code 1 pays more, 0 pay less, 2 pay the same}. */
  static String accounts(Comparison comparison) {
    return pays(comparison.rising())
        + " more, "
        + pays(comparison.falling())
        + " less, "
        + pays(comparison.unchanged())
        + " the same";
  }

  private static String pays(long count) {
    return TerminalText.grouped(String.valueOf(count)) + (count == 1 ? " pays" : " pay");
  }

  static String words(RejectionDifference rejection) {
    return TerminalText.grouped(String.valueOf(rejection.before()))
        + " -> "
        + TerminalText.grouped(String.valueOf(rejection.after()))
        + (rejection.after() == 1 ? " record: " : " records: ")
        + rejection.reason()
        + " (such as "
        + rejection.example()
        + ")";
  }

  /** {@code and 7 more lines, together +0.5}. */
  static String others(long others, String difference, String what) {
    return "and "
        + TerminalText.grouped(String.valueOf(others))
        + " more "
        + what
        + (others == 1 ? "" : "s")
        + ", together "
        + difference;
  }

  /** {@code 5 minute × 0.01 = 0.05}. */
  static String sum(LineItem line) {
    return TerminalText.grouped(line.quantity().toString())
        + " "
        + line.unit()
        + " × "
        + TerminalText.grouped(line.unitPrice().toString())
        + " = "
        + TerminalText.grouped(line.amount().toString());
  }

  static String because(Reach reach) {
    return switch (reach) {
      case LINE -> "because of";
      case CHARGE -> "because of rows of other lines of this charge, or about it";
      case ACCOUNT -> "because of rows of other lines of this account, with which it shares";
      case NONE -> "no row of the tables that differs is known to make this";
    };
  }

  /** With its sign, also where it is positive. */
  static String signed(Money amount) {
    return signed(amount, 0);
  }

  static String signed(Money amount, int decimals) {
    return (amount.value().signum() > 0 ? "+" : "")
        + TerminalText.grouped(amount.toString(decimals));
  }
}
