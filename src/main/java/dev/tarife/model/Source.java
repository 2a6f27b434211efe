package dev.tarife.model;

import java.util.Comparator;

/**
 * Why a line is as it is: a row of a decision table, and the rule that applied it.
 *
 * @param origin the row
 * @param rule the rule's name
 */
public record Source(Origin origin, String rule) implements Comparable<Source> {
  private static final Comparator<Source> ORDER =
      Comparator.comparing(Source::origin).thenComparing(Source::rule);

  @Override
  public int compareTo(Source other) {
    return ORDER.compare(this, other);
  }
}
