package dev.tarife.web.pages;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.report.TerminalText;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as a page shows it: its lines by area and charge, in the reader's words.
 *
 * @param invoice the invoice
 * @param minorUnits decimals of its currency
 * @param areas its parts, in the order of the catalogue
 * @param decimals how many its columns have at most
 */
public record InvoiceView(Invoice invoice, int minorUnits, List<Part> areas, Decimals decimals) {
  public InvoiceView {
    areas = List.copyOf(areas);
  }

  /**
   * The lines of an area.
   *
   * @param name of the area
   * @param charges its charges
   * @param sum of their amounts
   * @param percent of the invoice, with one decimal; 0 where the invoice comes to nothing
   */
  public record Part(String name, List<Group> charges, Money sum, BigDecimal percent) {
    public Part {
      charges = List.copyOf(charges);
    }
  }

  /**
   * The lines of a charge.
   *
   * @param name of the charge
   * @param lines its lines
   * @param sum of their amounts
   */
  public record Group(String name, List<Line> lines, Money sum) {
    public Group {
      lines = List.copyOf(lines);
    }

    /** Whether a row of its own sums its lines. */
    public boolean isSummed() {
      return lines.size() > 1;
    }
  }

  /**
   * A line.
   *
   * @param number its place on the invoice, from 1
   * @param name of its charge
   * @param detail which of the charge's lines it is; empty: it is the only one
   * @param item the line
   */
  public record Line(int number, String name, String detail, LineItem item) {}

  /** The most decimals of each column. */
  public record Decimals(int quantity, int price, int amount) {}

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
    Map<String, Map<String, List<Line>>> byArea = new LinkedHashMap<>();
    int number = 0;
    for (LineItem item : invoice.lines()) {
      var charge = catalogue.charges().get(item.charge());
      byArea
          .computeIfAbsent(area(item, charge, catalogue, words), area -> new LinkedHashMap<>())
          .computeIfAbsent(item.charge(), code -> new ArrayList<>())
          .add(
              new Line(
                  ++number,
                  charge == null ? item.description() : words.charge(catalogue, item.charge()),
                  detail(item, several, tiered.contains(item.charge()), catalogue, words),
                  item));
    }
    List<Part> parts = new ArrayList<>();
    byArea.forEach((name, charges) -> parts.add(part(name, charges, invoice.totalExact())));
    return new InvoiceView(
        invoice, catalogue.settings().minorUnits(), parts, decimals(invoice.lines()));
  }

  private static String area(
      LineItem item, @Nullable Charge charge, Catalogue catalogue, Words words) {
    return item.kind().isOfAgreement()
        ? words.say("line.agreements")
        : charge == null ? item.charge() : words.area(catalogue, charge.area());
  }

  private static Part part(String name, Map<String, List<Line>> charges, Money total) {
    List<Group> groups = new ArrayList<>();
    for (List<Line> lines : charges.values()) {
      Money sum = lines.stream().map(line -> line.item().amount()).reduce(Money.ZERO, Money::plus);
      groups.add(new Group(lines.get(0).name(), lines, sum));
    }
    Money sum = groups.stream().map(Group::sum).reduce(Money.ZERO, Money::plus);
    BigDecimal percent =
        total.isZero()
            ? BigDecimal.ZERO
            : sum.value()
                .multiply(BigDecimal.valueOf(100))
                .divide(total.value(), 1, RoundingMode.HALF_UP);
    return new Part(name, groups, sum, percent);
  }

  private static Decimals decimals(List<LineItem> lines) {
    return new Decimals(
        most(lines, line -> line.quantity().value()),
        most(lines, line -> line.unitPrice().value()),
        most(lines, line -> line.amount().value()));
  }

  private static int most(List<LineItem> lines, Function<LineItem, BigDecimal> column) {
    return lines.stream()
        .map(column)
        .mapToInt(value -> Math.max(0, value.stripTrailingZeros().scale()))
        .max()
        .orElse(0);
  }

  private static String detail(
      LineItem item, boolean several, boolean tiered, Catalogue catalogue, Words words) {
    List<String> parts = new ArrayList<>();
    item.dimensions()
        .forEach(
            (name, value) -> {
              if (value != null) {
                parts.add(dimension(name, value, catalogue, words));
              }
            });
    if (several && item.instance() != null) {
      parts.add(item.instance());
    }
    if (tiered && item.tier() != null) {
      parts.add(words.say("line.tier", item.tier()));
    }
    if (item.kind() != LineKind.USAGE) {
      parts.add(words.say("line." + item.kind().code()));
    }
    if (!item.standsOn().isEmpty()) {
      parts.add(words.say("line.of", TerminalText.numbers(item.standsOn())));
    }
    return String.join(" · ", parts);
  }

  private static String dimension(String name, String value, Catalogue catalogue, Words words) {
    return switch (name) {
      case "country" -> words.country(catalogue, value);
      case "number_type" -> words.numberType(catalogue, value);
      default -> value;
    };
  }
}
