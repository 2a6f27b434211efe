package dev.tarife.table.probe;

import dev.tarife.model.Account;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.AllowanceRow.Measure;
import dev.tarife.table.AllowanceRow.Per;
import dev.tarife.table.DrawRow;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.Unit;
import dev.tarife.table.probe.BoundaryCase.Kind;
import dev.tarife.table.probe.BoundarySamples.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the edges of sound tables, and usage that lies at each. */
public final class BoundaryCases {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final Tables tables;
  private final ReachableUsage made;
  private final CounterExampleFinder examples;
  private final BoundarySamples samples;
  private final Map<String, BoundaryCase> edges = new LinkedHashMap<>();

  private BoundaryCases(Tables tables) {
    this.tables = tables;
    this.made = new ReachableUsage(tables, new PriceDimensions(tables.catalogue()));
    this.examples = new CounterExampleFinder(tables, made);
    this.samples = new BoundarySamples(tables, made, examples);
  }

  /**
   * Every edge, in the order of the workbooks: one for a charge, not for each of its rows. A count
   * of distinct resources is reached by a record of each. There is none where neither a single
   * record lies at an edge, nor one of each of {@value Samples#MOST_RESOURCES} resources at most.
   */
  public static List<BoundaryCase> of(Tables tables) {
    BoundaryCases found = new BoundaryCases(tables);
    found.lengths();
    found.prices();
    found.allowances();
    new AgreementEdges(tables, found.examples, found.samples, found::add).find();
    return List.copyOf(found.edges.values());
  }

  private Stream<PriceRow> rows() {
    return Stream.concat(tables.prices().stream(), tables.card().rows().stream());
  }

  private @Nullable PriceRow priceOf(MeteringRow row) {
    for (ReachableUsage.Way way : made.ways(String.valueOf(row.charge()))) {
      if (way.row().equals(row)) {
        return rows()
            .filter(price -> price.charge().equals(row.charge()))
            .filter(price -> made.space().box(price).meets(way.box()))
            .findFirst()
            .orElse(null);
      }
    }
    return null;
  }

  private void lengths() {
    for (MeteringRow row : tables.metering()) {
      PriceRow price = row.charge() == null ? null : priceOf(row);
      if (price == null || row.counting() != Counting.SUM) {
        continue;
      }
      BigDecimal minimum = row.minimum() == null ? BigDecimal.ZERO : row.minimum().value();
      BigDecimal step = row.increment() == null ? BigDecimal.ONE : row.increment().value();
      if (row.minimum() != null) {
        length(row, price, "below-minimum", "below the minimum of " + minimum, BigDecimal.ONE);
        length(row, price, "at-minimum", "exactly the minimum of " + minimum, minimum);
      }
      if (row.minimum() != null || row.increment() != null) {
        BigDecimal above = minimum.add(step.divide(TWO, 9, RoundingMode.HALF_UP));
        length(
            row,
            price,
            "above-minimum",
            "between two increments of " + step + " above the minimum",
            above.stripTrailingZeros());
      }
    }
  }

  private void length(MeteringRow row, PriceRow price, String name, String what, BigDecimal base) {
    LocalDate day = examples.day(price.firstDay(), price.endDay());
    add(
        row.usageType() + "-" + price.charge() + "-" + name,
        row.usageType() + " " + what + ", as " + price.charge(),
        Kind.LENGTH,
        row.origin(),
        price.charge(),
        samples.exactly(row, price, day, base));
  }

  private void prices() {
    TreeMap<String, LocalDate> changes = new TreeMap<>();
    rows()
        .forEach(
            row -> {
              Quantity to = row.tierTo();
              if (to != null) {
                String name = row.charge() + "-tier-" + to;
                String what = "of " + row.charge() + " tier of row " + row.origin().row();
                add(
                    name,
                    "Exactly the " + to + " " + what,
                    Kind.QUANTITY,
                    row.origin(),
                    row.charge(),
                    samples.priced(row, to));
                add(
                    name + "-above",
                    "One unit above the " + to + " " + what,
                    Kind.QUANTITY,
                    row.origin(),
                    row.charge(),
                    samples.priced(row, to.plus(Quantity.ONE)));
              }
              amounts(row);
              LocalDate from = row.effectiveFrom();
              if (from != null && !from.equals(changes.put(row.charge() + from, from))) {
                day(row, from.minusDays(1), "the day before the price of row ");
                day(row, from, "the first day of the price of row ");
              }
            });
  }

  /** Around the quantities from which one record costs more than its least, and its most. */
  private void amounts(PriceRow row) {
    boolean isPlain =
        row.model() == PriceRow.Model.PER_UNIT
            && row.tierTo() == null
            && row.flatFee() == null
            && !row.unitPrice().isZero();
    if (isPlain && row.minimumAmount() != null) {
      amount(row, row.minimumAmount(), "least");
    }
    if (isPlain && row.maximumAmount() != null) {
      amount(row, row.maximumAmount(), "most");
    }
  }

