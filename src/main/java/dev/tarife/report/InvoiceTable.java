package dev.tarife.report;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.table.Area;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The lines of an invoice as a table: by area, numbers under each other, subtotals and totals. */
final class InvoiceTable {
  private static final String OTHER = "Other";
  private static final String AGREEMENTS = "Agreements";

  private final TextPage page;
  private final Catalogue catalogue;

  InvoiceTable(TextPage page, Catalogue catalogue) {
    this.page = page;
    this.catalogue = catalogue;
  }

  void write(Invoice invoice) throws IOException {
    String rounded =
        TerminalText.grouped(invoice.total().toString(catalogue.settings().minorUnits()));
    List<Row> rows = new ArrayList<>();
    int number = 0;
    Set<String> tiered = tiered(invoice);
    for (LineItem item : invoice.lines()) {
      rows.add(Row.of(++number, item, tiered.contains(item.charge())));
    }
    Map<String, List<Row>> byArea = byArea(rows);
    Map<String, String> subtotals = new LinkedHashMap<>();
    byArea.forEach((area, of) -> subtotals.put(area, sum(of)));
    String exact = TerminalText.grouped(invoice.totalExact().toString());

    DecimalColumn quantities = new DecimalColumn("quantity");
    DecimalColumn units = new DecimalColumn("unit");
    DecimalColumn prices = new DecimalColumn("unit price");
    DecimalColumn amounts = new DecimalColumn("amount");
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
    int text = Math.max(TextPage.LEAST_DESCRIPTION, Math.min(longest, page.width() - fixed));
    int indent = numbers + 2;

    page.line("");
    if (rows.isEmpty()) {
      page.line("No charges");
      page.line("");
    } else {
      page.line(
          page.dim(
              " ".repeat(indent + text + 2)
                  + quantities.head()
                  + "  "
                  + DecimalColumn.pad("unit", units.width())
                  + "  "
                  + prices.head()
                  + "  "
                  + amounts.head()));
    }
    for (Map.Entry<String, List<Row>> area : byArea.entrySet()) {
      page.line(page.bold(TerminalText.safe(area.getKey())));
      String charge = "";
      for (Row row : area.getValue()) {
        if (!charge.equals(row.item().charge())) {
          charge = row.item().charge();
          page.line(" ".repeat(indent) + TerminalText.safe(row.item().description()));
        }
        List<String> wrapped = TextPage.wrap(row.detail(), text);
        String shown =
            page.dim(DecimalColumn.padLeft(String.valueOf(row.number()), numbers))
                + "  "
                + DecimalColumn.pad(wrapped.get(0), text)
                + "  "
                + quantities.aligned(row.quantity())
                + "  "
                + DecimalColumn.pad(row.unit(), units.width())
                + "  "
                + prices.aligned(row.price())
                + "  "
                + amounts.aligned(row.amount());
        page.line(shown);
        for (String more : wrapped.subList(1, wrapped.size())) {
          page.line(" ".repeat(indent + 2) + more);
        }
      }
      if (byArea.size() > 1) {
        sum("Subtotal", subtotals.getOrDefault(area.getKey(), ""), fixed + text, amounts, false);
      }
      page.line("");
    }
    sum("Total, exact", exact, fixed + text, amounts, false);
    String total =
        "Total, "
            + TerminalText.safe(invoice.currency())
            + (invoice.isTaxed() ? ", with tax" : ", before tax");
    sum(total, rounded, fixed + text, amounts, true);
  }

  private void sum(String label, String amount, int width, DecimalColumn amounts, boolean strong)
      throws IOException {
    String shown =
        DecimalColumn.padLeft(label, width - amounts.width() - 2) + "  " + amounts.aligned(amount);
    page.line(strong ? page.bold(shown.stripTrailing()) : shown);
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
    if (item.kind().isOfAgreement()) {
      return AGREEMENTS;
    }
    Charge charge = catalogue.charges().get(item.charge());
    Area area = charge == null ? null : catalogue.areas().get(charge.area());
    return area == null ? OTHER : area.name();
  }

  private static String sum(List<Row> rows) {
    Money sum = Money.ZERO;
    for (Row row : rows) {
      sum = sum.plus(row.item().amount());
    }
    return TerminalText.grouped(sum.toString());
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
          "  " + TerminalText.detail(item, tiered),
          TerminalText.grouped(ShownQuantity.of(item)),
          TerminalText.safe(item.unit()),
          TerminalText.grouped(item.unitPrice().toString()),
          TerminalText.grouped(item.amount().toString()));
    }
  }

  /** The charges of which some line lies in another tier than the first. */
  private static Set<String> tiered(Invoice invoice) {
    return invoice.lines().stream()
        .filter(item -> item.tier() != null && item.tier() > 1)
        .map(LineItem::charge)
        .collect(Collectors.toSet());
  }
}
