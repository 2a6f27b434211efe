package dev.tarife.web.pages.prices;

import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.model.FaultException;
import dev.tarife.model.Money;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.store.BundleRows.Approval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
   * @param change the bundle that says so, and who brought it about
   * @param prices the unit price of each tier, the lowest first; empty: the item has no price then
   * @param rows the rows that say so
   * @param cells where each price stands, such as {@code prices.xlsx, Prices, H12}
   */
  record Step(
      @Nullable LocalDate from,
      Change change,
      List<Money> prices,
      List<PriceRow> rows,
      List<String> cells) {
    Step {
      prices = List.copyOf(prices);
      rows = List.copyOf(rows);
      cells = List.copyOf(cells);
    }
  }

  /**
   * What made a bundle live.
   *
   * @param version of the bundle
   * @param author who submitted it; null: it came with the program
   * @param approvers who approved it
   * @param deployer who put it in force
   * @param at when it was put in force
   * @param why its author's reason, or that of who put it in force
   */
  record Change(
      String version,
      @Nullable String author,
      List<String> approvers,
      String deployer,
      Instant at,
      String why) {
    Change {
      approvers = List.copyOf(approvers);
    }
  }

  /** The steps of an item, the earliest first. */
  List<Step> of(String item) {
    List<JournalEntry> journal = bundles.journal();
    List<JournalEntry> live = journal.stream().filter(JournalEntry::madeLive).toList();
    List<JournalEntry> latest = live.subList(Math.max(0, live.size() - MOST_BUNDLES), live.size());
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < latest.size(); i++) {
      LocalDate from = i == 0 ? null : day(latest.get(i));
      LocalDate to = i + 1 < latest.size() ? day(latest.get(i + 1)) : null;
      if (from == null || to == null || from.isBefore(to)) {
        add(steps, journal, latest.get(i), item, from, to);
      }
    }
    return steps;
  }

  private void add(
      List<Step> steps,
      List<JournalEntry> journal,
      JournalEntry entry,
      String item,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    LoadedBundle priced;
    try {
      priced = bundles.of(entry.file());
    } catch (FaultException e) {
      // Of an older engine, or pruned: nobody rates with it any more.
      return;
    }
    Tables tables = priced.tables();
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
        steps.add(
            new Step(
                first ? null : day,
                change(journal, entry),
                prices,
                inForce,
                inForce.stream().map(row -> cell(row, priced)).toList()));
      }
    }
  }

  private Change change(List<JournalEntry> journal, JournalEntry live) {
    JournalEntry submitted =
        journal.stream()
            .filter(one -> one.action() == Action.SUBMIT && one.file().equals(live.file()))
            .findFirst()
            .orElse(null);
    boolean rolledBack = live.action() == Action.ROLLBACK;
    return new Change(
        live.version().toString(),
        submitted == null ? null : submitted.who(),
        bundles.approvals(live.file()).stream().map(Approval::who).toList(),
        live.who(),
        live.at(),
        submitted == null || rolledBack ? live.why() : submitted.why());
  }

  /** The cell of a price; its row where it is in no cell of its own. */
  private static String cell(PriceRow row, LoadedBundle priced) {
    String end = " = " + row.unitPrice().value().toPlainString();
    List<String> equal =
        priced.engine().cells(row.origin()).stream().filter(cell -> cell.endsWith(end)).toList();
    List<String> called =
        equal.stream().filter(cell -> cell.toLowerCase(Locale.ROOT).contains("price")).toList();
    String found = equal.size() == 1 ? equal.get(0) : called.size() == 1 ? called.get(0) : "";
    String place =
        found.isEmpty()
            ? String.valueOf(row.origin().row())
            : found.substring(0, found.indexOf(' '));
    return row.origin().workbook() + ", " + row.origin().sheet() + ", " + place;
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
