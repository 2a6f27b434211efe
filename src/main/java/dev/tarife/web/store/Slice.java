package dev.tarife.web.store;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param after the key of the item behind which the part begins, from {@link Part#next}; null: the
 *     list's beginning
 * @param limit how many items it has at most, at least 1
 */
public record Slice(@Nullable String after, int limit) {
  /** The beginning of a list. */
  public static Slice first(int limit) {
    return new Slice(null, limit);
  }
}
