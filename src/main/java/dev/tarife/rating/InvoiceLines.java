package dev.tarife.rating;

import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.rating.agreement.AgreementInForce;
import dev.tarife.rating.agreement.AmountLeft;
import dev.tarife.rating.allowance.Deduction;
import dev.tarife.rating.allowance.Draw;
import dev.tarife.rating.allowance.FreeShare;
import dev.tarife.rating.price.AccountInstances;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an invoice, in its order: that of the catalogue, then Region, instance, dimensions,
 * free before charged, tier.
 */
public final class InvoiceLines {
  private final List<Line> lines;
  private final ExactFraction sum;

  private InvoiceLines(List<Line> lines, ExactFraction sum) {
    this.lines = lines;
    this.sum = sum;
  }

  /**
   * Sums the pieces that share a line, and divides once. Rounded lines may miss the exact sum by
   * some units of the last decimal; as many lines then give or take one (decision A-45).
   *
   * @param deductions what is free: one, or none where nothing has a price
   * @param pieces what is charged over tiers, packages and periods
   * @param perUnit what is charged per unit
   */
  public static InvoiceLines of(
      Catalogue catalogue,
      Period period,
      List<Deduction> deductions,
      List<LinePart> pieces,
      List<PerUnit> perUnit) {
    List<LinePart> all = new ArrayList<>(pieces);
    deductions.forEach(
        deduction ->
            deduction.shares().stream()
                .filter(FreeShare::isFree)
                .map(LinePart::free)
                .forEach(all::add));
    perUnit.forEach(simple -> all.addAll(simple.pieces()));
    Map<Key, List<LinePart>> gathered = new LinkedHashMap<>(2 * all.size());
    for (LinePart piece : all) {
      gathered.computeIfAbsent(Key.of(catalogue, piece), key -> new ArrayList<>(1)).add(piece);
    }
    List<Line> lines = new ArrayList<>(gathered.size());
    gathered.forEach((key, parts) -> lines.add(line(catalogue, period, key, parts)));
    lines.sort(Line::compare);
    ExactFraction sum = ExactFraction.sum(lines.stream().map(Line::exact).toList());
    addUp(lines, sum, catalogue.settings().lineDecimals());
    return new InvoiceLines(List.copyOf(lines), sum);
  }

  /**
   * Lets the lines add up to the rounded sum: those that were rounded furthest the other way come
   * first, and of equals the earlier on the invoice.
   */
  private static void addUp(List<Line> lines, ExactFraction sum, int decimals) {
    BigDecimal missing = sum.rounded(decimals, RoundingMode.HALF_UP).value();
    for (Line line : lines) {
      missing = missing.subtract(line.item().amount().value());
    }
    if (missing.signum() == 0) {
      return;
    }
    BigDecimal unit = BigDecimal.ONE.movePointLeft(decimals);
    Money remainder = Money.of(missing.signum() > 0 ? unit : unit.negate());
    Comparator<Integer> lost = Comparator.comparing(i -> lines.get(i).lost());
    List<Integer> places = new ArrayList<>(IntStream.range(0, lines.size()).boxed().toList());
    places.sort(missing.signum() > 0 ? lost.reversed() : lost);
    int units = missing.abs().movePointRight(decimals).intValueExact();
    for (int place : places.subList(0, units)) {
      lines.set(place, lines.get(place).with(remainder));
    }
  }

  /** The line items, in the invoice's order. */
  public List<LineItem> items() {
    return lines.stream().map(Line::item).toList();
  }

