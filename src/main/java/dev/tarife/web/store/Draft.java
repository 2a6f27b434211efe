package dev.tarife.web.store;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Edited workbooks that nobody has handed in yet.
 *
 * @param id a name nobody guesses
 * @param owner who brought them
 * @param base SHA-256 of the bundle's file that was live then; empty: none was
 * @param createdAt when
 * @param workbooks the bytes of each, by file name; those that are missing are as they are live
 */
public record Draft(
    String id, String owner, String base, Instant createdAt, SortedMap<String, byte[]> workbooks) {
  public Draft {
    workbooks = Collections.unmodifiableSortedMap(new TreeMap<>(workbooks));
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
