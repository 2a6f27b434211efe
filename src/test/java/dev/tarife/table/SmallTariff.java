package dev.tarife.table;

import dev.tarife.sheet.Books;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.NullUnmarked;

/** A sound set of small workbooks, whose sheets a test replaces. */
@NullUnmarked
public // an empty cell is null
final class SmallTariff {
  private static final Map<String, byte[]> SOUND = new ConcurrentHashMap<>();

  private final Map<String, Map<String, Object[][]>> books = new LinkedHashMap<>();
  private final Map<String, Consumer<XSSFWorkbook>> formats = new LinkedHashMap<>();
  private final Set<String> changed = new HashSet<>();

  public SmallTariff() {
    put(
        "charges.xlsx",
        "Charges",
        row("Charge", "Area", "Name", "Name (tr)", "Unit", "Kind", "AWS usage type", "Note"),
        row("service", "voice", "Service", null, "minute", "usage", null, "VO-01"),
        row("inbound", "voice", "Inbound", null, "minute", "usage"),
        row("number", "voice", "Number", null, "number-day", "usage"),
        row("chat", "chat", "Chat \"text\"", "Sohbet", "message", "usage"));
    put(
        "charges.xlsx",
        "Areas",
        row("Area", "Name", "Name (tr)", "Note"),
        row("voice", "Voice"),
        row("chat", "Chat"));
    put(
        "charges.xlsx",
        "Units",
        row("Unit", "Base unit", "Base per unit", "Note"),
        row("minute", "second", 60),
        row("number-day", "second", 86400),
        row("message", "message", 1),
        row("profile", "profile-day", "days of month"));
    put(
        "charges.xlsx",
        "Settings",
        row("Setting", "Value", "Note"),
        row("currency", "USD"),
        row("minor units", 2),
        row("total rounding", "half up"),
        row("line decimals", 10));
    put(
        "charges.xlsx",
        "Regions",
        row("Code", "Name", "Time zone", "Note"),
        row("us-west-2", "Oregon", "America/Los_Angeles"));
    put(
        "charges.xlsx",
        "Countries",
        row("Code", "Name", "Note"),
        row("US", "United States"),
        row("CA", "Canada"),
        row("GB", "Britain"));
    put(
        "charges.xlsx",
        "Number types",
        row("Code", "Name", "Note"),
        row("did", "Direct"),
        row("toll-free", "Toll-free"));
    put(
        "charges.xlsx",
        "Plans",
        row("Code", "Name", "Note"),
        row("standard", "Standard"),
        row("gold", "Gold"));
    put(
        "metering.xlsx",
        "Usage types",
        row("Code", "Name", "Note"),
        row("voice-inbound", "Calls"),
        row("phone-number", "Numbers"),
        row("chat-message", "Messages"));
    put(
        "metering.xlsx",
        "Metering",
        METERING,
        row(
            "voice-inbound",
            null,
            null,
            null,
            null,
            null,
            null,
            "service",
            "seconds",
            "sum",
            null,
            60,
            "chain"),
        row(
            "voice-inbound",
            null,
            null,
            null,
            null,
            null,
            null,
            "inbound",
            "connected seconds",
            "sum",
            null,
            60,
            "chain",
            1,
            "country; number_type",
            "country; number_type"),
        row(
            "phone-number",
            null,
            null,
            null,
            null,
            null,
            null,
            "number",
            "amount",
            "days",
            null,
            null,
            null,
            null,
            "country; number_type",
            "resource_id"),
        row(
            "chat-message",
            "objects",
            "is above",
            100,
            "result",
            "is one of",
            "ok; done",
            "chat",
            "amount",
            "sum"),
        row("chat-message", "objects", "is at most", 100, "bot", "is one of", true, "not charged"));
    put(
        "prices.xlsx",
        "Prices",
        PRICES,
        row("service", null, null, null, null, null, null, null, null, 0.018),
        row("chat", null, null, null, null, "graduated", "account", null, 5000000, 0.004),
        row("chat", null, null, null, null, "graduated", "account", 5000000, null, 0.0025));
    put(
        "allowances.xlsx",
        "Allowances",
        ALLOWANCES,
        row("minutes", "free-tier", "deployment", null, 12, "months", null, 90, "minute", "no"),
        row("days", "free-tier", "deployment", null, 12, "months", null, 31, "number-day", "yes"));
    put(
        "allowances.xlsx",
        "Draws",
        row("Allowance", "Order", "Charge", "Region", "Country", "Number type", "Note"),
        row("minutes", 1, "service"),
        row("days", 1, "number", null, "home", "did; toll-free"));
    put(
        "allowances.xlsx",
        "Home countries",
        row("Region", "Allowance", "Country", "Note"),
        row("us-west-2", "days", "US"));
    put(
        "telephony.xlsx",
        "Cards",
        row("Sheet", "Charge", "Model", "Scope", "Note"),
        row("Numbers", "number", "graduated", "row"),
        row("Inbound", "inbound"));
    put(
        "telephony.xlsx",
        "Numbers",
        RATES,
        row("us-west-2", "US", "did", null, null, 0.03),
        row("us-west-2", "US", "toll-free", null, 29970, 0.06),
        row("us-west-2", "US", "toll-free", 29970, null, 0.05));
    put("telephony.xlsx", "Inbound", RATES, row("us-west-2", "US", "did", null, null, 0.0022));
    put(
        "telephony.xlsx",
        "Stand-ins",
        row(
            "Charge",
            "Country",
            "Number type",
            "Priced as country",
            "Priced as number type",
            "Note"),
        row("inbound", "CA", null, "US"));
  }

