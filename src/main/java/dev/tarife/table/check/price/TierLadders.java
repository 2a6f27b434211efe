package dev.tarife.table.check.price;

import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.check.UnreadableCodes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Price rows by item, and by the day from which they hold: the tiers of one price. */
final class TierLadders {
  private final Map<String, NavigableMap<LocalDate, List<PriceRow>>> byItem = new LinkedHashMap<>();

  private TierLadders() {}

  /** The rows of prices.xlsx and telephony.xlsx of which every one could be read. */
  static TierLadders of(Tables tables, UnreadableCodes doubts) {
    TierLadders ladders = new TierLadders();
    Stream.concat(tables.prices().stream(), tables.card().rows().stream())
        .filter(row -> !doubts.has(row.charge()))
        .forEach(ladders::add);
    return ladders;
  }

  private void add(PriceRow row) {
    byItem
        .computeIfAbsent(row.item(), item -> new TreeMap<>())
        .computeIfAbsent(row.firstDay(), day -> new ArrayList<>(1))
        .add(row);
  }

  /** Each item's ladders, by their first day. */
  Collection<NavigableMap<LocalDate, List<PriceRow>>> items() {
    return byItem.values();
  }

  /** Every ladder: the rows of one item that hold from the same day, in the order of the sheet. */
  Collection<List<PriceRow>> all() {
    return byItem.values().stream().flatMap(item -> item.values().stream()).toList();
  }
}
