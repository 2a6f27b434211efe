package dev.tarife.table;

import dev.tarife.model.Origin;
import java.time.LocalDate;
import java.util.Collection;
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
  private final Map<String, List<Home>> byKey;

  public HomeCountries(List<Home> homes) {
    this.homes = List.copyOf(homes);
    this.byKey =
        this.homes.stream()
            .collect(Collectors.groupingBy(home -> key(home.allowance(), home.region())));
  }

  /** Every row, in the order of the sheet. */
  public List<Home> homes() {
    return homes;
  }

  /** Whether a country is the home of a Region for an allowance, on each of some days. */
  public boolean isHome(
      String allowance, String region, @Nullable String country, Collection<LocalDate> days) {
    List<Home> homes = byKey.getOrDefault(key(allowance, region), List.of());
    return days.stream()
        .allMatch(
            day ->
                homes.stream()
                    .filter(home -> home.dates().contains(day))
                    .findFirst()
                    .filter(home -> home.country().equals(country))
                    .isPresent());
  }

  private static String key(String allowance, String region) {
    return allowance + '|' + region;
  }

  /** One row: an allowance's home country in a Region, and when. */
  public record Home(
      Origin origin, String region, String allowance, String country, DateRange dates) {}
}
