package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.table.Charge;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.Word;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.probe.ReachableUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every charge that metering makes has a price that it can reach, and every price a use. */
final class PricedChargeCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    Tables tables = reading.tables();
    Map<String, List<PriceRow>> priced = new LinkedHashMap<>();
    Stream.concat(tables.prices().stream(), tables.card().rows().stream())
        .forEach(row -> priced.computeIfAbsent(row.charge(), c -> new ArrayList<>()).add(row));
    for (String charge : reading.made().charges()) {
      if (!reading.doubts().has(charge)) {
        made(reading, charge, priced.getOrDefault(charge, List.of()), findings);
      }
    }
    priced.forEach(
        (charge, rows) -> {
          if (!reading.made().charges().contains(charge) && !reading.doubts().has(charge)) {
            findings.warning(
                "charge-unmetered",
                reading.cells().of(rows.get(0).origin(), "Charge"),
                "no usage incurs the charge (" + charge + ")",
                "add it to metering.xlsx, Metering, or delete its prices");
          }
        });
    unused(reading, priced.keySet(), findings);
    return findings;
  }

  private static void made(
      CheckContext reading, String charge, List<PriceRow> rows, Findings findings) {
    ReachableUsage made = reading.made();
    boolean reached =
        rows.stream().anyMatch(row -> !made.within(charge, made.space().box(row)).isEmpty());
    if (reached) {
      return;
    }
    ReachableUsage.Way way = made.ways(charge).get(0);
    String what =
        rows.isEmpty()
            ? "nothing prices the charge (" + charge + ")"
            : "no price of the charge ("
                + charge
                + ") matches its usage: the prices name what the usage has not";
    findings.add(
        Finding.error(
                "charge-unpriced",
                reading.cells().of(way.row().origin(), "Charge"),
                what,
                rows.isEmpty()
                    ? "add its row to prices.xlsx, Prices"
                    : "name the column in Dimensions, or clear it in the prices")
            .of(
                Stream.concat(Stream.of(way.row().origin()), rows.stream().map(PriceRow::origin))
                    .distinct()
                    .limit(20)
                    .toList())
            .shownBy(reading.examples().of(charge, way.box(), Outcome.UNPRICED)));
  }

  private static void unused(CheckContext reading, Set<String> priced, Findings findings) {
    Set<String> used = new TreeSet<>(reading.made().charges());
    used.addAll(priced);
    for (Charge charge : reading.tables().catalogue().charges().values()) {
      if (!used.contains(charge.code()) && !reading.doubts().has(charge.code())) {
        findings.warning(
            "charge-unused",
            Place.row(charge.origin()),
            "no usage incurs the charge (" + charge.code() + "), and nothing prices it",
            "add it to metering.xlsx and prices.xlsx, or delete it");
      }
    }
    for (Word type : reading.tables().usageTypes().values()) {
      boolean doubted = reading.doubts().has(type.code()) || reading.doubts().has("");
      if (!reading.made().usageTypes().contains(type.code()) && !doubted) {
        findings.add(
            Finding.warning(
                    "usage-unmetered",
                    Place.row(type.origin()),
                    "no row meters the usage type (" + type.code() + "): its usage is rejected",
                    "add it to Metering, with the charge "
                        + MeteringRow.NOT_CHARGED
                        + " if it is free")
                .of(type.origin())
                .shownBy(reading.examples().of(type.code(), Map.of(), Outcome.UNPRICED)));
      }
    }
  }
}
