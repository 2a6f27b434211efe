package dev.tarife.rating;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Source;
import java.time.LocalDate;
import java.util.List;

/**
 * Usage that may draw on an allowance.
 *
 * @param grant the allowance
 * @param usage the usage, at least some of it in the allowance's term
 * @param order the lower draws first
 * @param source the row and the rule
 */
public record Draw(Grant grant, MeteredUsage usage, int order, Source source) {
  /** Of few parts: the session looks every conclusion up, and hardly two differ in the rest. */
  @Override
  public int hashCode() {
    return 31 * usage.hashCode() + source.origin().row();
  }

  /**
   * Whether all of the usage lies in the term. A distinct count with an event after the term is
   * charged in full (decision A-30).
   */
  public boolean isWhole() {
    return grant.covers(usage);
  }

  /**
   * The slice of the first event that no trial without a quantity makes free (decision A-67); the
   * first slice where all are free.
   */
  public static LocalDate firstChargeable(MeteredUsage usage, List<Draw> draws) {
    return usage.slices().stream()
        .filter(
            slice ->
                draws.stream()
                    .noneMatch(
                        draw ->
                            draw.grant().quantity() == null && draw.grant().term().contains(slice)))
        .findFirst()
        .orElse(usage.firstSlice());
  }
}
