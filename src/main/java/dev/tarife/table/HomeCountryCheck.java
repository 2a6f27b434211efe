package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A draw by home country has one, and a home country has such a draw. */
final class HomeCountryCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    Map<String, HomeCountries.Home> byKey = new HashMap<>();
    Set<String> allowances = new HashSet<>();
    for (HomeCountries.Home home : tables.homes().homes()) {
      allowances.add(home.allowance());
      HomeCountries.Home same = byKey.putIfAbsent(home.allowance() + '|' + home.region(), home);
      if (same != null) {
        findings.error(
            "home-twice",
            Place.row(home.origin()),
            "the Region ("
                + home.region()
                + ") has a home country for the allowance ("
                + home.allowance()
                + ") in row "
                + same.origin().row()
                + " already",
            "delete one of the rows");
      }
    }
    Set<String> byHome = new HashSet<>();
    for (DrawRow draw : tables.draws()) {
      if (draw.home()) {
        byHome.add(draw.allowance());
        draw(draw, byKey, allowances, doubts, findings);
      }
    }
    for (HomeCountries.Home home : tables.homes().homes()) {
      if (!byHome.contains(home.allowance()) && !doubts.has(home.allowance())) {
        findings.warning(
            "home-unused",
            Place.row(home.origin()),
            "no draw of the allowance (" + home.allowance() + ") asks for the home country",
            "write " + DrawRow.HOME + " into Country of its draws, or delete the row");
      }
    }
    return findings;
  }

  private static void draw(
      DrawRow draw,
      Map<String, HomeCountries.Home> byKey,
      Set<String> allowances,
      Doubts doubts,
      Findings findings) {
    String region = draw.region();
    boolean known =
        region == null
            ? allowances.contains(draw.allowance())
            : byKey.containsKey(draw.allowance() + '|' + region);
    if (!known && !doubts.has(draw.allowance())) {
      findings.error(
          "home-missing",
          Place.row(draw.origin()),
          "the allowance ("
              + draw.allowance()
              + ") has no home country"
              + (region == null ? "" : " in " + region)
              + ": the row never applies",
          "add it to Home countries, or write a country");
    }
  }
}
