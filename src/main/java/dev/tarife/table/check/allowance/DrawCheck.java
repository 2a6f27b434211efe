package dev.tarife.table.check.allowance;

import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import dev.tarife.table.DateRange;
import dev.tarife.table.DrawRow;
import dev.tarife.table.HomeCountries;
import dev.tarife.table.Tables;
import dev.tarife.table.Unit;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.check.DateGaps;
import dev.tarife.table.check.UnreadableCodes;
import dev.tarife.table.probe.DimensionBox;
import dev.tarife.table.probe.PriceDimensions;
import dev.tarife.table.probe.PriceDimensions.Point;
import dev.tarife.table.probe.PriceDimensions.Side;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every allowance is drawn on, once by the same usage, and in the base unit it is given in. */
final class DrawCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Tables tables = reading.tables();
    UnreadableCodes doubts = reading.doubts();
    Findings findings = new Findings();
    Map<String, AllowanceRow> allowances = new HashMap<>();
    tables.allowances().forEach(row -> allowances.put(row.code(), row));
    Set<String> drawn = new HashSet<>();
    Map<String, List<DrawRow>> seen = new LinkedHashMap<>();
    for (DrawRow draw : tables.draws()) {
      drawn.add(draw.allowance());
      AllowanceRow allowance = allowances.get(draw.allowance());
      if (allowance != null) {
        unit(reading, draw, allowance, findings);
      }
      reach(reading, draw, findings);
      if (draw.effectiveFrom() != null
          && draw.effectiveTo() != null
          && !draw.effectiveFrom().isBefore(draw.effectiveTo())) {
        findings.error(
            "date-order",
            reading.cells().of(draw.origin(), "Effective to"),
            "effective to ("
                + draw.effectiveTo()
                + ") is not after effective from ("
                + draw.effectiveFrom()
                + ")",
            "write the day after the last day into Effective to");
      }
      List<DrawRow> others =
          seen.computeIfAbsent(
              String.join(
                  "|",
                  draw.allowance(),
                  draw.charge(),
                  String.valueOf(draw.region()),
                  String.valueOf(draw.country()),
                  String.valueOf(draw.home()),
                  draw.numberTypes().stream().sorted().toList().toString(),
                  String.valueOf(draw.plan())),
              key -> new ArrayList<>());
      DrawRow same =
          others.stream()
              .filter(other -> dates(other).touches(dates(draw)))
              .findFirst()
              .orElse(null);
      others.add(draw);
      if (same != null) {
        findings.add(
            Finding.error(
                    "draw-twice",
                    reading.cells().of(draw.origin(), "Charge"),
                    "the row draws the same usage as row " + same.origin().row(),
                    same.effectiveFrom() == null && same.effectiveTo() == null
                        ? "delete one of them"
                        : "delete one of them, or give them days that do not overlap")
                .of(draw.origin(), same.origin())
                .shownBy(freed(reading, draw)));
      }
    }
    seen.values().forEach(draws -> gaps(reading, draws, findings));
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

  private static DateRange dates(DrawRow draw) {
    LocalDate from = draw.effectiveFrom();
    return new DateRange(from == null ? LocalDate.MIN : from, draw.effectiveTo());
  }

  /** Days between two rows of one draw, on which its usage draws nothing. */
  private static void gaps(CheckContext reading, List<DrawRow> draws, Findings findings) {
    for (DrawRow draw : draws) {
      DrawRow after = DateGaps.after(draw, draws, DrawCheck::dates);
      if (after != null) {
        LocalDate next = dates(after).from();
        findings.add(
            Finding.warning(
                    "date-gap",
                    reading.cells().of(after.origin(), "Effective from"),
                    "the charge ("
                        + draw.charge()
                        + ") draws nothing on the allowance ("
                        + draw.allowance()
                        + ") from "
                        + draw.effectiveTo()
                        + " to "
                        + next,
                    DateGaps.closing(draw.origin(), next))
                .of(after.origin(), draw.origin()));
      }
    }
  }

  /** A row draws on nothing where metering makes no such usage. */
  private static void reach(CheckContext reading, DrawRow draw, Findings findings) {
    if (reading.doubts().any()) {
      return;
    }
    DimensionBox drawn = box(reading.made().space(), draw);
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
                      .toList())
              .shownBy(metered ? notFree(reading, draw) : null));
    }
  }

  /** The usage that a row draws, of whatever country its home is. */
  private static DimensionBox box(PriceDimensions space, DrawRow draw) {
    BitSet types = new BitSet();
    if (draw.numberTypes().isEmpty()) {
      types = space.matching(Side.NUMBER_TYPE, null);
    }
    for (String type : draw.numberTypes()) {
      types.or(space.matching(Side.NUMBER_TYPE, type));
    }
    return space.always(
        space.matching(Side.PLAN, draw.plan()),
        draw.region() == null && !draw.home()
            ? space.matching(Side.REGION, null)
            : draw.region() == null
                ? space.given(Side.REGION)
                : space.matching(Side.REGION, draw.region()),
        draw.home() ? space.given(Side.COUNTRY) : space.matching(Side.COUNTRY, draw.country()),
        types);
  }

  /** Usage that has what a row asks for and is not free, unless another row draws it. */
  private static @Nullable CounterExample notFree(CheckContext reading, DrawRow draw) {
    Tables tables = reading.tables();
    boolean drawnElsewhere =
        tables.draws().stream()
            .anyMatch(other -> other.charge().equals(draw.charge()) && !other.equals(draw));
    CounterExample example =
        drawnElsewhere || draw.home()
            ? null
            : reading
                .examples()
                .having(
                    draw.charge(),
                    new Point(
                        draw.plan(),
                        draw.region(),
                        draw.country(),
                        draw.numberTypes().stream().findFirst().orElse(null)),
                    Outcome.NOT_FREE);
    return example == null ? null : reading.examples().entitled(example, draw.allowance());
  }

  /** Usage that a row draws: of a home country, where it asks for one. */
  private static @Nullable CounterExample freed(CheckContext reading, DrawRow draw) {
    DimensionBox drawn = box(reading.made().space(), draw);
    DimensionBox there =
        reading.tables().homes().homes().stream()
            .filter(home -> draw.home() && home.allowance().equals(draw.allowance()))
            .map(home -> drawn.meet(box(reading.made().space(), home)))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(drawn);
    return reading.made().within(draw.charge(), there).stream()
        .map(part -> reading.examples().of(draw.charge(), part, Outcome.FREE_ALREADY))
        .filter(Objects::nonNull)
        .findFirst()
        .map(example -> reading.examples().entitled(example, draw.allowance()))
        .orElse(null);
  }

  /** The usage of a Region that is of its home country. */
  private static DimensionBox box(PriceDimensions space, HomeCountries.Home home) {
    return space.always(
        space.matching(Side.PLAN, null),
        space.matching(Side.REGION, home.region()),
        space.matching(Side.COUNTRY, home.country()),
        space.matching(Side.NUMBER_TYPE, null));
  }

  private static void unit(
      CheckContext reading, DrawRow draw, AllowanceRow allowance, Findings findings) {
    Catalogue catalogue = reading.tables().catalogue();
    Charge charge = catalogue.charges().get(draw.charge());
    Unit used = charge == null ? null : catalogue.units().get(charge.unit());
    Unit given = allowance.unit() == null ? null : catalogue.units().get(allowance.unit());
    if (used != null && given != null && !used.base().equals(given.base())) {
      CounterExample example =
          reading.made().within(draw.charge(), box(reading.made().space(), draw)).stream()
              .findFirst()
              .map(part -> reading.examples().of(draw.charge(), part, Outcome.FREE_BY_OTHER_UNIT))
              .orElse(null);
      findings.add(
          Finding.error(
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
                  "give the allowance a unit of " + used.base() + ", or draw by another charge")
              .of(draw.origin(), allowance.origin())
              .shownBy(
                  example == null || draw.home()
                      ? null
                      : reading.examples().entitled(example, draw.allowance())));
    }
  }
}