  /**
   * What the lines cost, for agreements to stand on. A line of an instance whose plan changes is
   * divided by plan; the parts add up to its amount, since what is divided up to a part is rounded
   * and not the part. So is one of which some usage draws on an allowance in money.
   *
   * @param draws what usage draws on allowances in money
   */
  public List<AmountLeft> amounts(
      Catalogue catalogue, AccountInstances instances, List<Draw> draws) {
    Map<MeteredUsage, SortedSet<String>> drawn = new HashMap<>();
    for (Draw draw : draws) {
      if (draw.isWhole()) {
        drawn
            .computeIfAbsent(draw.usage(), usage -> new TreeSet<>())
            .add(AgreementInForce.drawn(draw.grant().allowance(), draw.grant().instance()));
      }
    }
    List<AmountLeft> amounts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      LineItem item = line.item();
      if (item.amount().isZero()) {
        continue;
      }
      BigDecimal whole = line.base().value();
      BigDecimal upTo = BigDecimal.ZERO;
      Money divided = Money.ZERO;
      for (Map.Entry<Share, Quantity> part : shares(line, instances, drawn).entrySet()) {
        upTo = upTo.add(part.getValue().value());
        Money due =
            Money.of(
                item.amount()
                    .value()
                    .multiply(upTo)
                    .divide(
                        whole, Math.max(0, item.amount().value().scale()), RoundingMode.HALF_UP));
        amounts.add(
            new AmountLeft(
                i + 1,
                item.charge(),
                catalogue.charge(item.charge()).area(),
                part.getKey().plan().isEmpty() ? null : part.getKey().plan(),
                item.kind() == LineKind.PASS_THROUGH,
                part.getKey().draws(),
                due.minus(divided)));
        divided = due;
      }
    }
    return amounts;
  }

  /**
   * A part of a line.
   *
   * @param plan empty where it is of the whole account
   * @param draws the allowances in money that it draws on
   */
  private record Share(String plan, SortedSet<String> draws) {
    private static final Comparator<Share> ORDER =
        Comparator.comparing(Share::plan).thenComparing(share -> share.draws().toString());
  }

  /** How much of a line is of each plan and draws alike. */
  private static SortedMap<Share, Quantity> shares(
      Line line, AccountInstances instances, Map<MeteredUsage, SortedSet<String>> drawn) {
    SortedMap<Share, Quantity> shares = new TreeMap<>(Share.ORDER);
    for (LinePart piece : line.pieces()) {
      shares.merge(
          new Share(
              text(instances.planOn(line.item().instance(), piece.priced().day())),
              drawn.getOrDefault(piece.priced().usage(), Collections.emptySortedSet())),
          piece.quantity(),
          Quantity::plus);
    }
    return shares;
  }

  /** The lines with what they were made of. */
  List<Line> lines() {
    return lines;
  }

  /** The exact sum of all pieces. */
  ExactFraction sum() {
    return sum;
  }

  private static Line line(Catalogue catalogue, Period period, Key key, List<LinePart> pieces) {
    Charge charge = catalogue.charge(key.charge());
    Unit unit = catalogue.unit(charge);
    Quantity perUnit = key.form() == LinePart.Form.UNITS ? unit.basePerUnit(period) : Quantity.ONE;
    Quantity quantity = Quantity.ZERO;
    TreeSet<Source> sources = new TreeSet<>();
    for (LinePart piece : pieces) {
      quantity = quantity.plus(piece.quantity());
      sources.addAll(piece.sources());
    }
    int decimals = catalogue.settings().lineDecimals();
    ExactFraction exact = ExactFraction.of(key.unitPrice(), quantity, perUnit);
    LineItem item =
        new LineItem(
            charge.code(),
            charge.name(),
            key.kind(),
            key.instance(),
            pieces.get(0).priced().region(),
            key.dimensions(),
            key.tier(),
            quantity.dividedBy(perUnit, decimals),
            unitName(key, charge, pieces.get(0)),
            key.unitPrice(),
            exact.rounded(decimals, RoundingMode.HALF_UP),
            List.copyOf(sources),
            List.of());
    String dimensions = item.dimensions().toString();
    return new Line(
        charge.position(),
        dimensions,
        item,
        quantity,
        perUnit,
        unit,
        exact,
        Money.ZERO,
        List.copyOf(pieces));
  }

  private static String unitName(Key key, Charge charge, LinePart piece) {
    PriceRow.Scope scope = piece.priced().firstTier().row().scope();
    return switch (key.form()) {
      case UNITS -> charge.unit();
      case PACKAGES -> {
        PriceRow row = piece.priced().firstTier().row();
        yield "package of "
            + (row.packageSize() == null ? Quantity.ONE : row.packageSize())
            + " "
            + charge.unit();
      }
      case PERIOD ->
          switch (scope) {
            case ACCOUNT, ROW, INSTANCE -> "month";
            case DAY, CHAIN, RECORD -> scope.word();
          };
      case FEE -> "flat fee";
      case MINIMUM -> scope.word() + " minimum";
      case MAXIMUM -> scope.word() + " maximum";
    };
  }

  /**
   * A line item with what it was made of.
   *
   * @param position of its charge in the catalogue
   * @param dimensions of the line as a text, by which lines are sorted: thousands differ in little
   *     else
   * @param item the line
   * @param base quantity in base units, exact
   * @param perUnit base units of one unit
   * @param unit the charge's unit
   * @param exact its amount before it was rounded
   * @param remainder what it took, or gave, so that the lines add up to the exact sum; nearly
   *     always 0
   * @param pieces its parts
   */
  record Line(
      int position,
      String dimensions,
      LineItem item,
      Quantity base,
      Quantity perUnit,
      Unit unit,
      ExactFraction exact,
      Money remainder,
      List<LinePart> pieces) {
    private static final Comparator<Line> OF_ONE_CHARGE =
        Comparator.<Line, String>comparing(line -> text(line.item().region()))
            .thenComparing(line -> text(line.item().instance()))
            .thenComparing(Line::dimensions)
            .thenComparing(line -> line.item().kind())
            .thenComparingInt(line -> line.item().tier() == null ? 0 : line.item().tier())
            .thenComparing(line -> line.item().unit())
            .thenComparing(line -> line.pieces().get(0).priced().day())
            .thenComparing(line -> line.item().unitPrice())
            .thenComparing(line -> line.item().sources().toString());

    /** What rounding took off the exact amount; negative where it added to it. */
    private ExactFraction lost() {
      return exact.minus(item.amount());
    }

    private Line with(Money more) {
      LineItem adjusted =
          new LineItem(
              item.charge(),
              item.description(),
              item.kind(),
              item.instance(),
              item.region(),
              item.dimensions(),
              item.tier(),
              item.quantity(),
              item.unit(),
              item.unitPrice(),
              item.amount().plus(more),
              item.sources(),
              List.of());
      return new Line(position, dimensions, adjusted, base, perUnit, unit, exact, more, pieces);
    }

    /** The order of an invoice; most lines are the only ones of their charge. */
    static int compare(Line a, Line b) {
      return a.position == b.position
          ? OF_ONE_CHARGE.compare(a, b)
          : Integer.compare(a.position, b.position);
    }
  }

  /** What the pieces of one line have in common. */
  private record Key(
      String charge,
      LinePart.Form form,
      LineKind kind,
      @Nullable String instance,
      SortedMap<String, String> dimensions,
      @Nullable Integer tier,
      Money unitPrice,
      Origin row) {
    static Key of(Catalogue catalogue, LinePart piece) {
      MeteredUsage usage = piece.priced().usage();
      // The last source is the row that decides: the price, or the draw on an allowance.
      List<Source> sources = piece.sources();
      return new Key(
          usage.charge(),
          piece.form(),
          piece.kind() == null ? catalogue.charge(usage.charge()).kind() : piece.kind(),
          usage.instance(),
          dimensions(usage),
          piece.tier(),
          piece.unitPrice(),
          sources.get(sources.size() - 1).origin());
    }

    /** Of few parts: hardly two keys differ in the rest. */
    @Override
    public int hashCode() {
      int hash = 31 * (31 * charge.hashCode() + row.row()) + Objects.hashCode(instance);
      return dimensions.isEmpty() ? hash : 31 * hash + dimensions.hashCode();
    }

    private static SortedMap<String, String> dimensions(MeteredUsage usage) {
      if (usage.country() == null && usage.numberType() == null) {
        return usage.tags();
      }
      SortedMap<String, String> dimensions = new TreeMap<>(usage.tags());
      if (usage.country() != null) {
        dimensions.put("country", usage.country());
      }
      if (usage.numberType() != null) {
        dimensions.put("number_type", usage.numberType());
      }
      return dimensions;
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
