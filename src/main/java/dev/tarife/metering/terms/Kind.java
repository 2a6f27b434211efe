package dev.tarife.metering.terms;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A distinct kind of usage: all that the metering rules look at. It holds the truth of each
 * condition, not the attribute, so that there are few kinds however many records.
 *
 * @param usageType what happened
 * @param conditions the conditions of that type's metering rows that hold, as {@link
 *     dev.tarife.table.Condition#toString()} writes them
 */
public record Kind(String usageType, SortedSet<String> conditions) implements Comparable<Kind> {
  public Kind {
    conditions = Collections.unmodifiableSortedSet(new TreeSet<>(conditions));
  }

  public Kind(String usageType, Collection<String> conditions) {
    this(usageType, new TreeSet<>(conditions));
  }

  /** Whether a condition holds. */
  public boolean holds(String condition) {
    return conditions.contains(condition);
  }

  @Override
  public int compareTo(Kind other) {
    int order = usageType.compareTo(other.usageType);
    return order != 0 ? order : conditions.toString().compareTo(other.conditions.toString());
  }
}
