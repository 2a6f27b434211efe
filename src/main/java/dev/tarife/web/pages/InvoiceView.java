package dev.tarife.web.pages;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.table.Catalogue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An invoice as a page shows it: its lines by area, in the reader's words.
 *
 * @param invoice the invoice
 * @param minorUnits decimals of its currency
 * @param areas its parts, in the order of the catalogue
 */
public record InvoiceView(Invoice invoice, int minorUnits, List<Part> areas) {
  public InvoiceView {
    areas = List.copyOf(areas);
  }

  /**
   * The lines of an area.
   *
   * @param name of the area
   * @param lines its lines
   * @param sum of their amounts
   * @param percent of the invoice, with one decimal; 0 where the invoice comes to nothing
   */
  public record Part(String name, List<Line> lines, Money sum, BigDecimal percent) {
    public Part {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A line.
   *
   * @param number its place on the invoice, from 1
   * @param name of its charge
   * @param detail which of the charge's lines it is
   * @param item the line
   */
  public record Line(int number, String name, String detail, LineItem item) {}

  /** Arranges an invoice that was priced with a catalogue. */
  public static InvoiceView of(Invoice invoice, Catalogue catalogue, Words words) {
    Set<String> tiered =
        invoice.lines().stream()
            .filter(line -> line.tier() != null && line.tier() > 1)
            .map(LineItem::charge)
            .collect(Collectors.toSet());
    boolean several =
        invoice.lines().stream().map(LineItem::instance).filter(Objects::nonNull).distinct().count()
            > 1;
    Map<String, List<Line>> byArea = new LinkedHashMap<>();
    int number = 0;
    for (LineItem item : invoice.lines()) {
      var charge = catalogue.charges().get(item.charge());
      byArea
          .computeIfAbsent(
              charge == null ? item.charge() : words.area(catalogue, charge.area()),
              area -> new ArrayList<>())
          .add(
              new Line(
                  ++number,
                  charge == null ? item.description() : words.charge(catalogue, item.charge()),
                  detail(item, several, tiered.contains(item.charge()), words),
                  item));
    }
    List<Part> parts = new ArrayList<>();
    byArea.forEach((name, lines) -> parts.add(part(name, lines, invoice.totalExact())));
    return new InvoiceView(invoice, catalogue.settings().minorUnits(), parts);
  }

  private static Part part(String name, List<Line> lines, Money total) {
    Money sum = lines.stream().map(line -> line.item().amount()).reduce(Money.ZERO, Money::plus);
    BigDecimal percent =
        total.isZero()
            ? BigDecimal.ZERO
            : sum.value()
                .multiply(BigDecimal.valueOf(100))
                .divide(total.value(), 1, RoundingMode.HALF_UP);
    return new Part(name, lines, sum, percent);
  }

  private static String detail(LineItem item, boolean several, boolean tiered, Words words) {
    List<String> parts = new ArrayList<>();
    item.dimensions().values().stream().filter(Objects::nonNull).forEach(parts::add);
    if (several && item.instance() != null) {
      parts.add(item.instance());
    }
    if (tiered && item.tier() != null) {
      parts.add(words.say("line.tier", item.tier()));
    }
    if (item.kind() != LineKind.USAGE) {
      parts.add(words.say("line." + item.kind().code()));
    }
    return String.join(" · ", parts);
  }
}
