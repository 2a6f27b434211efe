package dev.tarife.web.store;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Edited workbooks that nobody has submitted yet.
 *
 * @param id a name nobody guesses
 * @param owner who uploaded them
 * @param title what they are about, in the owner's words; empty: nothing was said
 * @param base SHA-256 of the bundle's file that was live then; empty: none was
 * @param createdAt when
 * @param workbooks the bytes of each, by file name; those that are missing are as they are live
 */
public record Draft(
    String id,
    String owner,
    String title,
    String base,
    Instant createdAt,
    SortedMap<String, byte[]> workbooks) {
  public Draft {
    workbooks = Collections.unmodifiableSortedMap(new TreeMap<>(workbooks));
  }

  /** What it is called: by its title, else by its workbooks. */
  public String name() {
    return title.isEmpty() ? String.join(", ", names()) : title;
  }

  /** The names of the workbooks. */
  public List<String> names() {
    return List.copyOf(workbooks.keySet());
  }

  /** All workbooks: these, and the others as they are live. */
  public SortedMap<String, byte[]> over(Map<String, byte[]> live) {
    SortedMap<String, byte[]> all = new TreeMap<>(live);
    all.putAll(workbooks);
    return all;
  }
}
