package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.sheet.Cell;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A cell that shows its number in a currency shows it in that of the tables. */
final class CurrencyFormatCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    String currency = reading.tables().catalogue().settings().currency();
    Map<String, Boolean> right = new TreeMap<>();
    for (Cell cell : reading.cells().inCurrency()) {
      String shown = String.valueOf(cell.currency());
      if (!right.computeIfAbsent(shown, symbol -> isOf(currency, symbol))) {
        Optional<PriceRow> row = row(reading.tables(), cell.place());
        findings.add(
            Finding.error(
                    "number-format",
                    cell.place(),
                    "the cell ("
                        + cell
                        + ") shows its number in "
                        + shown
                        + ", and the tables are in "
                        + currency,
                    "format the cell as a number, and write the amount in " + currency)
                .of(row.stream().map(PriceRow::origin).toList())
                .shownBy(
                    row.map(priced -> reading.examples().of(priced, null, Outcome.PRICED_SO))
                        .orElse(null)));
      }
    }
    return findings;
  }

  /** The price that a cell is of; empty where it is of another sheet. */
  private static Optional<PriceRow> row(Tables tables, Place cell) {
    return Stream.concat(tables.prices().stream(), tables.card().rows().stream())
        .filter(
            row ->
                row.origin().row() == cell.row()
                    && row.origin().sheet().equals(cell.sheet())
                    && row.origin().workbook().equals(cell.file()))
        .findFirst();
  }

  /** Whether a symbol is the currency's code, or its sign where the currency is used. */
  private static boolean isOf(String currency, String symbol) {
    if (symbol.equals(currency) || (symbol.equals("TL") && currency.equals("TRY"))) {
      return true;
    }
    return Stream.of(Locale.getAvailableLocales())
        .filter(locale -> locale.getCountry().matches("[A-Z]{2}"))
        .filter(locale -> isUsed(currency, locale))
        .anyMatch(locale -> symbol.equals(Currency.getInstance(currency).getSymbol(locale)));
  }

  private static boolean isUsed(String currency, Locale locale) {
    try {
      Currency used = Currency.getInstance(locale);
      return used != null && used.getCurrencyCode().equals(currency);
    } catch (IllegalArgumentException e) {
      return false; // a country that is no more
    }
  }
}
