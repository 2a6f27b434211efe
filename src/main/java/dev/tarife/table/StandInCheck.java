package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stand-in stands for something without a price of its own, and points to a price. */
final class StandInCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    Map<String, Set<String>> regions = new HashMap<>();
    for (PriceRow row : tables.card().rows()) {
      add(regions, key(row.charge(), row.country(), row.numberType()), row);
      add(regions, key(row.charge(), row.country(), null), row);
      add(regions, key(row.charge(), null, row.numberType()), row);
    }
    Map<String, RateCard.StandIn> seen = new HashMap<>();
    for (RateCard.StandIn standIn : tables.card().standIns()) {
      Place place = Place.row(standIn.origin());
      RateCard.StandIn same =
          seen.putIfAbsent(key(standIn.charge(), standIn.country(), standIn.numberType()), standIn);
      if (same != null) {
        findings.error(
            "stand-in",
            place,
            "the row says what row " + same.origin().row() + " says",
            "delete one of them");
      } else if (standIn.country() == null && standIn.numberType() == null) {
        findings.error(
            "stand-in",
            place,
            "the stand-in is for nothing",
            "write a country, a number type, or both");
      } else if (standIn.pricedAsCountry() == null && standIn.pricedAsNumberType() == null) {
        findings.error(
            "stand-in",
            place,
            "the stand-in points to nothing",
            "fill Priced as country, Priced as number type, or both");
      } else if (!doubts.has(standIn.charge())) {
        use(standIn, place, regions, findings);
      }
    }
    return findings;
  }

  private static void add(Map<String, Set<String>> regions, String key, PriceRow row) {
    regions.computeIfAbsent(key, k -> new HashSet<>()).add(String.valueOf(row.region()));
  }

  private static void use(
      RateCard.StandIn standIn, Place place, Map<String, Set<String>> regions, Findings findings) {
    String country = or(standIn.pricedAsCountry(), standIn.country());
    String numberType = or(standIn.pricedAsNumberType(), standIn.numberType());
    boolean exists =
        regions.containsKey(key(standIn.charge(), country, numberType))
            || (numberType != null && regions.containsKey(key(standIn.charge(), country, null)));
    if (!exists) {
      findings.error(
          "stand-in",
          place,
          "nothing prices what the stand-in points to (" + shown(country, numberType) + ")",
          "point to a country and number type that " + TelephonyReader.FILE + " prices");
    }
    if (Objects.equals(country, standIn.country())
        && Objects.equals(numberType, standIn.numberType())) {
      findings.error("stand-in", place, "the stand-in points to itself", "point to another price");
    } else if (exists && !needed(standIn, country, numberType, regions)) {
      findings.warning(
          "stand-in",
          place,
          "what the stand-in is for ("
              + shown(standIn.country(), standIn.numberType())
              + ") has a price of its own wherever what it points to has one",
          "delete the stand-in, or the price");
    }
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