  private void amount(PriceRow row, Money amount, String what) {
    MeteringRow metering =
        made.ways(row.charge()).stream().map(ReachableUsage.Way::row).findFirst().orElse(null);
    if (metering == null) {
      return;
    }
    LocalDate day = examples.day(row.firstDay(), row.endDay());
    BigDecimal base =
        amount
            .value()
            .multiply(made(row.charge(), Quantity.ONE, day).value())
            .divide(row.unitPrice().value(), 0, RoundingMode.FLOOR);
    String name = row.charge() + "-" + what + "-" + amount;
    String of = "the " + what + " of " + amount + " for each " + row.scope().word() + " of ";
    boolean isDrawn = tables.draws().stream().anyMatch(draw -> draw.charge().equals(row.charge()));
    String aside = isDrawn ? ", if no allowance makes any of it free" : "";
    add(
        name,
        "A quantity that costs " + of + row.charge() + ", or just less" + aside,
        Kind.QUANTITY,
        row.origin(),
        row.charge(),
        samples.exactly(metering, row, day, base));
    add(
        name + "-above",
        "A quantity that costs more than " + of + row.charge() + aside,
        Kind.QUANTITY,
        row.origin(),
        row.charge(),
        samples.exactly(metering, row, day, base.add(BigDecimal.ONE)));
  }

  private void day(PriceRow row, LocalDate day, String what) {
    for (DimensionBox part :
        made.within(row.charge(), made.space().box(row).on(day, day.plusDays(1)))) {
      add(
          row.charge() + "-on-" + day,
          row.charge() + " on " + day + ", " + what + row.origin().row(),
          Kind.DAY,
          row.origin(),
          row.charge(),
          samples.in(row.charge(), part));
    }
  }

  private void allowances() {
    for (AllowanceRow allowance : tables.allowances()) {
      tables.draws().stream()
          .filter(draw -> draw.allowance().equals(allowance.code()))
          .findFirst()
          .ifPresent(draw -> allowance(allowance, draw));
    }
  }

  private void allowance(AllowanceRow allowance, DrawRow draw) {
    PriceRow price =
        rows()
            .filter(row -> draws(draw, row, examples.day(row.firstDay(), row.endDay())))
            .findFirst()
            .orElse(null);
    MeteringRow metering =
        made.ways(draw.charge()).stream().map(ReachableUsage.Way::row).findFirst().orElse(null);
    if (price == null || metering == null) {
      return;
    }
    LocalDate usual = examples.day(price.firstDay(), price.endDay()).withDayOfMonth(1);
    LocalDate latest = allowance.startsBefore();
    LocalDate start = latest != null && !usual.isBefore(latest) ? latest.minusDays(1) : usual;
    for (LocalDate earliest :
        new @Nullable LocalDate[] {allowance.startsFrom(), allowance.effectiveFrom()}) {
      if (earliest != null && start.isBefore(earliest)) {
        start = earliest;
      }
    }
    Quantity quantity = allowance.quantity();
    if (quantity != null && allowance.unit() != null && allowance.measure() == Measure.UNITS) {
      Quantity one = made(draw.charge(), Quantity.ONE, start);
      Quantity all =
          tables.catalogue().base(quantity, allowance.unit(), new Period(YearMonth.from(start)));
      String what = " of the allowance " + allowance.code();
      drawn(allowance, metering, price, start, start, all, "-all", "All" + what, Kind.QUANTITY);
      drawn(
          allowance,
          metering,
          price,
          start,
          start,
          all.plus(one),
          "-above",
          "One unit more than all" + what,
          Kind.QUANTITY);
    }
    LocalDate end = allowance.term().from(start).to();
    if (allowance.clock() != Clock.NONE && end != null) {
      Quantity one = made(draw.charge(), Quantity.ONE, start);
      String what = " of the term of the allowance " + allowance.code();
      LocalDate last = end.minusDays(1);
      drawn(allowance, metering, price, start, last, one, "-last", "Last day" + what, Kind.DAY);
      drawn(
          allowance,
          metering,
          price,
          start,
          end,
          one,
          "-over",
          "Day after the end" + what,
          Kind.DAY);
    }
  }

  /** A quantity of a charge in base units. */
  private Quantity made(String charge, Quantity units, LocalDate day) {
    Unit unit = tables.catalogue().unit(tables.catalogue().charge(charge));
    return units.times(unit.basePerUnit(new Period(YearMonth.from(day))));
  }

  private boolean draws(DrawRow draw, PriceRow row, LocalDate day) {
    String region = row.region();
    boolean inRegion = draw.region() == null || draw.region().equals(region);
    boolean inCountry =
        draw.home()
            ? region != null
                && tables.homes().isHome(draw.allowance(), region, row.country(), List.of(day))
            : draw.country() == null || draw.country().equals(row.country());
    return row.charge().equals(draw.charge())
        && inRegion
        && inCountry
        && (draw.numberTypes().isEmpty() || draw.numberTypes().contains(row.numberType()));
  }

  private void drawn(
      AllowanceRow allowance,
      MeteringRow metering,
      PriceRow price,
      LocalDate start,
      LocalDate day,
      Quantity base,
      String name,
      String title,
      Kind kind) {
    Sample sample = samples.exactly(metering, price, day, base.value());
    if (sample == null) {
      return;
    }
    if (allowance.per() == Per.RESOURCE && sample.usage().resourceId() == null) {
      sample = new Sample(sample.account(), sample.usage().withResource("resource"), 1);
    }
    Account account = allowance.term().started(sample.account(), start);
    add(
        allowance.code() + name,
        title,
        kind,
        allowance.origin(),
        price.charge(),
        sample.with(account));
  }

  private void add(
      String name, String title, Kind kind, Origin row, String charge, @Nullable Sample sample) {
    if (sample == null) {
      return;
    }
    String code = "edge-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    YearMonth month = YearMonth.from(sample.usage().startTime().atOffset(ZoneOffset.UTC));
    edges.putIfAbsent(
        code,
        new BoundaryCase(
            code,
            title,
            kind,
            row,
            charge,
            sample.account(),
            month,
            sample.usage(),
            sample.repeat()));
  }
}
