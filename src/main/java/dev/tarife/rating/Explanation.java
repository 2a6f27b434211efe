package dev.tarife.rating;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.rating.agreement.AmountLeft;
import dev.tarife.rating.agreement.SettledAgreement;
import dev.tarife.rating.allowance.Deduction;
import dev.tarife.rating.allowance.Draw;
import dev.tarife.rating.allowance.FreeShare;
import dev.tarife.rating.price.OccurrencesLeft;
import dev.tarife.rating.price.Offer;
import dev.tarife.rating.price.PricedUsage;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kie.api.runtime.KieSession;

/**
 * An invoice, and the life of every line of it: total, its parts, and the rows and facts behind
 * each.
 *
 * @param invoice the invoice
 * @param lines one for each of its lines, in its order
 */
public record Explanation(Invoice invoice, List<Line> lines) {
  /** Lines that an agreement's arithmetic shows one by one. */
  private static final int MOST_COVERED = 20;

  public Explanation {
    lines = List.copyOf(lines);
  }

  /**
   * The life of a line.
   *
   * @param number its place on the invoice, from 1
   * @param item the line
   * @param base name of the base unit, such as second
   * @param usage the quantities it was made of
   * @param metering the metering rows that made them
   * @param allowances the rows that made it free; empty for a charged line
   * @param prices the rows that priced it; for a free line, the price it was spared
   * @param arithmetic from the base units to the amount, step by step
   * @param lost rows that were considered and lost, and why
   */
  public record Line(
      int number,
      LineItem item,
      String base,
      List<MeteredUsage> usage,
      List<Source> metering,
      List<Source> allowances,
      List<Source> prices,
      List<String> arithmetic,
      List<Lost> lost) {}

  /** A row that was considered and lost. */
  public record Lost(Source source, String why) implements Comparable<Lost> {
    private static final Comparator<Lost> ORDER =
        Comparator.comparing(Lost::source).thenComparing(Lost::why);

    @Override
    public int compareTo(Lost other) {
      return ORDER.compare(this, other);
    }
  }

  /** Asks a session that has fired. */
  static Explanation of(KieSession session, Tables tables, Invoice invoice) {
    SessionResult result = SessionResult.of(session);
    AllLines all = result.lines();
    InvoiceLines lines = all.usage();
    Deduction deduction =
        Tariff.facts(session, Deduction.class)
            .findFirst()
            .orElse(Deduction.of(List.of(), List.of()));
    Map<MeteredUsage, List<Offer>> offers = new HashMap<>();
    Tariff.facts(session, Offer.class)
        .forEach(o -> offers.computeIfAbsent(o.usage(), u -> new ArrayList<>()).add(o));
    Map<MeteredUsage, List<Draw>> draws = new HashMap<>();
    Tariff.facts(session, Draw.class)
        .filter(Draw::isOfQuantity)
        .forEach(d -> draws.computeIfAbsent(d.usage(), u -> new ArrayList<>()).add(d));

    List<Line> explained = new ArrayList<>();
    for (InvoiceLines.Line line : lines.lines()) {
      Set<MeteredUsage> usage = new LinkedHashSet<>();
      Set<Source> prices = new TreeSet<>();
      Set<Lost> lost = new TreeSet<>();
      Set<Source> metering = new TreeSet<>();
      for (LinePart piece : line.pieces()) {
        PricedUsage priced = piece.priced();
        if (usage.add(priced.usage())) {
          metering.addAll(priced.usage().sources());
          offers
              .getOrDefault(priced.usage(), List.of())
              .forEach(offer -> addIfLost(lost, offer, priced));
          draws
              .getOrDefault(priced.usage(), List.of())
              .forEach(draw -> addIfLost(lost, draw, deduction));
        }
        // A row prices what it is a source of; what is free was spared the price of any tier.
        boolean isFree = line.item().kind().isFree();
        for (Offer offer : priced.offers()) {
          if (isFree || piece.sources().contains(offer.source())) {
            prices.add(offer.source());
          }
        }
      }
      Set<Source> others = new TreeSet<>(line.item().sources());
      others.removeAll(prices);
      others.removeAll(metering);
      Set<Source> allowances = line.item().kind().isFree() ? others : Set.of();
      if (!line.item().kind().isFree()) {
        // What is neither metering nor a price that was offered made the line all the same.
        prices.addAll(others);
      }
      List<MeteredUsage> ordered = new ArrayList<>(usage);
      ordered.sort(Comparator.comparing(MeteredUsage::id));
      explained.add(
          new Line(
              explained.size() + 1,
              line.item(),
              line.unit().base(),
              List.copyOf(ordered),
              List.copyOf(metering),
              List.copyOf(allowances),
              List.copyOf(prices),
              arithmetic(line, tables, deduction, result),
              List.copyOf(lost)));
    }
    for (SettledAgreement agreement : all.agreements()) {
      LineItem item = agreement.line();
      if (item != null) {
        explained.add(
            new Line(
                explained.size() + 1,
                item,
                "",
                List.of(),
                List.of(),
                item.kind().isFree() ? item.sources() : List.of(),
                item.kind().isFree() ? List.of() : item.sources(),
                arithmetic(agreement, invoice),
                List.of()));
      }
    }
    return new Explanation(invoice, explained);
  }

