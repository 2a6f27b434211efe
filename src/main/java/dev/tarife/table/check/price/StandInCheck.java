package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.table.PriceRow;
import dev.tarife.table.RateCard;
import dev.tarife.table.Tables;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.check.DateGaps;
import dev.tarife.table.check.UnreadableCodes;
import dev.tarife.table.probe.DimensionBox;
import dev.tarife.table.probe.PriceDimensions;
import dev.tarife.table.probe.PriceDimensions.Side;
import dev.tarife.table.read.TelephonyReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stand-in stands for something without a price of its own, and points to a price. */
final class StandInCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Tables tables = reading.tables();
    UnreadableCodes doubts = reading.doubts();
    Findings findings = new Findings();
    Map<String, Set<String>> regions = new HashMap<>();
    for (PriceRow row : tables.card().rows()) {
      add(regions, key(row.charge(), row.country(), row.numberType()), row);
      add(regions, key(row.charge(), row.country(), null), row);
      add(regions, key(row.charge(), null, row.numberType()), row);
    }
    Map<String, List<RateCard.StandIn>> seen = new HashMap<>();
    for (RateCard.StandIn standIn : tables.card().standIns()) {
      List<RateCard.StandIn> others =
          seen.computeIfAbsent(
              key(standIn.charge(), standIn.country(), standIn.numberType()),
              key -> new ArrayList<>());
      RateCard.StandIn same =
          others.stream()
              .filter(other -> other.dates().touches(standIn.dates()))
              .findFirst()
              .orElse(null);
      others.add(standIn);
      gap(reading, standIn, findings);
      if (same != null) {
        findings.error(
            "stand-in",
            reading.cells().of(standIn.origin(), "Charge"),
            "the row says what row " + same.origin().row() + " says",
            "delete one of them");
      } else if (standIn.country() == null && standIn.numberType() == null) {
        findings.error(
            "stand-in",
            reading.cells().of(standIn.origin(), "Country"),
            "the stand-in is for nothing",
            "write a country, a number type, or both");
      } else if (standIn.pricedAsCountry() == null && standIn.pricedAsNumberType() == null) {
        findings.error(
            "stand-in",
            reading.cells().of(standIn.origin(), "Priced as country"),
            "the stand-in points to nothing",
            "fill Priced as country, Priced as number type, or both");
      } else if (!doubts.has(standIn.charge())) {
        use(reading, standIn, regions, findings);
      }
    }
    return findings;
  }

  /** Days after the last of a stand-in on which nothing stands in, nor is priced itself. */
  private static void gap(CheckContext reading, RateCard.StandIn standIn, Findings findings) {
    List<RateCard.StandIn> alike =
        reading.tables().card().standIns().stream()
            .filter(other -> other.charge().equals(standIn.charge()))
            .filter(other -> isFor(other.country(), standIn.country()))
            .filter(other -> isFor(other.numberType(), standIn.numberType()))
            .toList();
    LocalDate end = standIn.dates().to();
    RateCard.StandIn after = DateGaps.after(standIn, alike, RateCard.StandIn::dates);
    if (end == null || after == null) {
      return;
    }
    boolean priced =
        reading.tables().card().rows().stream()
            .filter(row -> row.charge().equals(standIn.charge()) && row.inForce(end))
            .filter(row -> isFor(row.country(), standIn.country()))
            .anyMatch(row -> isFor(row.numberType(), standIn.numberType()));
    if (!priced) {
      findings.add(
          DateGaps.between(
              reading,
              "nothing stands in for (" + shown(standIn.country(), standIn.numberType()) + ")",
              standIn.origin(),
              standIn.dates(),
              after.origin(),
              after.dates()));
    }
  }

  private static boolean isFor(@Nullable String named, @Nullable String code) {
    return named == null || named.equals(code);
  }

  private static void add(Map<String, Set<String>> regions, String key, PriceRow row) {
    regions.computeIfAbsent(key, k -> new HashSet<>()).add(String.valueOf(row.region()));
  }

  private static void use(
      CheckContext reading,
      RateCard.StandIn standIn,
      Map<String, Set<String>> regions,
      Findings findings) {
    String country = or(standIn.pricedAsCountry(), standIn.country());
    String numberType = or(standIn.pricedAsNumberType(), standIn.numberType());
    boolean exists =
        regions.containsKey(key(standIn.charge(), country, numberType))
            || (numberType != null && regions.containsKey(key(standIn.charge(), country, null)));
    Place target =
        reading
            .cells()
            .of(
                standIn.origin(),
                standIn.pricedAsCountry() == null ? "Priced as number type" : "Priced as country");
    if (!exists) {
      findings.add(
          Finding.error(
                  "stand-in",
                  target,
                  "nothing prices what the stand-in points to (" + shown(country, numberType) + ")",
                  "point to a country and number type that " + TelephonyReader.FILE + " prices")
              .of(standIn.origin())
              .shownBy(unpriced(reading, standIn)));
    }
    if (Objects.equals(country, standIn.country())
        && Objects.equals(numberType, standIn.numberType())) {
      findings.error("stand-in", target, "the stand-in points to itself", "point to another price");
    } else if (exists && !needed(standIn, country, numberType, regions)) {
      findings.warning(
          "stand-in",
          reading
              .cells()
              .of(standIn.origin(), standIn.country() == null ? "Number type" : "Country"),
          "what the stand-in is for ("
              + shown(standIn.country(), standIn.numberType())
              + ") has a price of its own wherever what it points to has one",
          "delete the stand-in, or the price");
    }
  }

  /** Usage that the stand-in is for. */
  private static @Nullable CounterExample unpriced(CheckContext reading, RateCard.StandIn standIn) {
    PriceDimensions space = reading.made().space();
    RateCard card = reading.tables().card();
    DimensionBox all =
        space.always(
            space.given(Side.PLAN),
            space.given(Side.REGION),
            space.matching(Side.COUNTRY, standIn.country()),
            space.matching(Side.NUMBER_TYPE, standIn.numberType()));
    List<DimensionBox> priced =
        card.rows().stream()
            .filter(row -> row.charge().equals(standIn.charge()))
            .map(space::box)
            .filter(all::meets)
            .toList();
    return reading.made().within(standIn.charge(), all).stream()
        .flatMap(part -> part.without(priced).stream())
        .findFirst()
        .map(part -> reading.examples().of(standIn.charge(), part, Outcome.UNPRICED))
        .orElse(null);
  }

  /** Whether some Region prices what the stand-in points to, and not what it is for. */
  private static boolean needed(
      RateCard.StandIn standIn,
      @Nullable String country,
      @Nullable String numberType,
      Map<String, Set<String>> regions) {
    Set<String> own =
        regions.getOrDefault(
            key(standIn.charge(), standIn.country(), standIn.numberType()), Set.of());
    Set<String> other =
        regions.getOrDefault(
            key(standIn.charge(), country, numberType),
            regions.getOrDefault(key(standIn.charge(), country, null), Set.of()));
    return !own.containsAll(other);
  }

  private static @Nullable String or(@Nullable String value, @Nullable String fallback) {
    return value == null ? fallback : value;
  }

  private static String shown(@Nullable String country, @Nullable String numberType) {
    if (country == null) {
      return String.valueOf(numberType);
    }
    return numberType == null ? country : country + ", " + numberType;
  }

  private static String key(String charge, @Nullable String country, @Nullable String numberType) {
    return charge + '|' + country + '|' + numberType;
  }
}
