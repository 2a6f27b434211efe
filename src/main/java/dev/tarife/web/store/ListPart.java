package dev.tarife.web.store;

import dev.tarife.web.problem.ProblemException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list. What is added to the list meanwhile neither repeats nor hides an item: the next
 * part begins behind an item, not after a number of them.
 *
 * @param items in the order of the list
 * @param total how many items the whole list has
 * @param next the key of the last item, if more follow; null: the list ends here
 */
public record ListPart<T>(List<T> items, long total, @Nullable String next) {
  public ListPart {
    items = List.copyOf(items);
  }

  /**
   * The part of a list that is wholly at hand.
   *
   * @param key identifies an item
   * @throws ProblemException if the list has no item of the key that the part begins behind
   */
  public static <T> ListPart<T> of(List<T> all, ListSlice slice, Function<T, String> key) {
    int from = 0;
    String after = slice.after();
    if (after != null) {
      while (from < all.size() && !key.apply(all.get(from)).equals(after)) {
        from++;
      }
      if (from == all.size()) {
        throw unknown(after);
      }
      from++;
    }
    List<T> rest = all.subList(from, Math.min(all.size(), from + slice.limit() + 1));
    return ofRows(rest, slice, all.size(), key);
  }

  /**
   * The part of a list that is wholly at hand, and whose items have no key: their numbers are, from
   * 1. Such a list only ever grows at its end.
   *
   * @throws ProblemException if the list has no item of the number that the part begins behind
   */
  public static <T> ListPart<T> numbered(List<T> all, ListSlice slice) {
    List<Integer> numbers = IntStream.rangeClosed(1, all.size()).boxed().toList();
    return of(numbers, slice, String::valueOf).map(number -> all.get(number - 1));
  }

  /**
   * A part of which one row more than its limit was read, where there is one.
   *
   * @param total how many rows there are in all
   */
  public static <T> ListPart<T> ofRows(
      List<T> rows, ListSlice slice, long total, Function<T, String> key) {
    boolean more = rows.size() > slice.limit();
    List<T> items = more ? rows.subList(0, slice.limit()) : rows;
    return new ListPart<>(items, total, more ? key.apply(items.get(items.size() - 1)) : null);
  }

  /** The number that a list's part begins behind. */
  public static long number(String after) {
    try {
      return Long.parseLong(after);
    } catch (NumberFormatException e) {
      throw unknown(after);
    }
  }

  public static ProblemException unknown(String after) {
    return ProblemException.bad(
        "after (" + after + ") is not of this list; take the address in next as it is");
  }

  /** The same part, with each item as another has it. */
  public <R> ListPart<R> map(Function<T, R> how) {
    return new ListPart<>(items.stream().map(how).toList(), total, next);
  }
}
