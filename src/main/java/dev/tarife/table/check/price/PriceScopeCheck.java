package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.MinimumPer;
import dev.tarife.table.PriceRow;
import dev.tarife.table.PriceRow.CountsOver;
import dev.tarife.table.PriceRow.Model;
import dev.tarife.table.PriceRow.Scope;
import dev.tarife.table.Tables;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a price is for can be told apart in the usage: records, chains, days. A least and a most
 * amount have one of which they are the least and the most, and tiers of a year have a year.
 */
final class PriceScopeCheck implements Check {
  private static final String SCOPE = "Scope";
  private static final String MINIMUM = "Minimum amount";
  private static final String MAXIMUM = "Maximum amount";
  private static final String COUNTS_OVER = "Counts over";
  private static final String COUNTS_FROM = "Counts from";

  @Override
  public Findings check(CheckContext reading) {
    Tables tables = reading.tables();
    Findings findings = new Findings();
    Set<String> told = new HashSet<>();
    Stream.concat(tables.prices().stream(), tables.card().rows().stream())
        .forEach(
            row -> {
              if (told.add(row.charge() + '|' + row.scope())) {
                scope(reading, row, findings);
              }
              limits(reading, row, findings);
              year(reading, row, findings);
            });
    for (List<PriceRow> ladder : TierLadders.of(tables, reading.doubts()).all()) {
      same(reading, ladder, MINIMUM, PriceRow::minimumAmount, findings);
      same(reading, ladder, MAXIMUM, PriceRow::maximumAmount, findings);
      same(reading, ladder, COUNTS_OVER, PriceRow::countsOver, findings);
      same(reading, ladder, COUNTS_FROM, PriceRow::countsFrom, findings);
    }
    return findings;
  }

  /** Metering counts the charge so that the records, chains or days of the scope are known. */
  private static void scope(CheckContext reading, PriceRow row, Findings findings) {
    for (MeteringRow metered : reading.tables().metering()) {
      if (!row.charge().equals(metered.charge())) {
        continue;
      }
      String fix = unknown(row.scope(), metered);
      if (fix != null) {
        findings.add(
            Finding.error(
                    "price-scope",
                    reading.cells().of(row.origin(), SCOPE),
                    "the scope ("
                        + row.scope().word()
                        + ") prices each "
                        + row.scope().word()
                        + ", and row "
                        + metered.origin().row()
                        + " of metering.xlsx, Metering counts the charge by "
                        + (metered.counting() == Counting.SUM
                            ? metered.minimumPer().word()
                            : metered.counting().word()),
                    fix)
                .of(row.origin(), metered.origin())
                .shownBy(reading.examples().of(row, null, Outcome.PRICED_SO)));
        return;
      }
    }
  }

  /** What to do where a scope asks for more than a row of metering tells; null: nothing. */
  private static @Nullable String unknown(Scope scope, MeteringRow metered) {
    String other = "or write account, row or instance into Scope";
    boolean isSum = metered.counting() == Counting.SUM;
    return switch (scope) {
      case ACCOUNT, ROW, INSTANCE -> null;
      case DAY ->
          metered.counting().runsOverSomething()
              ? "count it by sum, " + other + ": what is counted once a month has no day"
              : null;
      case RECORD ->
          isSum && metered.minimumPer() == MinimumPer.RECORD
              ? null
              : isSum
                  ? "write record into Minimum per of that row, or chain into Scope"
                  : "count it by sum, " + other;
      // What is counted record by record is a chain of one record.
      case CHAIN -> isSum ? null : "count it by sum, " + other;
    };
  }

  private static void limits(CheckContext reading, PriceRow row, Findings findings) {
    Money least = row.minimumAmount();
    Money most = row.maximumAmount();
    for (String column : List.of(MINIMUM, MAXIMUM)) {
      Money amount = column.equals(MINIMUM) ? least : most;
      if (amount != null && amount.value().signum() <= 0) {
        add(
            reading,
            row,
            column,
            "the amount (" + amount + ") is not above 0",
            "write an amount above 0, or clear the cell",
            findings);
      } else if (amount != null && !row.scope().isOfOccurrences()) {
        add(
            reading,
            row,
            column,
            "the amount is of one record or chain, and the scope ("
                + row.scope().word()
                + ") prices many together",
            "write record or chain into Scope; the least and the most of a month are rows of"
                + " agreements.xlsx, Commitments and Caps",
            findings);
        return;
      }
    }
    if (least != null && most != null && most.compareTo(least) < 0) {
      add(
          reading,
          row,
          MAXIMUM,
          "maximum amount (" + most + ") is below minimum amount (" + least + ")",
          "write the higher of the two into Maximum amount",
          findings);
    }
  }

  private static void year(CheckContext reading, PriceRow row, Findings findings) {
    if (row.countsOver() == CountsOver.MONTH) {
      if (row.countsFrom() != null) {
        add(
            reading,
            row,
            COUNTS_FROM,
            "counts from (" + row.countsFrom() + ") has no year that begins then",
            "write year into Counts over, or clear the cell",
            findings);
      }
      return;
    }
    if (row.countsFrom() == null || row.countsFrom().getDayOfMonth() != 1) {
      add(
          reading,
          row,
          COUNTS_FROM,
          row.countsFrom() == null
              ? "counts over (year) does not say when the year begins"
              : "counts from (" + row.countsFrom() + ") is not the first day of a month",
          "write the first day of a month, from which twelve months count together",
          findings);
    }
    if (row.model() != Model.GRADUATED
        || row.scope() == Scope.DAY
        || row.scope().isOfOccurrences()) {
      add(
          reading,
          row,
          COUNTS_OVER,
          "a year counts tiers of the model (graduated) and the scope (account, row or instance),"
              + " not of the model ("
              + row.model().word()
              + ") and the scope ("
              + row.scope().word()
              + ")",
          "change the model or the scope, or clear the cell to count over the month",
          findings);
    } else if (row.flatFee() != null) {
      add(
          reading,
          row,
          "Flat fee",
          "a tier that counts over a year has no flat fee",
          "clear it, and write a fee of a month into agreements.xlsx, Fees",
          findings);
    }
  }

  /** All tiers of one price have the same value in a column. */
  private static void same(
      CheckContext reading,
      List<PriceRow> ladder,
      String column,
      Function<PriceRow, @Nullable Object> value,
      Findings findings) {
    PriceRow first = ladder.get(0);
    for (PriceRow row : ladder) {
      if (!Objects.equals(value.apply(row), value.apply(first))) {
        add(
            reading,
            row,
            column,
            "the row has another "
                + column.toLowerCase(Locale.ROOT)
                + " than row "
                + first.origin().row(),
            "give all tiers of one price the same",
            findings,
            first);
        return;
      }
    }
  }

  private static void add(
      CheckContext reading,
      PriceRow row,
      String column,
      String what,
      String fix,
      Findings findings,
      PriceRow... others) {
    List<Origin> rows = new ArrayList<>();
    rows.add(row.origin());
    for (PriceRow other : others) {
      rows.add(other.origin());
    }
    findings.add(
        Finding.error("price-scope", reading.cells().of(row.origin(), column), what, fix).of(rows));
  }
}
