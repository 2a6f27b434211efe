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
 */
public record Carried(SortedMap<String, Money> credits, SortedMap<String, Quantity> allowances) {
  /** Nothing. */
  public static final Carried NONE =
      new Carried(Collections.emptySortedMap(), Collections.emptySortedMap());

  public Carried {
    credits = Collections.unmodifiableSortedMap(new TreeMap<>(credits));
    allowances = Collections.unmodifiableSortedMap(new TreeMap<>(allowances));
  }

  /** Credits alone. */
  public Carried(SortedMap<String, Money> credits) {
    this(credits, Collections.emptySortedMap());
  }

  public boolean isEmpty() {
    return credits.isEmpty() && allowances.isEmpty();
  }

  /** What is kept of an allowance, in base units. */
  public Quantity allowance(String code) {
    return allowances.getOrDefault(code, Quantity.ZERO);
  }
}
