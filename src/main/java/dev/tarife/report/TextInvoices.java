package dev.tarife.report;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.model.Rejection;
import dev.tarife.table.Area;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Invoices as a person reads them: by area with subtotals, numbers under each other. */
public final class TextInvoices implements InvoiceWriter {
  /** The width where nobody says which. */
  public static final int WIDTH = 100;

  private static final int LEAST_DESCRIPTION = 30;
  private static final int SHOWN_DECIMALS = 4;
  private static final String OTHER = "Other";

  private final Writer out;
  private final Catalogue catalogue;
  private final int width;
  private final boolean colour;
  private boolean first = true;

  /**
   * Begins a document.
   *
   * @param catalogue gives the areas and the currency's decimals
   * @param width of the page, in characters; a narrow one is exceeded rather than cut
   * @param colour whether the reader is a terminal that shows bold and dim
   */
  public TextInvoices(Writer out, Catalogue catalogue, int width, boolean colour) {
    this.out = out;
    this.catalogue = catalogue;
    this.width = width;
    this.colour = colour;
  }

  @Override
  public void write(Invoice invoice) throws IOException {
    if (!first) {
      line("");
    }
    first = false;
    line(
        bold("Account " + Plain.safe(invoice.account()) + " · " + invoice.period())
            + " · "
            + Plain.safe(invoice.currency()));
    line(dim(Plain.safe(tables(invoice)) + hash(invoice)));
    String instances =
        invoice.lines().stream()
            .filter(item -> item.instance() != null)
            .map(item -> item.instance() + " in " + item.region())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    if (!instances.isEmpty()) {
      for (String part : wrap("Instances " + Plain.safe(instances), width)) {
        line(dim(part));
      }
    }
    lines(invoice);
    rejected(invoice);
    notes(invoice);
  }

  private static String tables(Invoice invoice) {
    String said = invoice.bundle().said();
    return said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
  }

  private static String hash(Invoice invoice) {
    String sha256 = invoice.bundle().sha256();
    return sha256.isEmpty()
        ? ""
        : " · SHA-256 " + Plain.safe(sha256.substring(0, Math.min(16, sha256.length())));
  }

  private void lines(Invoice invoice) throws IOException {
    String total = invoice.total().toString(catalogue.settings().minorUnits());
    List<Row> rows = new ArrayList<>();
    int number = 0;
    Set<String> tiered = tiered(invoice);
    for (LineItem item : invoice.lines()) {
      rows.add(Row.of(++number, item, tiered.contains(item.charge())));
    }
    Map<String, List<Row>> byArea = byArea(rows);
    Map<String, String> subtotals = new LinkedHashMap<>();
    byArea.forEach((area, of) -> subtotals.put(area, sum(of)));
    String exact = Plain.grouped(invoice.totalExact().toString());
    String rounded = Plain.grouped(total);

    Column quantities = new Column("quantity");
    Column units = new Column("unit");
    Column prices = new Column("unit price");
    Column amounts = new Column("amount");
    for (Row row : rows) {
      quantities.fit(row.quantity());
      units.fitText(row.unit());
      prices.fit(row.price());
      amounts.fit(row.amount());
    }
    subtotals.values().forEach(amounts::fit);
    amounts.fit(exact);
    amounts.fit(rounded);

    int numbers = Math.max(3, String.valueOf(rows.size()).length());
    int fixed =
        numbers
            + 2
            + 2
            + quantities.width()
            + 2
            + units.width()
            + 2
            + prices.width()
            + 2
            + amounts.width();
    int longest = rows.stream().mapToInt(row -> row.detail().length()).max().orElse(0);
    int text = Math.max(LEAST_DESCRIPTION, Math.min(longest, width - fixed));
    int indent = numbers + 2;

    line("");
    if (rows.isEmpty()) {
      line("No charges");
      line("");
    } else {
      line(
          dim(
              " ".repeat(indent + text + 2)
                  + quantities.head()
                  + "  "
                  + Column.pad("unit", units.width())
                  + "  "
                  + prices.head()
                  + "  "
                  + amounts.head()));
    }
    for (Map.Entry<String, List<Row>> area : byArea.entrySet()) {
      line(bold(Plain.safe(area.getKey())));
      String charge = "";
      for (Row row : area.getValue()) {
        if (!charge.equals(row.item().charge())) {
          charge = row.item().charge();
          line(" ".repeat(indent) + Plain.safe(row.item().description()));
        }
        List<String> wrapped = wrap(row.detail(), text);
        String shown =
            dim(Column.padLeft(String.valueOf(row.number()), numbers))
                + "  "
                + Column.pad(wrapped.get(0), text)
                + "  "
                + quantities.aligned(row.quantity())
                + "  "
                + Column.pad(row.unit(), units.width())
                + "  "
                + prices.aligned(row.price())
                + "  "
                + amounts.aligned(row.amount());
        line(shown);
        for (String more : wrapped.subList(1, wrapped.size())) {
          line(" ".repeat(indent + 2) + more);
        }
      }
      if (byArea.size() > 1) {
        sum("Subtotal", subtotals.getOrDefault(area.getKey(), ""), fixed + text, amounts, false);
      }
      line("");
    }
    sum("Total, exact", exact, fixed + text, amounts, false);
    sum("Total, " + Plain.safe(invoice.currency()), rounded, fixed + text, amounts, true);
  }

