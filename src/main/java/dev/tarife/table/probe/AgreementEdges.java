package dev.tarife.table.probe;

import dev.tarife.model.Account;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Quantity;
import dev.tarife.table.Charge;
import dev.tarife.table.PriceRow;
import dev.tarife.table.PriceRow.Model;
import dev.tarife.table.Tables;
import dev.tarife.table.agreement.Agreement;
import dev.tarife.table.agreement.Cap;
import dev.tarife.table.agreement.Commitment;
import dev.tarife.table.agreement.Credit;
import dev.tarife.table.agreement.Fee;
import dev.tarife.table.agreement.Tax;
import dev.tarife.table.probe.BoundaryCase.Kind;
import dev.tarife.table.probe.BoundarySamples.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The edges of agreements: usage that costs just what a cap, a commitment or a credit is of, and
 * one unit more; and usage around the first day of a row and the day after its last.
 */
final class AgreementEdges {
  /** Takes an edge. */
  @FunctionalInterface
  interface Edges {
    void add(
        String name, String title, Kind kind, Origin row, String charge, @Nullable Sample sample);
  }

  private final Tables tables;
  private final CounterExampleFinder examples;
  private final BoundarySamples samples;
  private final Edges edges;

  AgreementEdges(
      Tables tables, CounterExampleFinder examples, BoundarySamples samples, Edges edges) {
    this.tables = tables;
    this.examples = examples;
    this.samples = samples;
    this.edges = edges;
  }

  void find() {
    for (Agreement row : tables.agreements().all()) {
      for (PriceRow price : tables.prices()) {
        if (isPlain(price) && covers(row, price)) {
          amount(row, price);
          day(row, price, row.terms().from(), "the first day");
          day(row, price, row.terms().to(), "the day after the last");
          break;
        }
      }
    }
  }

  /** Whether a unit costs the same whatever else there is. */
  private static boolean isPlain(PriceRow price) {
    return price.model() == Model.PER_UNIT
        && !price.unitPrice().isZero()
        && price.flatFee() == null
        && !price.isLimited();
  }

  private boolean covers(Agreement row, PriceRow price) {
    Charge charge = tables.catalogue().charges().get(price.charge());
    String plan = row.terms().plan();
    return charge != null
        && (plan == null || plan.equals(price.plan()))
        && (row instanceof Fee
            || row.terms()
                .covers(
                    charge.code(),
                    charge.area(),
                    price.plan(),
                    charge.kind() == LineKind.PASS_THROUGH));
  }

  private void amount(Agreement row, PriceRow price) {
    Money amount =
        row instanceof Cap cap
            ? cap.amount()
            : row instanceof Commitment commitment
                ? commitment.amount()
                : row instanceof Credit credit ? credit.amount() : null;
    if (amount == null || amount.isZero()) {
      return;
    }
    LocalDate from = later(row.terms().from(), price.firstDay());
    LocalDate to = earlier(row.terms().to(), price.endDay());
    if (!from.isBefore(to)) {
      return;
    }
    LocalDate day = row instanceof Credit ? from : examples.day(from, to);
    BigDecimal units = amount.value().divide(price.unitPrice().value(), 0, RoundingMode.FLOOR);
    String what = "the " + amount + " of the " + row.kind().code() + " " + row.terms().code();
    add(row, price, day, "-at", "What costs " + what + ", or just less", Kind.QUANTITY, units);
    add(
        row,
        price,
        day,
        "-above",
        "One unit more than costs " + what,
        Kind.QUANTITY,
        units.add(BigDecimal.ONE));
  }

  private void day(Agreement row, PriceRow price, @Nullable LocalDate day, String what) {
    if (day != null) {
      String whose = " of the " + row.kind().code() + " " + row.terms().code();
      String before = "The day before " + what + whose;
      add(row, price, day.minusDays(1), "-" + day.minusDays(1), before, Kind.DAY, null);
      add(row, price, day, "-" + day, "On " + what + whose, Kind.DAY, null);
    }
  }

  private void add(
      Agreement row,
      PriceRow price,
      LocalDate day,
      String name,
      String title,
      Kind kind,
      @Nullable BigDecimal units) {
    Sample sample =
        price.inForce(day)
            ? samples.pricedOn(price, day, units == null ? null : Quantity.of(units))
            : null;
    edges.add(
        row.kind().code() + "-" + row.terms().code() + name,
        title,
        kind,
        row.origin(),
        price.charge(),
        sample == null ? null : sample.with(party(row, sample.account())));
  }

  /** An account that has the agreement. */
  private static Account party(Agreement row, Account account) {
    String country = row instanceof Tax tax ? tax.country() : null;
    Account party = country == null ? account : account.withCountry(country);
    return row.terms().accounts().isEmpty() ? party : party.withId(row.terms().accounts().get(0));
  }

  private static LocalDate later(@Nullable LocalDate one, LocalDate other) {
    return one == null || one.isBefore(other) ? other : one;
  }

  private static LocalDate earlier(@Nullable LocalDate one, LocalDate other) {
    return one == null || one.isAfter(other) ? other : one;
  }
}
