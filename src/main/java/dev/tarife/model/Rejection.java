package dev.tarife.model;

import java.util.Comparator;

/**
 * Usage that was not charged because nothing says how (decisions ).
 *
 * @param reason what is unknown or missing, in words
 * @param records how many records
 * @param example id of the first of them
 */
public record Rejection(String reason, long records, String example)
    implements Comparable<Rejection> {
  private static final Comparator<Rejection> ORDER =
      Comparator.comparing(Rejection::reason).thenComparing(Rejection::example);

  @Override
  public int compareTo(Rejection other) {
    return ORDER.compare(this, other);
  }
}
