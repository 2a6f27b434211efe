package dev.tarife.table;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.table.Space.Side;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Every allowance is drawn on, once by the same usage, and in the base unit it is given in. */
final class DrawCheck implements Check {
  @Override
  public Findings check(Reading reading) {
    Tables tables = reading.tables();
    Doubts doubts = reading.doubts();
    Findings findings = new Findings();
    Map<String, AllowanceRow> allowances = new HashMap<>();
    tables.allowances().forEach(row -> allowances.put(row.code(), row));
    Set<String> drawn = new HashSet<>();
    Map<String, DrawRow> seen = new HashMap<>();
    for (DrawRow draw : tables.draws()) {
      drawn.add(draw.allowance());
      AllowanceRow allowance = allowances.get(draw.allowance());
      if (allowance != null) {
        unit(reading, draw, allowance, findings);
      }
      reach(reading, draw, findings);
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
        findings.add(
            Finding.error(
                    "draw-twice",
                    reading.cells().of(draw.origin(), "Charge"),
                    "the row draws the same usage as row " + same.origin().row(),
                    "delete one of them")
                .of(draw.origin(), same.origin()));
      }
    }
    for (AllowanceRow allowance : tables.allowances()) {
      if (!drawn.contains(allowance.code()) && !doubts.has(allowance.code())) {
        findings.error(
            "allowance-undrawn",
            reading.cells().of(allowance.origin(), "Allowance"),
            "nothing draws on the allowance (" + allowance.code() + ")",
            "add its charges to Draws, or delete it");
      }
    }
    return findings;
  }

  /** A row draws on nothing where metering makes no such usage. */
  private static void reach(Reading reading, DrawRow draw, Findings findings) {
    Space space = reading.made().space();
    if (reading.doubts().any()) {
      return;
    }
    BitSet types = new BitSet();
    if (draw.numberTypes().isEmpty()) {
      types = space.matching(Side.NUMBER_TYPE, null);
    }
    for (String type : draw.numberTypes()) {
      types.or(space.matching(Side.NUMBER_TYPE, type));
    }
    Box drawn =
        space.always(
            space.matching(Side.PLAN, null),
            draw.region() == null && !draw.home()
                ? space.matching(Side.REGION, null)
                : draw.region() == null
                    ? space.given(Side.REGION)
                    : space.matching(Side.REGION, draw.region()),
            draw.home() ? space.given(Side.COUNTRY) : space.matching(Side.COUNTRY, draw.country()),
            types);
    if (reading.made().within(draw.charge(), drawn).isEmpty()) {
      boolean metered = reading.made().charges().contains(draw.charge());
      findings.add(
          Finding.warning(
                  "draw-unreachable",
                  reading.cells().of(draw.origin(), "Charge"),
                  metered
                      ? "no usage of the charge ("
                          + draw.charge()
                          + ") has what the row asks for: it never draws on the allowance ("
                          + draw.allowance()
                          + ")"
                      : "no usage incurs the charge ("
                          + draw.charge()
                          + "): the row never draws on the allowance ("
                          + draw.allowance()
                          + ")",
                  metered
                      ? "clear Region, Country or Number type, or name the column in Dimensions"
                          + " of metering.xlsx, Metering"
                      : "draw by a charge that metering.xlsx, Metering makes, or delete the row")
              .of(
                  Stream.concat(
                          Stream.of(draw.origin()),
                          reading.made().ways(draw.charge()).stream()
                              .map(way -> way.row().origin()))
                      .toList()));
    }
  }

  private static void unit(
      Reading reading, DrawRow draw, AllowanceRow allowance, Findings findings) {
    Catalogue catalogue = reading.tables().catalogue();
    Charge charge = catalogue.charges().get(draw.charge());
    Unit used = charge == null ? null : catalogue.units().get(charge.unit());
    Unit given = allowance.unit() == null ? null : catalogue.units().get(allowance.unit());
    if (used != null && given != null && !used.base().equals(given.base())) {
      findings.error(
          "draw-unit",
          reading.cells().of(draw.origin(), "Charge"),
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
