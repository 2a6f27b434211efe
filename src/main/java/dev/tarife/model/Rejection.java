package dev.tarife.model;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Usage that was not charged because nothing says how (decisions ).
 *
 * @param reason what is unknown or missing, in words
 * @param records how many records
 * @param example id of the first of them
 * @param place where that one stands, as {@code usage.csv:5}; null: not looked for, or not found
 */
public record Rejection(String reason, long records, String example, @Nullable String place)
    implements Comparable<Rejection> {
  private static final Comparator<Rejection> ORDER =
      Comparator.comparing(Rejection::reason).thenComparing(Rejection::example);

  public Rejection(String reason, long records, String example) {
    this(reason, records, example, null);
  }

  /** The same, with the place of its example. */
  public Rejection at(@Nullable String where) {
    return new Rejection(reason, records, example, where);
  }

  /** The example in words: its id, and its place where that is known. */
  public String such() {
    return place == null ? example : example + " at " + place;
  }

  @Override
  public int compareTo(Rejection other) {
    return ORDER.compare(this, other);
  }
}
