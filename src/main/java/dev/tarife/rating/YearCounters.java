package dev.tarife.rating;

import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.rating.allowance.Deduction;
import dev.tarife.rating.price.PricedUsage;
import dev.tarife.table.PriceRow;
import dev.tarife.table.PriceRow.CountsOver;
import dev.tarife.table.PriceRow.Scope;
import dev.tarife.table.Tables;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tiers of a year have counted. A month begins with what the account carries, and the next one
 * with that and the month's usage, until twelve months are over (decision A-83). Quantities are in
 * base units.
 */
final class YearCounters {
  private static final String INSTANCE = "/instance=";

  private YearCounters() {}

  /**
   * The name of a price's counter: its charge, and what it names of plan, Region, country, number
   * type and instance, such as {@code task/region=us-west-2}. None of these codes contains {@code
   * =}.
   */
  static String name(PriceRow row, @Nullable String instance) {
    if (row.scope() == Scope.ACCOUNT) {
      return row.charge();
    }
    StringBuilder name = new StringBuilder(row.charge());
    append(name, "/plan=", row.plan());
    append(name, "/region=", row.region());
    append(name, "/country=", row.country());
    append(name, "/number_type=", row.numberType());
    if (row.scope() == Scope.INSTANCE) {
      append(name, INSTANCE, instance == null ? "" : instance);
    }
    return name.toString();
  }

  private static void append(StringBuilder name, String part, @Nullable String code) {
    if (code != null) {
      name.append(part).append(code);
    }
  }

  static String name(PricedUsage priced) {
    return name(priced.firstTier().row(), priced.usage().instance());
  }

  /** What the counter of a price has counted before a month. */
  static Quantity before(PriceRow row, @Nullable String instance, Account account, Period period) {
    return begins(row, period.from())
        ? Quantity.ZERO
        : account.carried().counters().getOrDefault(name(row, instance), Quantity.ZERO);
  }

  /** Whether nothing is counted yet on the first day of a month: a year begins, or the first. */
  private static boolean begins(PriceRow row, LocalDate month) {
    LocalDate from = row.countsFrom();
    return from == null
        || month.isBefore(from)
        || ChronoUnit.MONTHS.between(from.withDayOfMonth(1), month) % 12 == 0;
  }

  /** The first day of the year that a month lies in; before the first year, that of the month. */
  static LocalDate yearOf(PriceRow row, Period period) {
    LocalDate from = row.countsFrom();
    return from == null || period.from().isBefore(from)
        ? period.from()
        : from.plusYears(ChronoUnit.YEARS.between(from, period.from()));
  }

  /** What the next month begins with. */
  static SortedMap<String, Quantity> after(
      Tables tables, Account account, Period period, Deduction deduction) {
    SortedMap<String, Quantity> counters = new TreeMap<>();
    account
        .carried()
        .counters()
        .forEach(
            (name, counted) ->
                row(tables, name, period)
                    .filter(row -> !begins(row, period.from()))
                    .ifPresent(row -> counters.put(name, counted)));
    if (!ofYear(deduction).isEmpty()) {
      Map<String, Quantity> ends = new TreeMap<>();
      PlacedQuantity.endToEnd(deduction, account, period, ends);
      counters.putAll(ends);
    }
    counters
        .keySet()
        .removeIf(
            name -> {
              Optional<PriceRow> row = row(tables, name, period);
              return row.isEmpty() || begins(row.get(), period.to());
            });
    return counters;
  }

  /** What of the carried counters, and of those that are not carried, the reader should know. */
  static List<String> notes(Tables tables, Account account, Period period, Deduction deduction) {
    List<String> notes = new ArrayList<>();
    Carried carried = account.carried();
    carried
        .counters()
        .forEach(
            (name, counted) -> {
              Optional<PriceRow> row = row(tables, name, period);
              if (row.isEmpty() || begins(row.get(), period.from())) {
                notes.add(
                    "the account carries "
                        + counted
                        + " of the counter ("
                        + name
                        + "), "
                        + (row.isEmpty()
                            ? "for which no price counts over a year"
                            : "whose year begins anew")
                        + ": it is not used");
              }
            });
    ofYear(deduction).stream()
        .filter(priced -> !begins(priced.firstTier().row(), period.from()))
        .filter(priced -> priced.usage().quantity().isPositive())
        .map(YearCounters::name)
        .filter(name -> !carried.counters().containsKey(name))
        .distinct()
        .sorted()
        .forEach(
            name ->
                notes.add(
                    "the account carries nothing of the counter ("
                        + name
                        + "): its tiers of the year count from this month"));
    return notes;
  }

  /** The usage whose tiers count over a year: of most accounts, none. */
  private static List<PricedUsage> ofYear(Deduction deduction) {
    List<PricedUsage> ofYear = new ArrayList<>(0);
    for (PricedUsage priced : deduction.prices()) {
      if (priced.isOfYear()) {
        ofYear.add(priced);
      }
    }
    return ofYear;
  }

  /** The price that a counter is of, in a month: of several, the one whose year began last. */
  private static Optional<PriceRow> row(Tables tables, String name, Period period) {
    return Stream.concat(tables.prices().stream(), tables.card().rows().stream())
        .filter(row -> row.countsOver() == CountsOver.YEAR)
        .filter(row -> isNamed(row, name))
        .filter(row -> row.firstDay().isBefore(period.to()) && row.endDay().isAfter(period.from()))
        .max(
            Comparator.comparing(
                row -> row.countsFrom() == null ? LocalDate.MIN : row.countsFrom()));
  }

  private static boolean isNamed(PriceRow row, String name) {
    int at = name.indexOf(INSTANCE);
    return row.scope() == Scope.INSTANCE
        ? at >= 0 && name(row, name.substring(at + INSTANCE.length())).equals(name)
        : name(row, null).equals(name);
  }

  /** What every counter of these prices has counted before a month, by its name. */
  static Map<String, Quantity> before(List<PricedUsage> prices, Account account, Period period) {
    Map<String, Quantity> before = new TreeMap<>();
    for (PricedUsage priced : prices) {
      if (priced.isOfYear()) {
        before.put(
            priced.scope(),
            before(priced.firstTier().row(), priced.usage().instance(), account, period));
      }
    }
    return before;
  }
}
