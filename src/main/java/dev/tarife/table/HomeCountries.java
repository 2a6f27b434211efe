package dev.tarife.table;

import dev.tarife.model.Origin;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code allowances.xlsx}, Home countries: of which country a Region's free numbers and minutes are
 * (decision A-03).
 */
public final class HomeCountries {
  private final List<Home> homes;
  private final Map<String, Home> byKey;

  public HomeCountries(List<Home> homes) {
    this.homes = List.copyOf(homes);
    this.byKey =
        this.homes.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    home -> key(home.allowance(), home.region()), home -> home, (a, b) -> a));
  }

  /** Every row, in the order of the sheet. */
  public List<Home> homes() {
    return homes;
  }

  /** Whether a country is the home of a Region for an allowance. */
  public boolean isHome(String allowance, String region, @Nullable String country) {
    Home home = byKey.get(key(allowance, region));
    return home != null && home.country().equals(country);
  }

  private static String key(String allowance, String region) {
    return allowance + '|' + region;
  }

  /** One row: an allowance's home country in a Region. */
  public record Home(Origin origin, String region, String allowance, String country) {}
}
