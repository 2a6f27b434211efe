package dev.tarife.compare;

import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Which line of an invoice before is which line after. */
final class LineMatch {
  private LineMatch() {}

  /** One line; null on the side that does not have it. */
  record Pair(@Nullable LineItem before, @Nullable LineItem after) {}

  /** Every line of both sides, in one pair each. */
  static List<Pair> of(RowCauses.Sides invoice) {
    Map<Key, RowCauses.Sides> byKey = new LinkedHashMap<>();
    invoice.before().forEach(line -> sides(byKey, line).before().add(line));
    invoice.after().forEach(line -> sides(byKey, line).after().add(line));
    List<Pair> pairs = new ArrayList<>();
    byKey.values().forEach(sides -> addPairs(pairs, sides.before(), sides.after()));
    return pairs;
  }

  private static RowCauses.Sides sides(Map<Key, RowCauses.Sides> byKey, LineItem line) {
    return byKey.computeIfAbsent(
        Key.of(line), key -> new RowCauses.Sides(new ArrayList<>(1), new ArrayList<>(1)));
  }

  /** Lines of one key: those of one price belong together, the others in their order. */
  private static void addPairs(List<Pair> pairs, List<LineItem> before, List<LineItem> after) {
    for (LineItem old : List.copyOf(before)) {
      for (LineItem now : after) {
        if (now.unitPrice().equals(old.unitPrice())) {
          pairs.add(new Pair(old, now));
          before.remove(old);
          after.remove(now);
          break;
        }
      }
    }
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      pairs.add(
          new Pair(
              i < before.size() ? before.get(i) : null, i < after.size() ? after.get(i) : null));
    }
  }

  /** What lines before and after have in common. */
  private record Key(
      String charge,
      LineKind kind,
      @Nullable String instance,
      SortedMap<String, String> dimensions,
      @Nullable Integer tier,
      String unit) {
    static Key of(LineItem line) {
      return new Key(
          line.charge(), line.kind(), line.instance(), line.dimensions(), line.tier(), line.unit());
    }
  }
}
