package dev.tarife.table.read;

import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.model.Quantity;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.PriceRow;
import dev.tarife.table.PriceRow.Model;
import dev.tarife.table.PriceRow.Scope;
import dev.tarife.table.RateCard;
import dev.tarife.table.check.CellPlaces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code telephony.xlsx}. */
public final class TelephonyReader {
  public static final String FILE = "telephony.xlsx";

  private static final String CARDS = "Cards";
  private static final String STAND_INS = "Stand-ins";
  private static final Headers RATES =
      Headers.needed("Region", "Unit price")
          .usual("Country", "Number type", "Tier from", "Tier to", "Effective from", "Effective to")
          .free("Plan", CellPlaces.CHECKED);

  private final WorkbookReading book;
  private final KnownCodes codes;

  TelephonyReader(WorkbookReading book, KnownCodes codes) {
    this.book = book;
    this.codes = codes;
  }

  RateCard read() {
    Map<String, List<Card>> cards = cards();
    List<PriceRow> rows = new ArrayList<>();
    for (String sheet : book.sheets()) {
      if (sheet.equals(CARDS) || sheet.equals(STAND_INS)) {
        continue;
      }
      List<Card> priced = cards.get(sheet);
      if (priced != null) {
        rates(sheet, priced, rows);
      } else if (!cards.isEmpty()) {
        book.findings()
            .error(
                "sheet",
                Place.sheet(FILE, sheet),
                "the sheet prices no charge",
                "add its row to " + CARDS + ", or keep it in another workbook");
      }
    }
    return new RateCard(rows, standIns());
  }

  private Map<String, List<Card>> cards() {
    Map<String, List<Card>> cards = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    List<String> sheets =
        book.sheets().stream().filter(s -> !s.equals(CARDS) && !s.equals(STAND_INS)).toList();
    for (TypedRow line :
        book.lines(CARDS, Headers.needed("Sheet", "Charge").usual("Model", "Scope"))) {
      String sheet = line.text("Sheet");
      String charge = line.code("Charge", codes.charges());
      if (line.isGood() && !sheets.contains(sheet)) {
        String fix = sheets.isEmpty() ? "add the sheet" : Vocabulary.of(sheets, "").fix(sheet);
        line.error("card", "Sheet", "the sheet (" + sheet + ") is missing", fix);
      }
      if (line.isGood() && !seen.add(sheet + '|' + charge)) {
        line.error(
            "card",
            "Charge",
            "the sheet prices the charge (" + charge + ") twice",
            "delete one of the rows");
      }
      Model model = line.wordOrNull("Model", PricesReader.MODELS);
      Scope scope = line.wordOrNull("Scope", PricesReader.SCOPES);
      if (model == Model.PACKAGE) {
        line.error(
            "card",
            "Model",
            "the model (package) needs columns a rate card lacks",
            "price the charge in prices.xlsx");
      }
      Card card =
          new Card(
              charge, model == null ? Model.PER_UNIT : model, scope == null ? Scope.ROW : scope);
      cards.computeIfAbsent(sheet, key -> new ArrayList<>()).add(card);
      if (!line.isGood()) {
        book.doubts().add(charge);
      }
    }
    return cards;
  }

  private void rates(String sheet, List<Card> cards, List<PriceRow> rows) {
    for (TypedRow line : book.lines(sheet, RATES)) {
      Origin origin = line.origin();
      String plan = line.codeOrNull("Plan", codes.plans());
      String region = line.code("Region", codes.regions());
      String country = line.codeOrNull("Country", codes.countries());
      String numberType = line.codeOrNull("Number type", codes.numberTypes());
      Quantity tierFrom = PricesReader.quantity(line, "Tier from");
      Quantity tierTo = PricesReader.quantity(line, "Tier to");
      Money price = Money.of(line.decimal("Unit price"));
      var from = line.dateOrNull("Effective from");
      var to = line.dateOrNull("Effective to");
      book.cells().check(line);
      for (Card card : cards) {
        if (!line.isGood()) {
          book.doubts().add(card.charge());
          continue;
        }
        rows.add(
            new PriceRow(
                origin,
                card.charge(),
                plan,
                region,
                country,
                numberType,
                card.model(),
                card.scope(),
                tierFrom == null ? Quantity.ZERO : tierFrom,
                tierTo,
                price,
                null,
                null,
                null,
                from,
                to));
      }
    }
  }

  private List<RateCard.StandIn> standIns() {
    List<RateCard.StandIn> standIns = new ArrayList<>();
    Headers headers =
        Headers.needed("Charge")
            .usual("Country", "Number type", "Priced as country", "Priced as number type")
            .free(EffectiveDates.FROM, EffectiveDates.TO);
    for (TypedRow line : book.lines(STAND_INS, headers)) {
      RateCard.StandIn standIn =
          new RateCard.StandIn(
              line.origin(),
              line.code("Charge", codes.charges()),
              line.codeOrNull("Country", codes.countries()),
              line.codeOrNull("Number type", codes.numberTypes()),
              line.codeOrNull("Priced as country", codes.countries()),
              line.codeOrNull("Priced as number type", codes.numberTypes()),
              EffectiveDates.of(line));
      if (line.isGood()) {
        standIns.add(standIn);
      }
    }
    return standIns;
  }

  private record Card(String charge, Model model, Scope scope) {}
}
