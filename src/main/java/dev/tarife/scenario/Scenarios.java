package dev.tarife.scenario;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Place;
import dev.tarife.model.Quantity;
import dev.tarife.model.Rejection;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.table.Scenario;
import dev.tarife.table.Scenario.ExpectedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs finance's worked examples: every line and the exact total, with no tolerance. */
public final class Scenarios {
  private Scenarios() {}

  /** Rates every scenario of a tariff's tables; a finding for each difference. */
  public static Findings run(Tariff tariff) {
    Findings findings = new Findings();
    for (Scenario scenario : tariff.tables().scenarios()) {
      run(tariff, scenario, findings);
    }
    return findings;
  }

  /**
   * Rates a scenario, and says every difference from what it expects.
   *
   * @return its invoice; null where its contact records or numbers have errors, which are told
   */
  public static @Nullable Invoice run(Tariff tariff, Scenario scenario, Findings findings) {
    try {
      Invoice invoice = rate(tariff, scenario);
      compare(scenario, invoice, findings);
      return invoice;
    } catch (FaultException e) {
      findings.addAll(e.findings());
      return null;
    }
  }

  /**
   * The invoice of a scenario: of its usage records, and of what its contact records and numbers
   * settle.
   *
   * @throws FaultException if a contact record or a number is at fault, with its cell
   */
  public static Invoice rate(Tariff tariff, Scenario scenario) {
    if (scenario.contacts().isEmpty()) {
      return tariff.rate(scenario.account(), scenario.period().month(), scenario.usage());
    }
    SettledContacts contacts = SettledContacts.of(scenario, tariff.tables().contacts());
    List<UsageRecord> usage = new ArrayList<>(scenario.usage());
    usage.addAll(contacts.usage());
    return tariff
        .rate(scenario.account(), scenario.period().month(), usage)
        .withMore(contacts.rejected(), contacts.notes());
  }

  /** Says every difference between what a scenario expects and an invoice. */
  public static void compare(Scenario scenario, Invoice invoice, Findings findings) {
    List<LineItem> left = new ArrayList<>(invoice.lines());
    List<ExpectedLine> missing = new ArrayList<>();
    for (ExpectedLine expected : scenario.expected()) {
      if (!left.removeIf(new FirstMatch(expected)::test)) {
        missing.add(expected);
      }
    }
    String who = "scenario " + scenario.code() + ": ";
    for (ExpectedLine expected : missing) {
      findings.error(
          "scenario",
          differing(expected, left),
          who + "no line is " + text(expected),
          left.isEmpty()
              ? "take the row out, or fix the price"
              : "the invoice has "
                  + left.stream().map(Scenarios::text).collect(Collectors.joining(", ")));
    }
    if (missing.isEmpty() && !left.isEmpty()) {
      findings.error(
          "scenario",
          scenario.cell("Scenario"),
          who
              + "the invoice also has "
              + left.stream().map(Scenarios::text).collect(Collectors.joining(", ")),
          "add the lines to the sheet Lines, or fix the price");
    }
    if (!invoice.totalExact().equals(scenario.totalExact())) {
      findings.error(
          "scenario",
          scenario.cell("Total"),
          who + "the total is " + invoice.totalExact() + ", not " + scenario.totalExact(),
          "fix the price, or the expected total");
    }
    long rejected = invoice.rejected().stream().mapToLong(Rejection::records).sum();
    if (rejected != scenario.rejected()) {
      findings.error(
          "scenario",
          scenario.cell("Rejected records"),
          who + "the number of rejected records is " + rejected + ", not " + scenario.rejected(),
          invoice.rejected().isEmpty()
              ? "fix the expected number"
              : invoice.rejected().get(0).reason());
    }
  }

  /**
   * The cell of an expected line that differs: of the first line of its charge and kind, the first
   * figure that is another; the charge where no such line is left.
   */
  private static Place differing(ExpectedLine expected, List<LineItem> left) {
    for (LineItem line : left) {
      if (isOf(expected, line)) {
        return expected.cell(
            !expected.quantity().equals(line.quantity())
                ? "Quantity"
                : !expected.unitPrice().equals(line.unitPrice()) ? "Unit price" : "Amount");
      }
    }
    return expected.cell("Charge");
  }

  /** Takes one line that is as expected, and no second one. */
  private static final class FirstMatch {
    private final ExpectedLine expected;
    private boolean found;

    FirstMatch(ExpectedLine expected) {
      this.expected = expected;
    }

    boolean test(LineItem line) {
      if (found || !matches(expected, line)) {
        return false;
      }
      found = true;
      return true;
    }
  }

  /** A cell that is left empty in the sheet is not compared. */
  private static boolean matches(ExpectedLine expected, LineItem line) {
    return isOf(expected, line)
        && expected.quantity().equals(line.quantity())
        && expected.unitPrice().equals(line.unitPrice())
        && expected.amount().equals(line.amount());
  }

  private static boolean isOf(ExpectedLine expected, LineItem line) {
    return expected.charge().equals(line.charge())
        && expected.kind() == line.kind()
        && same(expected.instance(), line.instance())
        && same(expected.country(), line.dimensions().get("country"))
        && same(expected.numberType(), line.dimensions().get("number_type"))
        && (expected.tier() == null || expected.tier().equals(line.tier()));
  }

  private static boolean same(@Nullable String expected, @Nullable String value) {
    return expected == null || expected.equals(value);
  }

  private static String text(ExpectedLine line) {
    return text(line.quantity(), line.charge(), line.kind(), line.unitPrice(), line.amount());
  }

  private static String text(LineItem line) {
    return text(line.quantity(), line.charge(), line.kind(), line.unitPrice(), line.amount());
  }

  private static String text(
      Quantity quantity, String charge, LineKind kind, Money unitPrice, Money amount) {
    return quantity + " of " + charge + " (" + kind.code() + ") at " + unitPrice + " = " + amount;
  }
}
