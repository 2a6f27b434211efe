package dev.tarife.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an account takes from one month's invoice to the next (decision A-83).
 *
 * @param credits what is left of each credit, by its code
 * @param allowances what is kept of each allowance that rolls over, in base units such as seconds,
 *     by its code
 * @param counters what tiers of a year have counted, in base units, by the name of the counter: the
 *     charge, and what else its price names
 */
public record Carried(
    SortedMap<String, Money> credits,
    SortedMap<String, Quantity> allowances,
    SortedMap<String, Quantity> counters) {
  /** Nothing. */
  public static final Carried NONE =
      new Carried(
          Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedMap());

  public Carried {
    credits = Collections.unmodifiableSortedMap(new TreeMap<>(credits));
    allowances = Collections.unmodifiableSortedMap(new TreeMap<>(allowances));
    counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
  }

  /** Credits and allowances alone. */
  public Carried(SortedMap<String, Money> credits, SortedMap<String, Quantity> allowances) {
    this(credits, allowances, Collections.emptySortedMap());
  }

  /** Credits alone. */
  public Carried(SortedMap<String, Money> credits) {
    this(credits, Collections.emptySortedMap(), Collections.emptySortedMap());
  }

  public boolean isEmpty() {
    return credits.isEmpty() && allowances.isEmpty() && counters.isEmpty();
  }

  /** What is kept of an allowance, in base units. */
  public Quantity allowance(String code) {
    return allowances.getOrDefault(code, Quantity.ZERO);
  }
}