  private void sum(String label, String amount, int page, Column amounts, boolean strong)
      throws IOException {
    String shown =
        Column.padLeft(label, page - amounts.width() - 2) + "  " + amounts.aligned(amount);
    line(strong ? bold(shown.stripTrailing()) : shown);
  }

  private Map<String, List<Row>> byArea(List<Row> rows) {
    Map<String, List<Row>> byArea = new LinkedHashMap<>();
    for (Area area : catalogue.areas().values()) {
      byArea.put(area.name(), new ArrayList<>());
    }
    for (Row row : rows) {
      byArea.computeIfAbsent(areaOf(row.item()), name -> new ArrayList<>()).add(row);
    }
    byArea.values().removeIf(List::isEmpty);
    return byArea;
  }

  private String areaOf(LineItem item) {
    Charge charge = catalogue.charges().get(item.charge());
    Area area = charge == null ? null : catalogue.areas().get(charge.area());
    return area == null ? OTHER : area.name();
  }

  private static String sum(List<Row> rows) {
    Money sum = Money.ZERO;
    for (Row row : rows) {
      sum = sum.plus(row.item().amount());
    }
    return Plain.grouped(sum.toString());
  }

  private void rejected(Invoice invoice) throws IOException {
    if (invoice.rejected().isEmpty()) {
      return;
    }
    line("");
    line(bold("Not charged"));
    for (Rejection rejection : invoice.rejected()) {
      bullet(
          Plain.grouped(String.valueOf(rejection.records()))
              + (rejection.records() == 1 ? " record: " : " records: ")
              + Plain.safe(rejection.reason())
              + " (such as "
              + Plain.safe(rejection.example())
              + ")");
    }
  }

  private void notes(Invoice invoice) throws IOException {
    if (invoice.notes().isEmpty()) {
      return;
    }
    line("");
    line(bold("Notes"));
    for (String note : invoice.notes()) {
      bullet(Plain.safe(note));
    }
  }

  private void bullet(String text) throws IOException {
    String mark = "  - ";
    for (String part : wrap(text, Math.max(LEAST_DESCRIPTION, width - mark.length()))) {
      line(mark + part);
      mark = "    ";
    }
  }

  private void line(String text) throws IOException {
    out.write(text.stripTrailing());
    out.write('\n');
  }

  private String bold(String text) {
    return colour ? "\u001B[1m" + text + "\u001B[0m" : text;
  }

  private String dim(String text) {
    return colour ? "\u001B[2m" + text + "\u001B[0m" : text;
  }

  /** Breaks a text at spaces; the second line and those after it are two shorter. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    int room = width;
    while (rest.length() > room) {
      int at = rest.lastIndexOf(' ', room);
      if (at <= 0) {
        at = rest.indexOf(' ');
        if (at < 0) {
          break;
        }
      }
      lines.add(rest.substring(0, at).stripTrailing());
      rest = rest.substring(at).stripLeading();
      room = width - 2;
    }
    lines.add(rest);
    return lines;
  }

  /** Flushes; the target stays open. */
  @Override
  public void close() throws IOException {
    out.flush();
  }

  /** A line as it is shown. */
  private record Row(
      int number,
      LineItem item,
      String detail,
      String quantity,
      String unit,
      String price,
      String amount) {
    static Row of(int number, LineItem item, boolean tiered) {
      return new Row(
          number,
          item,
          "  " + Plain.detail(item, tiered),
          Plain.grouped(shownQuantity(item)),
          Plain.safe(item.unit()),
          Plain.grouped(item.unitPrice().toString()),
          Plain.grouped(item.amount().toString()));
    }
  }

  /** Four decimals are enough for the eye; JSON and CSV have all. */
  private static String shownQuantity(LineItem item) {
    BigDecimal value = item.quantity().value();
    return value.scale() <= SHOWN_DECIMALS
        ? value.toPlainString()
        : Quantity.of(value.setScale(SHOWN_DECIMALS, RoundingMode.HALF_UP)).toString();
  }

  /** The charges of which some line lies in another tier than the first. */
  private static Set<String> tiered(Invoice invoice) {
    return invoice.lines().stream()
        .filter(item -> item.tier() != null && item.tier() > 1)
        .map(LineItem::charge)
        .collect(Collectors.toSet());
  }
}
