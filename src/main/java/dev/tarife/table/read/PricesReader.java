package dev.tarife.table.read;

import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.TypedRow;
import dev.tarife.table.PriceRow;
import dev.tarife.table.PriceRow.CountsOver;
import dev.tarife.table.PriceRow.Model;
import dev.tarife.table.PriceRow.Scope;
import dev.tarife.table.check.CellPlaces;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code prices.xlsx}. */
final class PricesReader {
  static final String FILE = "prices.xlsx";
  static final Map<String, Model> MODELS = WorkbookReading.words(Model.values(), Model::word);
  static final Map<String, Scope> SCOPES = WorkbookReading.words(Scope.values(), Scope::word);

  private static final String MINIMUM_AMOUNT = "Minimum amount";
  private static final String MAXIMUM_AMOUNT = "Maximum amount";
  private static final String COUNTS_OVER = "Counts over";
  private static final String COUNTS_FROM = "Counts from";
  private static final Map<String, CountsOver> TIMES =
      WorkbookReading.words(CountsOver.values(), CountsOver::word);

  private static final Headers HEADERS =
      Headers.needed("Charge", "Unit price")
          .usual(
              "Plan",
              "Region",
              "Country",
              "Number type",
              "Model",
              "Scope",
              "Tier from",
              "Tier to",
              "Flat fee",
              "Package size",
              "Free quantity",
              "Effective from",
              "Effective to")
          .free(MINIMUM_AMOUNT, MAXIMUM_AMOUNT, COUNTS_OVER, COUNTS_FROM, CellPlaces.CHECKED);

  private final WorkbookReading book;
  private final KnownCodes codes;

  PricesReader(WorkbookReading book, KnownCodes codes) {
    this.book = book;
    this.codes = codes;
  }

  List<PriceRow> read() {
    List<PriceRow> rows = new ArrayList<>();
    book.onlySheets(List.of("Prices"));
    for (TypedRow line : book.lines("Prices", HEADERS)) {
      PriceRow row = row(line);
      book.cells().check(line);
      if (line.isGood()) {
        rows.add(row);
      } else {
        book.doubts().add(row.charge());
      }
    }
    return rows;
  }

  private PriceRow row(TypedRow line) {
    Model model = line.wordOrNull("Model", MODELS);
    Scope scope = line.wordOrNull("Scope", SCOPES);
    Quantity tierFrom = quantity(line, "Tier from");
    CountsOver countsOver = line.wordOrNull(COUNTS_OVER, TIMES);
    return new PriceRow(
        line.origin(),
        line.code("Charge", codes.charges()),
        line.codeOrNull("Plan", codes.plans()),
        line.codeOrNull("Region", codes.regions()),
        line.codeOrNull("Country", codes.countries()),
        line.codeOrNull("Number type", codes.numberTypes()),
        model == null ? Model.PER_UNIT : model,
        scope == null ? Scope.ROW : scope,
        tierFrom == null ? Quantity.ZERO : tierFrom,
        quantity(line, "Tier to"),
        Money.of(line.decimal("Unit price")),
        amount(line, "Flat fee"),
        positive(line, "Package size"),
        quantity(line, "Free quantity"),
        limit(line, MINIMUM_AMOUNT),
        limit(line, MAXIMUM_AMOUNT),
        countsOver == null ? CountsOver.MONTH : countsOver,
        line.dateOrNull(COUNTS_FROM),
        line.dateOrNull("Effective from"),
        line.dateOrNull("Effective to"));
  }

  private static @Nullable Money amount(TypedRow line, String column) {
    BigDecimal amount = line.decimalOrNull(column);
    return amount == null ? null : Money.of(amount);
  }

  private static @Nullable Money limit(TypedRow line, String column) {
    BigDecimal amount = line.positiveOrNull(column);
    return amount == null ? null : Money.of(amount);
  }

  private static @Nullable Quantity positive(TypedRow line, String column) {
    BigDecimal number = line.positiveOrNull(column);
    return number == null ? null : Quantity.of(number);
  }

  static @Nullable Quantity quantity(TypedRow line, String column) {
    BigDecimal number = line.decimalOrNull(column);
    return number == null ? null : Quantity.of(number);
  }
}
