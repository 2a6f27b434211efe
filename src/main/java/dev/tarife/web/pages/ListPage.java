package dev.tarife.web.pages;

import java.util.List;

/**
 * A page of a list.
 *
 * @param items what is on the page
 * @param number of the page, from 1
 * @param pages how many pages there are, at least 1
 * @param from place of the first item in the whole list, from 1; 0: the list is empty
 * @param to place of the last
 * @param of how many items the whole list has
 */
public record ListPage<T>(List<T> items, int number, int pages, int from, int to, int of) {
  /** How many items a page has. */
  public static final int SIZE = 50;

  public ListPage {
    items = List.copyOf(items);
  }

  /** The page of that number; the nearest one that exists. */
  public static <T> ListPage<T> of(List<T> all, int wanted) {
    int pages = Math.max(1, (all.size() + SIZE - 1) / SIZE);
    int number = Math.max(1, Math.min(pages, wanted));
    int start = (number - 1) * SIZE;
    int end = Math.min(all.size(), start + SIZE);
    return new ListPage<>(
        all.subList(start, end), number, pages, all.isEmpty() ? 0 : start + 1, end, all.size());
  }

  public boolean hasBefore() {
    return number > 1;
  }

  public boolean hasNext() {
    return number < pages;
  }
}
