package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Every allowance is drawn on, once by the same usage, and in the base unit it is given in. */
final class DrawCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    Map<String, AllowanceRow> allowances = new HashMap<>();
    tables.allowances().forEach(row -> allowances.put(row.code(), row));
    Set<String> drawn = new HashSet<>();
    Map<String, DrawRow> seen = new HashMap<>();
    for (DrawRow draw : tables.draws()) {
      drawn.add(draw.allowance());
      AllowanceRow allowance = allowances.get(draw.allowance());
      if (allowance != null) {
        unit(tables.catalogue(), draw, allowance, findings);
      }
      DrawRow same =
          seen.putIfAbsent(
              String.join(
                  "|",
                  draw.allowance(),
                  draw.charge(),
                  String.valueOf(draw.region()),
                  String.valueOf(draw.country()),
                  String.valueOf(draw.home()),
                  draw.numberTypes().stream().sorted().toList().toString()),
              draw);
      if (same != null) {
        findings.error(
            "draw-twice",
            Place.row(draw.origin()),
            "the row draws the same usage as row " + same.origin().row(),
            "delete one of them");
      }
    }
    for (AllowanceRow allowance : tables.allowances()) {
      if (!drawn.contains(allowance.code()) && !doubts.has(allowance.code())) {
        findings.error(
            "allowance-undrawn",
            Place.row(allowance.origin()),
            "nothing draws on the allowance (" + allowance.code() + ")",
            "add its charges to Draws, or delete it");
      }
    }
    return findings;
  }

  private static void unit(
      Catalogue catalogue, DrawRow draw, AllowanceRow allowance, Findings findings) {
    Charge charge = catalogue.charges().get(draw.charge());
    Unit used = charge == null ? null : catalogue.units().get(charge.unit());
    Unit given = allowance.unit() == null ? null : catalogue.units().get(allowance.unit());
    if (used != null && given != null && !used.base().equals(given.base())) {
      findings.error(
          "draw-unit",
          Place.row(draw.origin()),
          "the charge ("
              + draw.charge()
              + ") is counted in "
              + used.base()
              + ", the allowance ("
              + allowance.code()
              + ") in "
              + given.base(),
          "give the allowance a unit of " + used.base() + ", or draw by another charge");
    }
  }
}
