package dev.tarife.table.read;

import dev.tarife.model.LineKind;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.AllowanceRow.LastsUnit;
import dev.tarife.table.AllowanceRow.Measure;
import dev.tarife.table.AllowanceRow.Per;
import dev.tarife.table.DrawRow;
import dev.tarife.table.HomeCountries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code allowances.xlsx}. */
final class AllowancesReader {
  static final String FILE = "allowances.xlsx";

  private static final Map<String, LineKind> KINDS =
      WorkbookReading.either("free-tier", LineKind.FREE_TIER, "trial", LineKind.TRIAL);
  private static final Map<String, Clock> CLOCKS =
      WorkbookReading.words(Clock.values(), Clock::word);
  private static final Map<String, Per> PERS = WorkbookReading.words(Per.values(), Per::word);
  private static final Map<String, LastsUnit> LASTS_UNITS =
      WorkbookReading.words(LastsUnit.values(), LastsUnit::word);

  private final WorkbookReading book;
  private final KnownCodes codes;
  private final String currency;
  private Vocabulary allowances = Vocabulary.ANY;

  AllowancesReader(WorkbookReading book, KnownCodes codes, String currency) {
    this.book = book;
    this.codes = codes;
    this.currency = currency;
  }

  List<AllowanceRow> allowances() {
    book.onlySheets(List.of("Allowances", "Draws", "Home countries"));
    Map<String, AllowanceRow> rows = new LinkedHashMap<>();
    List<AllowanceRow> good = new ArrayList<>();
    Headers headers =
        Headers.needed("Allowance", "Kind", "Clock", "Counts towards tiers")
            .usual("Feature", "Lasts", "Lasts unit", "Starts before", "Quantity", "Unit")
            .free("Starts from", "Rolls over", "Per", "Until plan", "While plan")
            .free("Effective from", "Effective to");
    for (TypedRow line : book.lines("Allowances", headers)) {
      Measure measure = measure(line.cell("Unit"));
      Per per = line.wordOrNull("Per", PERS);
      String code = line.code("Allowance");
      AllowanceRow row =
          new AllowanceRow(
              line.origin(),
              code,
              line.word("Kind", KINDS, LineKind.FREE_TIER),
              line.word("Clock", CLOCKS, Clock.NONE),
              line.codeOrNull("Feature"),
              line.integerOrNull("Lasts", 1),
              line.wordOrNull("Lasts unit", LASTS_UNITS),
              line.dateOrNull("Starts from"),
              line.dateOrNull("Starts before"),
              PricesReader.quantity(line, "Quantity"),
              measure == Measure.UNITS
                  ? line.codeOrNull("Unit", codes.units())
                  : line.cell("Unit").text(),
              line.word("Counts towards tiers", WorkbookReading.YES_NO, false),
              PricesReader.quantity(line, "Rolls over"),
              measure,
              per == null ? Per.ACCOUNT : per,
              line.codeOrNull("Until plan", codes.plans()),
              line.codeOrNull("While plan", codes.plans()),
              line.dateOrNull("Effective from"),
              line.dateOrNull("Effective to"));
      WorkbookReading.put(rows, line, "Allowance", code, row);
      if (line.isGood()) {
        good.add(row);
      } else {
        book.doubts().add(code);
      }
    }
    if (!rows.isEmpty()) {
      allowances = Vocabulary.of(rows.keySet(), FILE + ", Allowances");
    }
    return good;
  }

  /** What a quantity in a unit counts: records, money, or units of a charge. */
  private Measure measure(Cell unit) {
    if (unit.kind() != Cell.Kind.TEXT) {
      return Measure.UNITS;
    }
    return unit.text().equals(AllowanceRow.RECORDS)
        ? Measure.RECORDS
        : unit.text().equals(currency) ? Measure.MONEY : Measure.UNITS;
  }

  /** The draws; the allowances must have been read before. */
  List<DrawRow> draws() {
    List<DrawRow> rows = new ArrayList<>();
    Headers headers =
        Headers.needed("Allowance", "Order", "Charge")
            .usual("Region", "Country", "Number type")
            .free("Plan", "Effective from", "Effective to");
    for (TypedRow line : book.lines("Draws", headers)) {
      Cell country = line.cell("Country");
      boolean home = country.kind() == Cell.Kind.TEXT && country.text().equals(DrawRow.HOME);
      DrawRow row =
          new DrawRow(
              line.origin(),
              line.code("Allowance", allowances),
              line.integer("Order", 0),
              line.code("Charge", codes.charges()),
              line.codeOrNull("Region", codes.regions()),
              home ? null : line.codeOrNull("Country", codes.countries()),
              home,
              line.codes("Number type", codes.numberTypes()),
              line.codeOrNull("Plan", codes.plans()),
              line.dateOrNull("Effective from"),
              line.dateOrNull("Effective to"));
      if (line.isGood()) {
        rows.add(row);
      } else {
        book.doubts().add(row.allowance());
      }
    }
    return rows;
  }

  /** The home countries; the allowances must have been read before. */
  HomeCountries homes() {
    List<HomeCountries.Home> homes = new ArrayList<>();
    for (TypedRow line :
        book.lines(
            "Home countries",
            Headers.needed("Region", "Allowance", "Country")
                .free(EffectiveDates.FROM, EffectiveDates.TO))) {
      HomeCountries.Home home =
          new HomeCountries.Home(
              line.origin(),
              line.code("Region", codes.regions()),
              line.code("Allowance", allowances),
              line.code("Country", codes.countries()),
              EffectiveDates.of(line));
      if (line.isGood()) {
        homes.add(home);
      } else {
        book.doubts().add(home.allowance());
      }
    }
    return new HomeCountries(homes);
  }
}
