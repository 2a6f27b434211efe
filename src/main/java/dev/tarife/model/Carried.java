package dev.tarife.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an account takes from one month's invoice to the next (decision A-83).
 *
 * @param credits what is left of each credit, by its code
 */
public record Carried(SortedMap<String, Money> credits) {
  /** Nothing. */
  public static final Carried NONE = new Carried(Collections.emptySortedMap());

  public Carried {
    credits = Collections.unmodifiableSortedMap(new TreeMap<>(credits));
  }

  public boolean isEmpty() {
    return credits.isEmpty();
  }
}
