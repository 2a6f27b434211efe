package dev.tarife.compare;

import dev.tarife.compare.SheetRows.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which row before is which row after. Rows of one key are paired, those that are wholly equal
 * first, and the others in their order; what is then left is paired by a looser key where that is
 * not in doubt.
 */
final class RowMatch {
  private final List<Entry> before;
  private final List<Entry> after;
  private final List<Pair> pairs = new ArrayList<>();

  /** One row, on both sides. */
  record Pair(Entry before, Entry after) {}

  private RowMatch(List<Entry> before, List<Entry> after) {
    this.before = new ArrayList<>(before);
    this.after = new ArrayList<>(after);
  }

  /**
   * Pairs rows.
   *
   * @param key the columns of the sheet's key
   * @param looser the columns of its looser keys, in order
   */
  static RowMatch of(
      List<Entry> before, List<Entry> after, List<String> key, List<List<String>> looser) {
    RowMatch match = new RowMatch(before, after);
    match.pair(Entry::values, false);
    match.pair(row -> row.texts(key), false);
    for (List<String> columns : looser) {
      match.pair(row -> row.texts(columns), true);
    }
    return match;
  }

  /** The rows of both sides. */
  List<Pair> pairs() {
    return pairs;
  }

  /** Rows that are gone. */
  List<Entry> removed() {
    return before;
  }

  /** Rows that are new. */
  List<Entry> added() {
    return after;
  }

  private <K> void pair(Function<Entry, K> key, boolean onlyAlone) {
    Map<K, List<Entry>> waiting = byKey(after, key);
    Map<K, List<Entry>> asking = byKey(before, key);
    List<Pair> found = new ArrayList<>();
    asking.forEach(
        (k, rows) -> {
          List<Entry> others = waiting.getOrDefault(k, List.of());
          boolean alone = rows.size() == 1 && others.size() == 1;
          if (alone || !onlyAlone) {
            for (int i = 0; i < Math.min(rows.size(), others.size()); i++) {
              found.add(new Pair(rows.get(i), others.get(i)));
            }
          }
        });
    pairs.addAll(found);
    before.removeAll(found.stream().map(Pair::before).collect(Collectors.toSet()));
    after.removeAll(found.stream().map(Pair::after).collect(Collectors.toSet()));
  }

  private static <K> Map<K, List<Entry>> byKey(List<Entry> rows, Function<Entry, K> key) {
    Map<K, List<Entry>> byKey = new LinkedHashMap<>();
    rows.forEach(row -> byKey.computeIfAbsent(key.apply(row), k -> new ArrayList<>(1)).add(row));
    return byKey;
  }
}
