package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every charge that metering makes has a price, and every price a use. */
final class PricedChargeCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    Map<String, Origin> made = new LinkedHashMap<>();
    for (MeteringRow row : tables.metering()) {
      if (row.charge() != null) {
        made.putIfAbsent(row.charge(), row.origin());
      }
    }
    Map<String, Origin> priced = new LinkedHashMap<>();
    Stream.concat(tables.prices().stream(), tables.card().rows().stream())
        .forEach(row -> priced.putIfAbsent(row.charge(), row.origin()));
    made.forEach(
        (charge, origin) -> {
          if (!priced.containsKey(charge) && !doubts.has(charge)) {
            findings.error(
                "charge-unpriced",
                Place.row(origin),
                "nothing prices the charge (" + charge + ")",
                "add its row to prices.xlsx, Prices");
          }
        });
    priced.forEach(
        (charge, origin) -> {
          if (!made.containsKey(charge) && !doubts.has(charge)) {
            findings.warning(
                "charge-unmetered",
                Place.row(origin),
                "no usage incurs the charge (" + charge + ")",
                "add it to metering.xlsx, Metering, or delete its prices");
          }
        });
    unused(tables, made.keySet(), priced.keySet(), doubts, findings);
    return findings;
  }

  private static void unused(
      Tables tables, Set<String> made, Set<String> priced, Doubts doubts, Findings findings) {
    Set<String> used = new TreeSet<>(made);
    used.addAll(priced);
    for (Charge charge : tables.catalogue().charges().values()) {
      if (!used.contains(charge.code()) && !doubts.has(charge.code())) {
        findings.warning(
            "charge-unused",
            Place.row(charge.origin()),
            "no usage incurs the charge (" + charge.code() + "), and nothing prices it",
            "add it to metering.xlsx and prices.xlsx, or delete it");
      }
    }
    Set<String> types = new TreeSet<>();
    tables.metering().forEach(row -> types.add(row.usageType()));
    for (Word type : tables.usageTypes().values()) {
      if (!types.contains(type.code()) && !doubts.has(type.code()) && !doubts.has("")) {
        findings.warning(
            "usage-unmetered",
            Place.row(type.origin()),
            "no row meters the usage type (" + type.code() + "): its usage would be rejected",
            "add it to Metering, with the charge " + MeteringRow.NOT_CHARGED + " if it is free");
      }
    }
  }
}