  /** What an agreement stood on, and what it made of it. */
  private static List<String> arithmetic(SettledAgreement agreement, Invoice invoice) {
    List<String> steps = new ArrayList<>();
    int shown = 0;
    for (AmountLeft amount : agreement.covered()) {
      if (++shown > MOST_COVERED) {
        steps.add("and " + (agreement.covered().size() - MOST_COVERED) + " more lines");
        break;
      }
      Money whole = invoice.lines().get(amount.line() - 1).amount();
      steps.add(
          "line "
              + amount.line()
              + ": "
              + amount.left()
              + (whole.equals(amount.left())
                  ? ""
                  : " after the agreements before it, of " + whole));
    }
    if (agreement.covered().size() > 1) {
      steps.add("together " + agreement.sum());
    }
    steps.add(agreement.agreement().arithmetic(agreement.sum(), agreement.month()));
    return List.copyOf(steps);
  }

  private static List<String> arithmetic(
      InvoiceLines.Line line, Tables tables, Deduction deduction, SessionResult result) {
    LineItem item = line.item();
    List<String> steps = new ArrayList<>();
    PricedUsage first = line.pieces().get(0).priced();
    if (!item.kind().isFree() && first.isOfYear()) {
      steps.add(
          YearCounters.before(
                  first.firstTier().row(),
                  first.usage().instance(),
                  result.account(),
                  result.period())
              + " "
              + line.unit().base()
              + " counted since "
              + YearCounters.yearOf(first.firstTier().row(), result.period())
              + " before this month");
    }
    if (!item.kind().isFree() && item.unit().equals(line.unit().code())) {
      addWhatIsLeft(steps, line, deduction);
    }
    if (!item.kind().isFree() && line.pieces().get(0).priced().isOfOccurrences()) {
      steps.add(oneByOne(line, deduction));
      switch (line.pieces().get(0).form()) {
        case PACKAGES -> steps.add(packages(line, deduction));
        case MINIMUM ->
            steps.add(
                item.quantity() + " of these would cost less than the least, " + item.unitPrice());
        case MAXIMUM ->
            steps.add(
                item.quantity() + " of these would cost more than the most, " + item.unitPrice());
        case UNITS, PERIOD, FEE -> {}
      }
    }
    String base = item.unit().equals(line.unit().code()) ? line.unit().base() : item.unit();
    if (line.pieces().size() > 1) {
      steps.add(
          String.join(
                  " + ",
                  line.pieces().stream()
                      .map(piece -> piece.quantity().toString())
                      .sorted(Comparator.comparing(String::length).thenComparing(t -> t))
                      .toList())
              + " = "
              + line.base()
              + " "
              + base);
    }
    boolean whole = item.quantity().times(line.perUnit()).equals(line.base());
    if (!line.perUnit().equals(Quantity.ONE)) {
      steps.add(
          line.base()
              + " "
              + base
              + " / "
              + line.perUnit()
              + " "
              + (whole ? "= " : "≈ ")
              + item.quantity()
              + " "
              + item.unit());
    }
    int decimals = tables.catalogue().settings().lineDecimals();
    Money rounded = line.exact().rounded(decimals, RoundingMode.HALF_UP);
    steps.add(
        (whole ? item.quantity().toString() : line.base() + " / " + line.perUnit())
            + " × "
            + item.unitPrice()
            + " = "
            + rounded
            + (line.exact().minus(rounded).isZero()
                ? ""
                : ", rounded half up to " + decimals + " decimals"));
    if (!line.remainder().isZero()) {
      boolean takes = line.remainder().value().signum() > 0;
      steps.add(
          rounded
              + (takes ? " + " : " - ")
              + line.remainder().value().abs().toPlainString()
              + " = "
              + item.amount()
              + ": the rounded lines "
              + (takes ? "miss" : "exceed")
              + " the exact total, and this line, which rounding "
              + (takes ? "lowered" : "raised")
              + " most, makes it up");
    }
    return List.copyOf(steps);
  }

