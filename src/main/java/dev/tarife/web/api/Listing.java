package dev.tarife.web.api;

import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.ListPart;
import dev.tarife.web.store.ListSlice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * A page of a list, as every list is answered.
 *
 * @param items at most as many as {@code limit} asked for
 * @param total how many the whole list has
 * @param next the address of the next page; null: this is the last
 */
record Listing<T>(List<T> items, long total, @Nullable String next) {
  /** How many items a page has that does not ask for a number. */
  static final String USUAL = "100";

  private static final int MOST = 1_000;

  Listing {
    items = List.copyOf(items);
  }

  /**
   * Which page is asked for.
   *
   * @throws ProblemException if the limit is out of range
   */
  static ListSlice slice(@Nullable String after, int limit) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.bad("limit (" + limit + ") must be 1 to " + MOST);
    }
    return new ListSlice(after, limit);
  }

  /** The answer to the present request. */
  static <T> Listing<T> of(ListPart<T> part) {
    return new Listing<>(part.items(), part.total(), next(part.next()));
  }

  /** The address of the present request, with another beginning. */
  static @Nullable String next(@Nullable String after) {
    if (after == null) {
      return null;
    }
    // The path and query of this request as they are, with another place to begin.
    String here =
        ServletUriComponentsBuilder.fromCurrentRequest()
            .replaceQueryParam("after", UriUtils.encode(after, StandardCharsets.UTF_8))
            .build(true)
            .toUriString();
    return here.substring(here.indexOf('/', here.indexOf("//") + 2));
  }
}
