package dev.tarife.compare;

import dev.tarife.model.BundleId;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import java.util.List;

/**
 * What a month of usage costs with one set of tables and with another, each with its own metering
 * rules. The differences of the lines add up to that of the charges, of the accounts and of the
 * totals, to the last digit.
 *
 * @param before the one
 * @param after the other
 * @param period the month
 * @param currency ISO 4217 code
 * @param minorUnits decimals of an invoice's rounded total
 * @param totals the sum of all lines, exact
 * @param rising how many accounts pay more after
 * @param falling how many pay less
 * @param unchanged how many pay the same
 * @param accounts the accounts whose total differs, largest difference first
 * @param charges the charges of which a line differs, largest difference first
 * @param lines the lines that differ in quantity, price or amount, largest difference first
 * @param rejections usage that either side does not charge, by ascending reason
 * @param tables what differs between the tables
 */
public record Comparison(
    Side before,
    Side after,
    Period period,
    String currency,
    int minorUnits,
    Amounts totals,
    long rising,
    long falling,
    long unchanged,
    LargestDifferences<AccountDifference> accounts,
    List<ChargeDifference> charges,
    LargestDifferences<LineDifference> lines,
    List<RejectionDifference> rejections,
    TableDiff tables) {
  /**
   * One of the two.
   *
   * @param name as the user gave it
   * @param bundle which tables and rules
   * @param total the sum of the invoices' rounded totals
   * @param rejected how many records no invoice charges
   */
  public record Side(String name, BundleId bundle, Money total, long rejected) {}

  public Comparison {
    charges = List.copyOf(charges);
    rejections = List.copyOf(rejections);
    Money whole = totals.difference();
    Money ofAccounts =
        accounts.shown().stream()
            .map(account -> account.amounts().difference())
            .reduce(accounts.othersDifference(), Money::plus);
    Money ofCharges =
        charges.stream()
            .map(charge -> charge.amounts().difference())
            .reduce(Money.ZERO, Money::plus);
    Money ofLines =
        lines.shown().stream()
            .map(line -> line.amounts().difference())
            .reduce(lines.othersDifference(), Money::plus);
    if (!ofAccounts.equals(whole) || !ofCharges.equals(whole) || !ofLines.equals(whole)) {
      throw new IllegalArgumentException(
          "The totals differ by "
              + whole
              + ", the accounts by "
              + ofAccounts
              + ", the charges by "
              + ofCharges
              + ", the lines by "
              + ofLines
              + ".");
    }
  }

  /** Whether usage is rejected after that was charged before. */
  public boolean hasNewRejections() {
    return rejections.stream().anyMatch(RejectionDifference::isNew);
  }
}