  /** How many packages each record, or each chain, opens, and how many open so many. */
  private static String packages(InvoiceLines.Line line, Deduction deduction) {
    PricedUsage first = line.pieces().get(0).priced();
    TreeMap<Quantity, Long> opened = new TreeMap<>(Comparator.reverseOrder());
    line.pieces().stream()
        .map(LinePart::priced)
        .distinct()
        .flatMap(each -> PlacedOccurrences.of(each, deduction.occurrences(each)).stream())
        .flatMap(placed -> placed.byTiers().stream())
        .forEach(some -> opened.merge(some.place().blocks(), some.times(), Long::sum));
    String shown =
        opened.entrySet().stream()
            .limit(MOST_COVERED)
            .map(each -> each.getValue() + " × " + each.getKey())
            .collect(Collectors.joining(" + "));
    PriceRow row = first.firstTier().row();
    Quantity free = row.freeQuantity();
    return "in packages of "
        + row.packageSize()
        + " "
        + line.unit().code()
        + (free == null ? "" : " after the first " + free)
        + ": "
        + shown
        + (opened.size() > MOST_COVERED ? " + ..." : "")
        + " = "
        + line.base()
        + " packages";
  }

  /** What is charged of each record, or each chain, and how often. */
  private static TreeMap<Quantity, Long> lengths(InvoiceLines.Line line, Deduction deduction) {
    Map<PricedUsage, OccurrencesLeft> left = new LinkedHashMap<>();
    line.pieces().forEach(piece -> left.put(piece.priced(), deduction.occurrences(piece.priced())));
    TreeMap<Quantity, Long> lengths = new TreeMap<>(Comparator.reverseOrder());
    left.values().stream()
        .flatMap(each -> each.alike().stream())
        .forEach(some -> lengths.merge(some.length(), some.times(), Long::sum));
    return lengths;
  }

  /** What is charged of each record, or each chain, and how often: the longest first. */
  private static String oneByOne(InvoiceLines.Line line, Deduction deduction) {
    TreeMap<Quantity, Long> lengths = lengths(line, deduction);
    String shown =
        lengths.entrySet().stream()
            .limit(MOST_COVERED)
            .map(each -> each.getValue() + " × " + each.getKey())
            .collect(Collectors.joining(" + "));
    return "each "
        + line.pieces().get(0).priced().firstTier().row().scope().word()
        + " by itself: "
        + shown
        + (lengths.size() > MOST_COVERED ? " + ..." : "")
        + " "
        + line.unit().base();
  }

  /** Where the rest of the usage is: free, or in other tiers. */
  private static void addWhatIsLeft(
      List<String> steps, InvoiceLines.Line line, Deduction deduction) {
    Set<MeteredUsage> usage = new LinkedHashSet<>();
    line.pieces().forEach(piece -> usage.add(piece.priced().usage()));
    Quantity whole =
        usage.stream().map(MeteredUsage::quantity).reduce(Quantity.ZERO, Quantity::plus);
    StringBuilder step = new StringBuilder().append(whole);
    Quantity left = whole;
    for (FreeShare share : deduction.shares()) {
      if (share.isFree() && usage.contains(share.draw().usage())) {
        left = left.minus(share.quantity());
        step.append(" - ")
            .append(share.quantity())
            .append(" free (")
            .append(share.draw().grant().source().origin())
            .append(')');
      }
    }
    Quantity elsewhere = left.minus(line.base());
    if (elsewhere.isPositive()) {
      boolean isLimited = line.pieces().get(0).priced().firstTier().row().isLimited();
      step.append(" - ")
          .append(elsewhere)
          .append(isLimited ? " in other lines" : " in other tiers");
    }
    if (!whole.equals(line.base())) {
      steps.add(
          step.append(" = ").append(line.base()).append(' ').append(line.unit().base()).toString());
    }
  }

  private static void addIfLost(Set<Lost> lost, Offer offer, PricedUsage priced) {
    for (LocalDate day : offer.days()) {
      if (!day.equals(priced.day())) {
        String why = "in force on " + day + ", the price is that of " + priced.day();
        lost.add(new Lost(offer.source(), why));
      }
    }
    if (offer.isOn(priced.day()) && !priced.offers().contains(offer)) {
      PriceRow won = priced.firstTier().row();
      String why =
          offer.row().specificity() < won.specificity()
              ? "names fewer dimensions than " + won.origin()
              : "replaced by " + won.origin() + " from " + won.effectiveFrom();
      lost.add(new Lost(offer.source(), why));
    }
  }

  private static void addIfLost(Set<Lost> lost, Draw draw, Deduction deduction) {
    if (deduction.shares().stream()
        .anyMatch(share -> share.isFree() && share.draw().equals(draw))) {
      return;
    }
    String why =
        draw.isWhole()
            ? "nothing was left of the allowance, or of the usage, when its turn came"
            : "the usage has events outside its term, "
                + draw.grant().term().from()
                + " to before "
                + draw.grant().term().to();
    lost.add(new Lost(draw.source(), why));
  }
}
