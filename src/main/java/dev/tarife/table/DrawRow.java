package dev.tarife.table;

import dev.tarife.model.Origin;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code allowances.xlsx}, Draws: which usage uses up an allowance, and in which order.
 *
 * @param origin its row
 * @param allowance the pool
 * @param order the lower draws first; rows with the same order draw by decision A-62
 * @param charge what draws
 * @param region only there; null: in all
 * @param country only there; null: any
 * @param home only in the home country that {@link HomeCountries} gives the Region for the pool
 * @param numberTypes only of these; empty: any
 * @param plan only of instances on this plan; null: any
 * @param effectiveFrom first day of usage that draws; null: since ever
 * @param effectiveTo the day after the last; null: without end
 */
public record DrawRow(
    Origin origin,
    String allowance,
    int order,
    String charge,
    @Nullable String region,
    @Nullable String country,
    boolean home,
    List<String> numberTypes,
    @Nullable String plan,
    @Nullable LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo) {
  /** What the Country column says for the Region's home country. */
  public static final String HOME = "home";

  public DrawRow {
    numberTypes = List.copyOf(numberTypes);
  }
}
