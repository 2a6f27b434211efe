package dev.tarife.compare;

import dev.tarife.model.BundleId;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Rejection;
import java.util.ArrayList;
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
final class Tally {
  private final Causes causes;
  private final Largest.Gathering<AccountDifference> accounts;
  private final Largest.Gathering<LineDifference> lines;
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
  Tally(TableDiff tables, int most) {
    this.causes = new Causes(tables);
    this.accounts = new Largest.Gathering<>(most, AccountDifference::amounts);
    this.lines = new Largest.Gathering<>(most, LineDifference::amounts);
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
    before.forEach(r -> reject(new RejectionDifference(r.reason(), r.records(), 0, r.example())));
    after.forEach(r -> reject(new RejectionDifference(r.reason(), 0, r.records(), r.example())));
  }

  private void reject(RejectionDifference more) {
    rejections.merge(
        more.reason(),
        more,
        (a, b) ->
            new RejectionDifference(
                a.reason(), a.before() + b.before(), a.after() + b.after(), a.example()));
  }

  private void addLines(Invoice before, Invoice after) {
    Map<Key, Causes.Sides> byKey = new LinkedHashMap<>();
    before.lines().forEach(line -> sides(byKey, line).before().add(line));
    after.lines().forEach(line -> sides(byKey, line).after().add(line));
    Causes.Sides invoice = new Causes.Sides(before.lines(), after.lines());
    for (Causes.Sides sides : byKey.values()) {
      for (Causes.Sides pair : pairs(sides)) {
        LineItem old = pair.before().isEmpty() ? null : pair.before().get(0);
        LineItem now = pair.after().isEmpty() ? null : pair.after().get(0);
        if (old == null || now == null || !isSame(old, now)) {
          add(new LineDifference(after.account(), old, now, causes.of(pair, invoice)));
        }
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

  private static Causes.Sides sides(Map<Key, Causes.Sides> byKey, LineItem line) {
    return byKey.computeIfAbsent(
        Key.of(line), key -> new Causes.Sides(new ArrayList<>(1), new ArrayList<>(1)));
  }

  /** Lines of one key: those of one price belong together, the others in their order. */
  private static List<Causes.Sides> pairs(Causes.Sides sides) {
    List<Causes.Sides> pairs = new ArrayList<>();
    List<LineItem> before = new ArrayList<>(sides.before());
    List<LineItem> after = new ArrayList<>(sides.after());
    for (LineItem old : sides.before()) {
      for (LineItem now : after) {
        if (now.unitPrice().equals(old.unitPrice())) {
          pairs.add(Causes.Sides.of(old, now));
          before.remove(old);
          after.remove(now);
          break;
        }
      }
    }
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      pairs.add(
          Causes.Sides.of(
              i < before.size() ? before.get(i) : null, i < after.size() ? after.get(i) : null));
    }
    return pairs;
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

  Largest<AccountDifference> accounts() {
    return accounts.done();
  }

  Largest<LineDifference> lines() {
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

  /** What lines before and after have in common. */
  private record Key(
      String charge,
      LineKind kind,
      @Nullable String instance,
      SortedMap<String, String> dimensions,
      @Nullable Integer tier,
      String unit) {
    static Key of(LineItem line) {
      return new Key(
          line.charge(), line.kind(), line.instance(), line.dimensions(), line.tier(), line.unit());
    }
  }
}
