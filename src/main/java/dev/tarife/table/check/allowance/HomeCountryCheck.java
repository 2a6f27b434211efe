package dev.tarife.table.check.allowance;

import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.table.DrawRow;
import dev.tarife.table.HomeCountries;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.Word;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.check.DateGaps;
import dev.tarife.table.check.UnreadableCodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A draw by home country has one, and a home country has such a draw. */
final class HomeCountryCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Tables tables = reading.tables();
    UnreadableCodes doubts = reading.doubts();
    Findings findings = new Findings();
    Map<String, List<HomeCountries.Home>> byKey = new LinkedHashMap<>();
    Set<String> allowances = new HashSet<>();
    for (HomeCountries.Home home : tables.homes().homes()) {
      allowances.add(home.allowance());
      List<HomeCountries.Home> others =
          byKey.computeIfAbsent(home.allowance() + '|' + home.region(), key -> new ArrayList<>());
      HomeCountries.Home same =
          others.stream()
              .filter(other -> other.dates().touches(home.dates()))
              .findFirst()
              .orElse(null);
      others.add(home);
      if (same != null) {
        findings.add(
            Finding.error(
                    "home-twice",
                    reading.cells().of(home.origin(), "Region"),
                    "the Region ("
                        + home.region()
                        + ") has a home country for the allowance ("
                        + home.allowance()
                        + ") in row "
                        + same.origin().row()
                        + " already",
                    "delete one of the rows, or give them days that do not overlap")
                .of(home.origin(), same.origin())
                .shownBy(home.country().equals(same.country()) ? null : notFree(reading, home)));
      }
    }
    byKey.values().forEach(homes -> gaps(reading, homes, findings));
    Set<String> byHome = new HashSet<>();
    for (DrawRow draw : tables.draws()) {
      if (draw.home()) {
        byHome.add(draw.allowance());
        draw(reading, draw, byKey, allowances, findings);
      }
    }
    if (!byHome.isEmpty() && !doubts.any()) {
      regions(reading, findings);
    }
    for (HomeCountries.Home home : tables.homes().homes()) {
      if (!byHome.contains(home.allowance()) && !doubts.has(home.allowance())) {
        findings.warning(
            "home-unused",
            reading.cells().of(home.origin(), "Region"),
            "no draw of the allowance (" + home.allowance() + ") asks for the home country",
            "write " + DrawRow.HOME + " into Country of its draws, or delete the row");
      }
    }
    return findings;
  }

  /** Days between two home countries of one Region and allowance, on which it has none. */
  private static void gaps(
      CheckContext reading, List<HomeCountries.Home> homes, Findings findings) {
    for (HomeCountries.Home home : homes) {
      HomeCountries.Home after = DateGaps.after(home, homes, HomeCountries.Home::dates);
      if (after != null && !reading.doubts().has(home.allowance())) {
        findings.add(
            DateGaps.between(
                reading,
                "the Region ("
                    + home.region()
                    + ") has no home country for the allowance ("
                    + home.allowance()
                    + ")",
                home.origin(),
                home.dates(),
                after.origin(),
                after.dates()));
      }
    }
  }

  /** Regions that no allowance has a home country for: an account there has nothing free. */
  private static void regions(CheckContext reading, Findings findings) {
    Set<String> known = new HashSet<>();
    reading.tables().homes().homes().forEach(home -> known.add(home.region()));
    Optional<DrawRow> draw = reading.tables().draws().stream().filter(DrawRow::home).findFirst();
    for (Word region : reading.tables().catalogue().regions().values()) {
      if (!known.contains(region.code())) {
        findings.add(
            Finding.warning(
                    "region-homeless",
                    Place.row(region.origin()),
                    "the Region ("
                        + region.code()
                        + ") has no home country: nothing of its numbers and calls is free",
                    "add it to allowances.xlsx, Home countries")
                .of(region.origin())
                .shownBy(draw.map(row -> notFree(reading, row, region.code(), null)).orElse(null)));
      }
    }
  }

  /** Usage of a home country that another row has made void. */
  private static @Nullable CounterExample notFree(CheckContext reading, HomeCountries.Home home) {
    return reading.tables().draws().stream()
        .filter(draw -> draw.home() && draw.allowance().equals(home.allowance()))
        .map(draw -> notFree(reading, draw, home.region(), home.country()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /**
   * Usage that would be free if the country it is of were the home of its Region.
   *
   * @param region the Region; null: any
   * @param country the country; null: any
   */
  private static @Nullable CounterExample notFree(
      CheckContext reading, DrawRow draw, @Nullable String region, @Nullable String country) {
    for (PriceRow row : reading.tables().card().rows()) {
      boolean drawn =
          row.charge().equals(draw.charge())
              && (region == null || region.equals(row.region()))
              && row.country() != null
              && (country == null || country.equals(row.country()))
              && (draw.numberTypes().isEmpty() || draw.numberTypes().contains(row.numberType()));
      CounterExample example = drawn ? reading.examples().of(row, null, Outcome.NOT_FREE) : null;
      if (example != null) {
        return reading.examples().entitled(example, draw.allowance());
      }
    }
    return null;
  }

  private static void draw(
      CheckContext reading,
      DrawRow draw,
      Map<String, List<HomeCountries.Home>> byKey,
      Set<String> allowances,
      Findings findings) {
    String region = draw.region();
    boolean known =
        region == null
            ? allowances.contains(draw.allowance())
            : byKey.containsKey(draw.allowance() + '|' + region);
    if (!known && !reading.doubts().has(draw.allowance())) {
      findings.add(
          Finding.error(
                  "home-missing",
                  reading.cells().of(draw.origin(), "Country"),
                  "the allowance ("
                      + draw.allowance()
                      + ") has no home country"
                      + (region == null ? "" : " in " + region)
                      + ": the row never applies",
                  "add it to Home countries, or write a country")
              .of(draw.origin())
              .shownBy(notFree(reading, draw, region, null)));
    }
  }
}
