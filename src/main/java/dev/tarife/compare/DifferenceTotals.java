package dev.tarife.compare;

import dev.tarife.model.BundleId;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.Rejection;
import dev.tarife.rating.price.UnpricedReasons;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up the differences between invoices, account by account. */
final class DifferenceTotals {
  private final RowCauses causes;
  private final LargestDifferences.Gathering<AccountDifference> accounts;
  private final LargestDifferences.Gathering<LineDifference> lines;
  private final Map<String, ChargeDifference> charges = new LinkedHashMap<>();
  private final SortedMap<String, RejectionDifference> rejections = new TreeMap<>();
  private Amounts totals = Amounts.ZERO;
  private Amounts rounded = Amounts.ZERO;
  private @Nullable BundleId bundleBefore;
  private @Nullable BundleId bundleAfter;
  private long rising;
  private long falling;
  private long unchanged;

  /**
   * Begins.
   *
   * @param most how many accounts and how many lines are kept
   */
  DifferenceTotals(TableDiff tables, int most) {
    this.causes = new RowCauses(tables);
    this.accounts = new LargestDifferences.Gathering<>(most, AccountDifference::amounts);
    this.lines = new LargestDifferences.Gathering<>(most, LineDifference::amounts);
  }

  /**
   * Adds an account.
   *
   * @throws IllegalArgumentException if the invoices are of different accounts
   */
  void add(Invoice before, Invoice after) {
    if (!before.account().equals(after.account())) {
      throw new IllegalArgumentException(
          "Invoices of " + before.account() + " and " + after.account() + " are not compared.");
    }
    bundleBefore = before.bundle();
    bundleAfter = after.bundle();
    Amounts amounts = new Amounts(before.totalExact(), after.totalExact());
    totals = totals.plus(amounts);
    rounded = rounded.plus(new Amounts(before.total(), after.total()));
    switch (amounts.difference().value().signum()) {
      case 1 -> rising++;
      case -1 -> falling++;
      default -> unchanged++;
    }
    if (!amounts.difference().isZero()) {
      accounts.add(new AccountDifference(after.account(), amounts));
    }
    addLines(before, after);
    reject(before.rejected(), after.rejected());
  }

  /** Adds usage that is not charged. */
  void reject(Collection<Rejection> before, Collection<Rejection> after) {
    before.forEach(r -> reject(r, r.records(), 0));
    after.forEach(r -> reject(r, 0, r.records()));
  }

  private void reject(Rejection rejection, long before, long after) {
    String reason = UnpricedReasons.onAnyDay(rejection.reason());
    rejections.merge(
        reason,
        new RejectionDifference(reason, before, after, rejection.example()),
        (a, b) ->
            new RejectionDifference(
                a.reason(), a.before() + b.before(), a.after() + b.after(), a.example()));
  }

  private void addLines(Invoice before, Invoice after) {
    RowCauses.Sides invoice = new RowCauses.Sides(before.lines(), after.lines());
    for (LineMatch.Pair pair : LineMatch.of(invoice)) {
      LineItem old = pair.before();
      LineItem now = pair.after();
      if (old == null || now == null || !isSame(old, now)) {
        add(
            new LineDifference(
                after.account(), old, now, causes.of(RowCauses.Sides.of(old, now), invoice)));
      }
    }
  }

  private void add(LineDifference line) {
    lines.add(line);
    charges.merge(
        line.line().charge(),
        new ChargeDifference(line.line().charge(), line.line().description(), line.amounts(), 1),
        (a, b) ->
            new ChargeDifference(
                a.charge(), b.name(), a.amounts().plus(b.amounts()), a.lines() + b.lines()));
  }

  private static boolean isSame(LineItem before, LineItem after) {
    return before.quantity().equals(after.quantity())
        && before.unitPrice().equals(after.unitPrice())
        && before.amount().equals(after.amount());
  }

  BundleId bundleBefore() {
    return Objects.requireNonNull(bundleBefore, "no account was added");
  }

  BundleId bundleAfter() {
    return Objects.requireNonNull(bundleAfter, "no account was added");
  }

  Amounts totals() {
    return totals;
  }

  /** The sums of the rounded totals. */
  Amounts rounded() {
    return rounded;
  }

  long rising() {
    return rising;
  }

  long falling() {
    return falling;
  }

  long unchanged() {
    return unchanged;
  }

  LargestDifferences<AccountDifference> accounts() {
    return accounts.done();
  }

  LargestDifferences<LineDifference> lines() {
    return lines.done();
  }

  /** Largest first; those of one size in the order in which they were met. */
  List<ChargeDifference> charges() {
    return charges.values().stream()
        .sorted(
            Comparator.<ChargeDifference, Money>comparing(
                    charge -> new Money(charge.amounts().difference().value().abs()))
                .reversed())
        .toList();
  }

  List<RejectionDifference> rejections() {
    return List.copyOf(rejections.values());
  }
}
