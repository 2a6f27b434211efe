package dev.tarife.web.billing;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.report.LineExplanation;
import dev.tarife.web.store.invoice.StoredInvoice;
import dev.tarife.web.store.invoice.StoredLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a month comes to more or less than was issued for it. Its lines are differences: those that
 * were issued, and these, add up to the month as it is now.
 */
final class Correction {
  private final List<LineItem> items = new ArrayList<>();
  private final List<LineExplanation> stories = new ArrayList<>();
  private Money exact = Money.ZERO;

  /** What makes lines the same thing, apart from how much of it. */
  private record Key(
      String charge,
      LineKind kind,
      @Nullable String instance,
      @Nullable String region,
      SortedMap<String, String> dimensions,
      @Nullable Integer tier,
      String unit,
      Money unitPrice) {
    static Key of(LineItem item) {
      return new Key(
          item.charge(),
          item.kind(),
          item.instance(),
          item.region(),
          item.dimensions(),
          item.tier(),
          item.unit(),
          item.unitPrice());
    }
  }

  /** A line now, and what was issued of it. */
  private static final class Pair {
    private @Nullable LineItem now;
    private Quantity nowQuantity = Quantity.ZERO;
    private Money nowAmount = Money.ZERO;
    private final List<LineExplanation.Step> steps = new ArrayList<>();
    private @Nullable LineItem issued;
    private Quantity issuedQuantity = Quantity.ZERO;
    private Money issuedAmount = Money.ZERO;
    private final List<String> where = new ArrayList<>();
  }

  private Correction() {}

  /**
   * Compares a month with what was issued for it.
   *
   * @param whole the month as it is now
   * @param stories of its lines
   * @param before the lines of each document that was issued
   */
  static Correction of(
      Invoice whole, List<LineExplanation> stories, Map<StoredInvoice, List<StoredLine>> before) {
    Map<Key, Pair> pairs = new LinkedHashMap<>();
    for (int i = 0; i < whole.lines().size(); i++) {
      Pair pair = pairs.computeIfAbsent(Key.of(whole.lines().get(i)), key -> new Pair());
      // Two price rows may charge the same: their lines differ by nothing but their
      // sources.
      LineItem item = whole.lines().get(i);
      pair.now = item;
      pair.nowQuantity = pair.nowQuantity.plus(item.quantity());
      pair.nowAmount = pair.nowAmount.plus(item.amount());
      pair.steps.addAll(stories.get(i).steps());
    }
    before.forEach(
        (invoice, lines) -> {
          for (StoredLine line : lines) {
            Pair pair = pairs.computeIfAbsent(Key.of(line.item()), key -> new Pair());
            pair.issued = line.item();
            pair.issuedQuantity = pair.issuedQuantity.plus(line.item().quantity());
            pair.issuedAmount = pair.issuedAmount.plus(line.item().amount());
            pair.where.add(
                invoice.id()
                    + ", line "
                    + line.number()
                    + ": "
                    + line.item().quantity()
                    + " "
                    + line.item().unit()
                    + ", "
                    + line.item().amount()
                    + " "
                    + invoice.currency());
          }
        });
    Correction correction = new Correction();
    pairs.values().forEach(pair -> correction.add(pair, whole));
    return correction;
  }

  private void add(Pair pair, Invoice whole) {
    LineItem like = pair.now == null ? pair.issued : pair.now;
    if (like == null) {
      return;
    }
    Quantity quantity = pair.nowQuantity.minus(pair.issuedQuantity);
    Money amount = pair.nowAmount.minus(pair.issuedAmount);
    if (quantity.isZero() && amount.isZero()) {
      return;
    }
    exact = exact.plus(amount);
    items.add(
        new LineItem(
            like.charge(),
            like.description(),
            like.kind(),
            like.instance(),
            like.region(),
            like.dimensions(),
            like.tier(),
            quantity,
            like.unit(),
            like.unitPrice(),
            amount,
            like.sources(),
            List.of()));
    List<LineExplanation.Step> steps = new ArrayList<>();
    steps.add(
        new LineExplanation.Step(
            "Now "
                + pair.nowQuantity
                + " "
                + like.unit()
                + ", "
                + pair.nowAmount
                + " "
                + whole.currency(),
            pair.steps));
    steps.add(
        new LineExplanation.Step(
            "Issued before",
            pair.where.isEmpty()
                ? List.of(new LineExplanation.Step("nothing", List.of()))
                : pair.where.stream()
                    .map(text -> new LineExplanation.Step(text, List.of()))
                    .toList()));
    stories.add(
        new LineExplanation(
            "Correction of " + like.description() + " by " + amount + " " + whole.currency(),
            steps));
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  List<LineItem> items() {
    return items;
  }

  List<LineExplanation> stories() {
    return stories;
  }

  /** The sum of the differences. */
  Money exact() {
    return exact;
  }
}
