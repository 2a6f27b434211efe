package dev.tarife.compare;

import dev.tarife.model.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * The largest differences, and what the others come to.
 *
 * @param shown the largest, those of one size in the order in which they were met
 * @param others how many more there are
 * @param othersDifference the sum of their differences
 */
public record LargestDifferences<T>(List<T> shown, long others, Money othersDifference) {
  public LargestDifferences {
    shown = List.copyOf(shown);
  }

  /** Gathers them, and holds no more than are shown. */
  static final class Gathering<T> {
    private final int most;
    private final Function<T, Amounts> amounts;
    private final Comparator<Met<T>> order =
        Comparator.<Met<T>, Money>comparing(Met::size).reversed().thenComparing(Met::number);
    private final PriorityQueue<Met<T>> largest = new PriorityQueue<>(order.reversed());
    private long met;
    private Money left = Money.ZERO;

    Gathering(int most, Function<T, Amounts> amounts) {
      this.most = most;
      this.amounts = amounts;
    }

    void add(T item) {
      Money difference = amounts.apply(item).difference();
      largest.add(new Met<>(new Money(difference.value().abs()), met++, item));
      if (largest.size() > most) {
        left = left.plus(amounts.apply(largest.remove().item()).difference());
      }
    }

    LargestDifferences<T> done() {
      List<Met<T>> sorted = new ArrayList<>(largest);
      sorted.sort(order);
      return new LargestDifferences<>(
          sorted.stream().map(Met::item).toList(), met - sorted.size(), left);
    }

    private record Met<T>(Money size, long number, T item) {}
  }
}
