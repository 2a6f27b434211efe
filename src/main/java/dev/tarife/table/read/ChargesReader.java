package dev.tarife.table.read;

import dev.tarife.model.Findings;
import dev.tarife.model.LineKind;
import dev.tarife.model.Place;
import dev.tarife.model.Quantity;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.Table;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.Area;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.TimeZones;
import dev.tarife.table.Unit;
import dev.tarife.table.Word;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code charges.xlsx}. */
final class ChargesReader {
  static final String FILE = "charges.xlsx";
  private static final String TIME_ZONE = "Time zone";

  private static final List<String> SETTINGS =
      List.of("currency", "minor units", "total rounding", "line decimals");
  private static final Map<String, LineKind> KINDS =
      WorkbookReading.either("usage", LineKind.USAGE, "pass-through", LineKind.PASS_THROUGH);
  private static final Map<String, RoundingMode> ROUNDINGS =
      WorkbookReading.words(
          new RoundingMode[] {
            RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN
          },
          mode -> mode.name().toLowerCase(Locale.ROOT).replace('_', ' '));

  private final WorkbookReading book;

  ChargesReader(WorkbookReading book) {
    this.book = book;
  }

  Catalogue read() {
    Map<String, Area> areas = areas();
    Map<String, Unit> units = units();
    Map<String, ZoneId> timeZones = new LinkedHashMap<>();
    Map<String, Word> regions = regions(timeZones);
    Catalogue catalogue =
        new Catalogue(
            settings(),
            charges(vocabulary(areas.keySet(), "Areas"), vocabulary(units.keySet(), "Units")),
            areas,
            units,
            regions,
            timeZones,
            words(book, "Countries"),
            words(book, "Number types"),
            words(book, "Plans"));
    book.onlySheets(
        List.of(
            "Charges",
            "Areas",
            "Units",
            "Settings",
            "Regions",
            "Countries",
            "Number types",
            "Plans",
            CodeListsReader.SHEET,
            AcceptedFindingsReader.SHEET));
    return catalogue;
  }

  /** The codes of a sheet of this workbook; every code, if the sheet could not be read. */
  static Vocabulary vocabulary(Set<String> codes, String sheet) {
    return codes.isEmpty() ? Vocabulary.ANY : Vocabulary.of(codes, FILE + ", " + sheet);
  }

  /** A sheet of words: Code, Name, Note. */
  static Map<String, Word> words(WorkbookReading book, String sheet) {
    Map<String, Word> words = new LinkedHashMap<>();
    for (TypedRow line : book.lines(sheet, Headers.needed("Code", "Name"))) {
      String code = line.code("Code");
      WorkbookReading.put(
          words, line, "Code", code, new Word(code, line.text("Name"), line.origin()));
    }
    return words;
  }

  /** The Regions; where their clocks are is added to {@code timeZones}. */
  private Map<String, Word> regions(Map<String, ZoneId> timeZones) {
    Map<String, Word> regions = new LinkedHashMap<>();
    Headers headers = Headers.needed("Code", "Name").free(TIME_ZONE);
    for (TypedRow line : book.lines("Regions", headers)) {
      String code = line.code("Code");
      String name = line.textOrNull(TIME_ZONE);
      ZoneId zone = name == null ? null : TimeZones.of(name);
      if (zone != null) {
        timeZones.put(code, zone);
      } else if (name != null) {
        timeZones.put(code, ZoneOffset.UTC);
        line.error(
            "time-zone",
            TIME_ZONE,
            "the time zone (" + name + ") is unknown",
            TimeZones.suggestion(name));
      }
      WorkbookReading.put(
          regions, line, "Code", code, new Word(code, line.text("Name"), line.origin()));
    }
    return regions;
  }

  private Map<String, Charge> charges(Vocabulary areas, Vocabulary units) {
    Map<String, Charge> charges = new LinkedHashMap<>();
    Headers headers =
        Headers.needed("Charge", "Area", "Name", "Unit", "Kind")
            .free("Name (tr)", "AWS usage type");
    for (TypedRow line : book.lines("Charges", headers)) {
      String code = line.code("Charge");
      if (code.equals(MeteringRow.NOT_CHARGED)) {
        line.error(
            "setting", "Charge", "the charge (" + code + ") means something else", "rename it");
      }
      Charge charge =
          new Charge(
              code,
              line.code("Area", areas),
              line.text("Name"),
              line.textOrNull("Name (tr)"),
              line.code("Unit", units),
              line.word("Kind", KINDS, LineKind.USAGE),
              line.textOrNull("AWS usage type"),
              charges.size(),
              line.origin());
      WorkbookReading.put(charges, line, "Charge", code, charge);
    }
    return charges;
  }

