package dev.tarife.report;

import dev.tarife.model.BundleId;
import dev.tarife.model.Carried;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.Rejection;
import dev.tarife.model.Source;
import dev.tarife.table.Area;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Invoices that tests of several packages write. */
public final class Samples {
  public static final Period MAY = new Period(YearMonth.of(2024, 5));
  public static final String ACCOUNT = "123456789012";
  private static final BundleId BUNDLE =
      new BundleId("2024.5.0", "0123456789abcdef0123456789abcdef");

  private Samples() {}

  public static Catalogue catalogue() {
    Map<String, Charge> charges = new LinkedHashMap<>();
    charges.put("voice-service", charge("voice-service", "voice", "Voice service", 0));
    charges.put("did-inbound", charge("did-inbound", "telephony", "Inbound call", 1));
    Map<String, Area> areas = new LinkedHashMap<>();
    areas.put("voice", new Area("voice", "Voice", null, origin("charges.xlsx", "Areas", 2)));
    areas.put("chat", new Area("chat", "Chat", null, origin("charges.xlsx", "Areas", 3)));
    areas.put(
        "telephony", new Area("telephony", "Telephony", null, origin("charges.xlsx", "Areas", 4)));
    return new Catalogue(
        new Catalogue.Settings("USD", 2, RoundingMode.HALF_UP, 10),
        charges,
        areas,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  /** Free minutes, priced minutes, a telephony line with dimensions. */
  public static Invoice invoice() {
    return invoice(
        ACCOUNT,
        List.of(
            line("voice-service", "Voice service", LineKind.FREE_TIER, null, "90", "0.018", "0"),
            line(
                "voice-service", "Voice service", LineKind.USAGE, 1, "25000.5", "0.018", "450.009"),
            new LineItem(
                "did-inbound",
                "Inbound call",
                LineKind.USAGE,
                "support-us",
                "us-west-2",
                new TreeMap<>(Map.of("country", "US", "number_type", "did")),
                1,
                Quantity.of("7"),
                "minute",
                Money.of("0.0022"),
                Money.of("0.0154"),
                List.of(new Source(origin("telephony.xlsx", "Inbound", 17), "take the card")),
                List.of())),
        List.of(),
        List.of());
  }

  public static Invoice invoice(
      String account, List<LineItem> lines, List<Rejection> rejected, List<String> notes) {
    Money exact = lines.stream().map(LineItem::amount).reduce(Money.ZERO, Money::plus);
    return new Invoice(
        account,
        MAY,
        "USD",
        BUNDLE,
        lines,
        rejected,
        notes,
        exact,
        exact.rounded(2, RoundingMode.HALF_UP),
        Carried.NONE);
  }

  public static LineItem line(
      String charge,
      String description,
      LineKind kind,
      @Nullable Integer tier,
      String quantity,
      String price,
      String amount) {
    return new LineItem(
        charge,
        description,
        kind,
        "support-us",
        "us-west-2",
        new TreeMap<>(),
        tier,
        Quantity.of(quantity),
        "minute",
        Money.of(price),
        Money.of(amount),
        List.of(new Source(origin("prices.xlsx", "Prices", 12), "price voice-service")),
        List.of());
  }

  private static Charge charge(String code, String area, String name, int position) {
    return new Charge(
        code,
        area,
        name,
        null,
        "minute",
        LineKind.USAGE,
        null,
        position,
        origin("charges.xlsx", "Charges", position + 2));
  }

  private static Origin origin(String workbook, String sheet, int row) {
    return new Origin(workbook, sheet, row);
  }
}