  public static final Object[] METERING =
      row(
          "Usage type",
          "Attribute",
          "Test",
          "Value",
          "Attribute 2",
          "Test 2",
          "Value 2",
          "Charge",
          "Measure",
          "Counting",
          "Counted over",
          "Minimum",
          "Minimum per",
          "Increment",
          "Dimensions",
          "Needs",
          "Note");
  public static final Object[] PRICES =
      row(
          "Charge",
          "Plan",
          "Region",
          "Country",
          "Number type",
          "Model",
          "Scope",
          "Tier from",
          "Tier to",
          "Unit price",
          "Flat fee",
          "Package size",
          "Free quantity",
          "Effective from",
          "Effective to",
          "Note");
  public static final Object[] ALLOWANCES =
      row(
          "Allowance",
          "Kind",
          "Clock",
          "Feature",
          "Lasts",
          "Lasts unit",
          "Starts before",
          "Quantity",
          "Unit",
          "Counts towards tiers",
          "Note");
  public static final Object[] RATES =
      row(
          "Region",
          "Country",
          "Number type",
          "Tier from",
          "Tier to",
          "Unit price",
          "Effective from",
          "Effective to",
          "Note");

  public static Object[] row(Object... cells) {
    return cells;
  }

  private SmallTariff put(String book, String sheet, Object[]... rows) {
    books.computeIfAbsent(book, b -> new LinkedHashMap<>()).put(sheet, rows);
    return this;
  }

  /** Replaces or adds a sheet. */
  public SmallTariff with(String book, String sheet, Object[]... rows) {
    changed.add(book);
    return put(book, sheet, rows);
  }

  /** Adds rows under a sheet's own. */
  public SmallTariff plus(String book, String sheet, Object[]... rows) {
    Object[][] old = books.get(book).get(sheet);
    Object[][] all = Arrays.copyOf(old, old.length + rows.length);
    System.arraycopy(rows, 0, all, old.length, rows.length);
    changed.add(book);
    return put(book, sheet, all);
  }

  /** Formats a cell. */
  SmallTariff formatted(String book, String sheet, int row, int column, String format) {
    changed.add(book);
    formats.merge(
        book,
        workbook -> {
          var style = workbook.createCellStyle();
          style.setDataFormat(workbook.createDataFormat().getFormat(format));
          workbook.getSheet(sheet).getRow(row).getCell(column).setCellStyle(style);
        },
        Consumer::andThen);
    return this;
  }

  SmallTariff without(String book) {
    books.remove(book);
    return this;
  }

  public SmallTariff without(String book, String sheet) {
    changed.add(book);
    books.get(book).remove(sheet);
    return this;
  }

  public Map<String, byte[]> bytes() {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    books.forEach(
        (name, sheets) ->
            bytes.put(
                name,
                changed.contains(name)
                    ? Books.of(sheets, formats.getOrDefault(name, workbook -> {}))
                    : SOUND.computeIfAbsent(name, key -> Books.of(sheets))));
    return bytes;
  }
}
