package dev.tarife.web.store;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param after the key of the item behind which the part begins, from {@link ListPart#next}; null:
 *     the list's beginning
 * @param limit how many items it has at most, at least 1
 */
public record ListSlice(@Nullable String after, int limit) {
  /** The beginning of a list. */
  public static ListSlice first(int limit) {
    return new ListSlice(null, limit);
  }
}
