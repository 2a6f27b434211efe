package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.model.Quantity;
import dev.tarife.table.PriceRow;
import dev.tarife.table.PriceRow.Model;
import dev.tarife.table.Tables;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.check.UnreadableCodes;
import java.util.List;
import java.util.stream.Stream;

/** What a model needs is there, what it does not know is not, and tiers share it. */
final class PriceModelCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Tables tables = reading.tables();
    UnreadableCodes doubts = reading.doubts();
    Findings findings = new Findings();
    Stream.concat(tables.prices().stream(), tables.card().rows().stream())
        .forEach(row -> columns(reading, row, findings));
    for (List<PriceRow> ladder : TierLadders.of(tables, doubts).all()) {
      shared(reading, ladder, findings);
    }
    return findings;
  }

  private static void columns(CheckContext reading, PriceRow row, Findings findings) {
    Quantity size = row.packageSize();
    if (row.model() == Model.PACKAGE && size == null) {
      add(
          findings,
          reading,
          row,
          "Package size",
          "the model (package) has no package size",
          "write it, 1 or more");
    }
    if (size != null && !size.isPositive()) {
      add(
          findings,
          reading,
          row,
          "Package size",
          "the package size (0) is not above 0",
          "write a number above 0");
    }
    if (row.model() != Model.PACKAGE && (size != null || row.freeQuantity() != null)) {
      add(
          findings,
          reading,
          row,
          row.packageSize() == null ? "Free quantity" : "Package size",
          "the model (" + row.model().word() + ") knows no package size and no free quantity",
          "clear them, or write package into Model; a free quantity of other models is an"
              + " allowance");
    }
    boolean tiered = row.model() == Model.GRADUATED || row.model() == Model.VOLUME;
    if (!tiered && (row.tierFrom().isPositive() || row.tierTo() != null)) {
      add(
          findings,
          reading,
          row,
          row.tierFrom().isPositive() ? "Tier from" : "Tier to",
          "the model (" + row.model().word() + ") knows no tiers",
          "clear Tier from and Tier to, or write graduated or volume into Model");
    }
    if (!tiered && row.flatFee() != null) {
      add(
          findings,
          reading,
          row,
          "Flat fee",
          "the model (" + row.model().word() + ") knows no flat fee",
          "clear it, or write graduated or volume into Model");
    }
  }

  private static void shared(CheckContext reading, List<PriceRow> ladder, Findings findings) {
    PriceRow first = ladder.get(0);
    for (PriceRow row : ladder) {
      if (row.model() != first.model()) {
        add(
            findings,
            reading,
            row,
            "Model",
            "the model ("
                + row.model().word()
                + ") is another than that of row "
                + first.origin().row()
                + " ("
                + first.model().word()
                + ")",
            "give all tiers of one price the same model",
            first);
      }
      if (row.scope() != first.scope()) {
        add(
            findings,
            reading,
            row,
            "Scope",
            "the scope ("
                + row.scope().word()
                + ") is another than that of row "
                + first.origin().row()
                + " ("
                + first.scope().word()
                + ")",
            "give all tiers of one price the same scope",
            first);
      }
    }
  }

  /**
   * Adds a finding of a row, and of the first of its tiers where it is one of several, with usage
   * that the row prices.
   */
  private static void add(
      Findings findings,
      CheckContext reading,
      PriceRow row,
      String column,
      String what,
      String fix,
      PriceRow... first) {
    List<Origin> rows =
        Stream.concat(Stream.of(row), Stream.of(first)).map(PriceRow::origin).toList();
    Quantity inside = row.tierFrom().isPositive() ? row.tierFrom().plus(Quantity.ONE) : null;
    boolean divisible = row.packageSize() == null || row.packageSize().isPositive();
    findings.add(
        Finding.error("price-model", reading.cells().of(row.origin(), column), what, fix)
            .of(rows)
            .shownBy(
                divisible && (row.model() != Model.PACKAGE || row.packageSize() != null)
                    ? reading.examples().of(row, inside, Outcome.PRICED_SO)
                    : null));
  }
}