  private Map<String, Area> areas() {
    Map<String, Area> areas = new LinkedHashMap<>();
    for (TypedRow line : book.lines("Areas", Headers.needed("Area", "Name").free("Name (tr)"))) {
      String code = line.code("Area");
      Area area = new Area(code, line.text("Name"), line.textOrNull("Name (tr)"), line.origin());
      WorkbookReading.put(areas, line, "Area", code, area);
    }
    return areas;
  }

  private Map<String, Unit> units() {
    Map<String, Unit> units = new LinkedHashMap<>();
    Headers headers = Headers.needed("Unit", "Base unit", "Base per unit").free("Whole");
    for (TypedRow line : book.lines("Units", headers)) {
      String code = line.code("Unit");
      Cell cell = line.cell("Base per unit");
      String baseUnit = line.code("Base unit");
      String ofMonth = baseUnit.equals(Unit.SECOND) ? Unit.SECONDS_OF_MONTH : Unit.DAYS_OF_MONTH;
      boolean isOfMonth =
          cell.kind() == Cell.Kind.TEXT
              && List.of(Unit.DAYS_OF_MONTH, Unit.SECONDS_OF_MONTH).contains(cell.text());
      if (isOfMonth && !cell.text().equals(ofMonth)) {
        line.error(
            "setting",
            "Base per unit",
            "the base per unit (" + cell + ") does not count the base unit (" + baseUnit + ")",
            "write " + ofMonth);
      }
      if (cell.kind() == Cell.Kind.TEXT && !isOfMonth) {
        line.error(
            "cell-number",
            "Base per unit",
            "the base per unit (" + cell + ") is text",
            "write a number in a cell that is not formatted as text, or " + ofMonth);
      }
      Quantity base =
          cell.kind() == Cell.Kind.TEXT ? null : Quantity.of(line.positive("Base per unit"));
      if (base != null && line.isGood() && !base.isPositive()) {
        line.error(
            "cell-number",
            "Base per unit",
            "the base per unit (0) is not above 0",
            "write how many base units make one unit, or " + ofMonth);
      }
      Boolean whole = line.wordOrNull("Whole", WorkbookReading.YES_NO);
      Unit unit = new Unit(code, baseUnit, base, Boolean.TRUE.equals(whole), line.origin());
      WorkbookReading.put(units, line, "Unit", code, unit);
    }
    return units;
  }

  private Catalogue.Settings settings() {
    String currency = "XXX";
    int minorUnits = 2;
    RoundingMode rounding = RoundingMode.HALF_UP;
    int lineDecimals = 10;
    Set<String> seen = new HashSet<>();
    Table table = book.table("Settings", Headers.needed("Setting", "Value"));
    for (TypedRow line : table == null ? List.<TypedRow>of() : table.lines()) {
      String setting = line.code("Setting", Vocabulary.of(SETTINGS, ""));
      if (!setting.isEmpty() && !seen.add(setting)) {
        line.error(
            "duplicate",
            "Setting",
            "the setting (" + setting + ") stands twice",
            "delete one of them");
        continue;
      }
      switch (setting) {
        case "currency" -> currency = currency(line);
        case "minor units" -> minorUnits = decimals(line, 6);
        case "total rounding" -> rounding = line.word("Value", ROUNDINGS, rounding);
        case "line decimals" -> lineDecimals = decimals(line, 20);
        default -> {
          // reported
        }
      }
    }
    for (String setting : SETTINGS) {
      if (table != null && table.isComplete() && !seen.contains(setting)) {
        Findings findings = book.findings();
        findings.error(
            "setting",
            Place.sheet(FILE, "Settings"),
            "the setting " + setting + " is missing",
            "add its row");
      }
    }
    return new Catalogue.Settings(currency, minorUnits, rounding, lineDecimals);
  }

  private static String currency(TypedRow line) {
    String currency = line.code("Value");
    if (line.isGood() && !currency.matches("[A-Z]{3}")) {
      line.error(
          "setting",
          "Value",
          "the currency (" + currency + ") is not a code of three capital letters",
          "write one such as USD");
    }
    return currency;
  }

  private static int decimals(TypedRow line, int most) {
    int decimals = line.integer("Value", 0);
    if (decimals > most) {
      line.error(
          "setting",
          "Value",
          "the value (" + decimals + ") is above " + most,
          "write the number of decimals that is meant");
    }
    return decimals;
  }
}
