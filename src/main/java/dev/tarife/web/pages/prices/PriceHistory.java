package dev.tarife.web.pages.prices;

import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.model.FaultException;
import dev.tarife.model.Money;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.web.bundles.Bundles;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a price was and will be: the bundles that were live one after another, and in each the dates
 * from which its rows hold.
 */
@Component
class PriceHistory {
  /** Each bundle has to be opened. */
  private static final int MOST_BUNDLES = 12;

  private final Bundles bundles;

  PriceHistory(Bundles bundles) {
    this.bundles = bundles;
  }

  /**
   * A stretch of days with one price.
   *
   * @param from its first day; null: as far back as the tables go
   * @param version of the bundle that says so
   * @param prices the unit price of each tier, the lowest first; empty: the item has no price then
   * @param rows the rows that say so
   */
  record Step(@Nullable LocalDate from, String version, List<Money> prices, List<PriceRow> rows) {
    Step {
      prices = List.copyOf(prices);
      rows = List.copyOf(rows);
    }
  }

  /** The steps of an item, the earliest first. */
  List<Step> of(String item) {
    List<JournalEntry> live =
        bundles.journal().stream()
            .filter(entry -> entry.action() == Action.DEPLOY || entry.action() == Action.ROLLBACK)
            .toList();
    List<JournalEntry> latest = live.subList(Math.max(0, live.size() - MOST_BUNDLES), live.size());
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < latest.size(); i++) {
      LocalDate from = i == 0 ? null : day(latest.get(i));
      LocalDate to = i + 1 < latest.size() ? day(latest.get(i + 1)) : null;
      if (from == null || to == null || from.isBefore(to)) {
        add(steps, latest.get(i), item, from, to);
      }
    }
    return steps;
  }

  private void add(
      List<Step> steps,
      JournalEntry entry,
      String item,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    Tables tables;
    try {
      tables = bundles.of(entry.file()).tables();
    } catch (FaultException e) {
      // Of an older engine, or pruned: nobody rates with it any more.
      return;
    }
    List<PriceRow> rows =
        Stream.concat(tables.prices().stream(), tables.card().rows().stream())
            .filter(row -> row.item().equals(item))
            .toList();
    for (LocalDate day : days(rows, from, to)) {
      List<PriceRow> inForce = inForce(rows, day);
      List<Money> prices = inForce.stream().map(PriceRow::unitPrice).toList();
      boolean first = day.equals(LocalDate.MIN);
      if (steps.isEmpty()
          ? !prices.isEmpty()
          : !steps.get(steps.size() - 1).prices().equals(prices)) {
        steps.add(new Step(first ? null : day, entry.version().toString(), prices, inForce));
      }
    }
  }

  /** The days on which the price may change while a bundle is live. */
  private static Set<LocalDate> days(
      List<PriceRow> rows, @Nullable LocalDate from, @Nullable LocalDate to) {
    LocalDate first = from == null ? LocalDate.MIN : from;
    Set<LocalDate> days = new TreeSet<>();
    days.add(first);
    rows.stream()
        .flatMap(row -> Stream.of(row.effectiveFrom(), row.effectiveTo()))
        .filter(Objects::nonNull)
        .filter(day -> day.isAfter(first) && (to == null || day.isBefore(to)))
        .forEach(days::add);
    return days;
  }

  /** All tiers, the lowest first; of rows that overlap in time, those that came into force last. */
  static List<PriceRow> inForce(List<PriceRow> rows, LocalDate day) {
    List<PriceRow> found = rows.stream().filter(row -> row.inForce(day)).toList();
    LocalDate latest =
        found.stream().map(PriceHistory::since).max(Comparator.naturalOrder()).orElse(null);
    return found.stream()
        .filter(row -> since(row).equals(latest))
        .sorted(Comparator.comparing(PriceRow::tierFrom))
        .toList();
  }

  private static LocalDate since(PriceRow row) {
    return row.effectiveFrom() == null ? LocalDate.MIN : row.effectiveFrom();
  }

  private static LocalDate day(JournalEntry entry) {
    return LocalDate.ofInstant(entry.at(), ZoneOffset.UTC);
  }
}
