package dev.tarife.rating.price;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Occurrence;
import dev.tarife.model.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is left to charge of the records, or chains, of usage. Where only some of them become free,
 * the longest do first; of one of which a part becomes free, that is its first part.
 *
 * @param alike those that are alike together, the longest first
 */
public record OccurrencesLeft(List<Alike> alike) {
  private static final Comparator<Alike> ORDER =
      Comparator.comparing(Alike::length).reversed().thenComparing(Alike::from);

  /** Usage whose records are not told apart. */
  static final OccurrencesLeft NONE = new OccurrencesLeft(List.of());

  /**
   * Some of which the same is left.
   *
   * @param from where the charged quantity of one begins: after what is free and counts towards
   *     tiers
   * @param to where it ends
   * @param times how many there are
   */
  public record Alike(Quantity from, Quantity to, long times) {
    public Quantity length() {
      return to.minus(from);
    }

    public Quantity quantity() {
      return length().times(Quantity.of(times));
    }

    /** The same without the first part of each. */
    public Alike without(Quantity free, boolean counts, long some) {
      Quantity rest = length().minus(free);
      Quantity start = counts ? from.plus(free) : from;
      return new Alike(start, start.plus(rest), some);
    }
  }

  public OccurrencesLeft {
    alike = alike.stream().sorted(ORDER).toList();
  }

  /** All of usage; usage of one record is that record. */
  static OccurrencesLeft of(MeteredUsage usage) {
    if (usage.occurrences().isEmpty()) {
      return ofOne(usage.quantity());
    }
    List<Alike> all = new ArrayList<>(usage.occurrences().size());
    for (Occurrence some : usage.occurrences()) {
      all.add(new Alike(Quantity.ZERO, some.each(), some.times()));
    }
    return new OccurrencesLeft(all);
  }

  /** One record of a quantity. */
  public static OccurrencesLeft ofOne(Quantity quantity) {
    return new OccurrencesLeft(List.of(new Alike(Quantity.ZERO, quantity, 1)));
  }

  /** How many there are. */
  public long count() {
    return alike.stream().mapToLong(Alike::times).sum();
  }

  /** What is left together. */
  public Quantity quantity() {
    return alike.stream().map(Alike::quantity).reduce(Quantity.ZERO, Quantity::plus);
  }

  /**
   * What is left after a quantity became free.
   *
   * @param counts whether the free part of one counts towards its tiers
   */
  public OccurrencesLeft without(Quantity free, boolean counts) {
    List<Alike> left = new ArrayList<>();
    Quantity more = free;
    for (Alike some : alike) {
      if (!more.isPositive() || !some.length().isPositive()) {
        left.add(some);
        continue;
      }
      long whole =
          Math.min(
              some.times(),
              more.downToMultipleOf(some.length())
                  .dividedBy(some.length(), 0)
                  .min(Quantity.of(some.times()))
                  .value()
                  .longValueExact());
      more = more.minus(some.length().times(Quantity.of(whole)));
      long rest = some.times() - whole;
      if (rest > 0 && more.isPositive()) {
        left.add(some.without(more, counts, 1));
        more = Quantity.ZERO;
        rest--;
      }
      if (rest > 0) {
        left.add(new Alike(some.from(), some.to(), rest));
      }
    }
    return new OccurrencesLeft(left);
  }

  /** What is left after the same quantity became free of each. */
  public OccurrencesLeft withoutOfEach(Quantity free, boolean counts) {
    List<Alike> left = new ArrayList<>();
    for (Alike some : alike) {
      if (!some.length().isPositive()) {
        left.add(some);
      } else if (some.length().compareTo(free) > 0) {
        left.add(some.without(free, counts, some.times()));
      }
    }
    return new OccurrencesLeft(left);
  }

  /** What is left after so many became free. */
  public OccurrencesLeft withoutFirst(long free) {
    List<Alike> left = new ArrayList<>();
    long more = free;
    for (Alike some : alike) {
      long gone = Math.min(more, some.times());
      more -= gone;
      if (some.times() > gone) {
        left.add(new Alike(some.from(), some.to(), some.times() - gone));
      }
    }
    return new OccurrencesLeft(left);
  }
}
