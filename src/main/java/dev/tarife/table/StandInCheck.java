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
    Set<String> priced = new HashSet<>();
    for (PriceRow row : tables.card().rows()) {
      priced.add(key(row.charge(), row.country(), row.numberType()));
      priced.add(key(row.charge(), row.country(), null));
      priced.add(key(row.charge(), null, row.numberType()));
    }
    Map<String, RateCard.StandIn> seen = new HashMap<>();
    for (RateCard.StandIn standIn : tables.card().standIns()) {
      Place place = Place.row(standIn.origin());
      RateCard.StandIn same =
          seen.putIfAbsent(key(standIn.charge(), standIn.country(), standIn.numberType()), standIn);
      if (same != null) {
        findings.error(
            place, "the row says what row " + same.origin().row() + " says", "delete one of them");
      } else if (standIn.country() == null && standIn.numberType() == null) {
        findings.error(
            place, "the stand-in is for nothing", "write a country, a number type, or both");
      } else if (standIn.pricedAsCountry() == null && standIn.pricedAsNumberType() == null) {
        findings.error(
            place,
            "the stand-in points to nothing",
            "fill Priced as country, Priced as number type, or both");
      } else if (!doubts.has(standIn.charge())) {
        use(standIn, place, priced, findings);
      }
    }
    return findings;
  }

  private static void use(
      RateCard.StandIn standIn, Place place, Set<String> priced, Findings findings) {
    String country = or(standIn.pricedAsCountry(), standIn.country());
    String numberType = or(standIn.pricedAsNumberType(), standIn.numberType());
    boolean exists =
        priced.contains(key(standIn.charge(), country, numberType))
            || (numberType != null && priced.contains(key(standIn.charge(), country, null)));
    if (!exists) {
      findings.error(
          place,
          "nothing prices what the stand-in points to (" + shown(country, numberType) + ")",
          "point to a country and number type that " + TelephonyReader.FILE + " prices");
    }
    if (Objects.equals(country, standIn.country())
        && Objects.equals(numberType, standIn.numberType())) {
      findings.error(place, "the stand-in points to itself", "point to another price");
    } else if (priced.contains(key(standIn.charge(), standIn.country(), standIn.numberType()))) {
      findings.warning(
          place,
          "what the stand-in is for ("
              + shown(standIn.country(), standIn.numberType())
              + ") has a price of its own in some Region",
          "check that the own price is meant there; delete the stand-in if it has one everywhere");
    }
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
