package dev.tarife.rating;

import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.table.DateRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An allowance that an account, or one of its instances, has in the month.
 *
 * @param allowance name of the pool
 * @param kind free tier or trial
 * @param term the days on which usage may draw on it
 * @param quantity what is free in the month, in base units; null: everything
 * @param countsTowardsTiers whether the free quantity fills tiers too (decision A-40)
 * @param position place in the table: earlier allowances are used up first
 * @param instance the only instance whose usage may draw on it; null: all of the account's
 * @param source the row and the rule
 */
public record Grant(
    String allowance,
    LineKind kind,
    DateRange term,
    @Nullable Quantity quantity,
    boolean countsTowardsTiers,
    int position,
    @Nullable String instance,
    Source source)
    implements PoolBalance {
  /** Of few parts: hardly two grants differ in the rest. */
  @Override
  public int hashCode() {
    return 31 * (31 * allowance.hashCode() + source.origin().row()) + Objects.hashCode(instance);
  }

  @Override
  public Object poolAfter() {
    return this;
  }

  @Override
  public @Nullable Quantity poolLeft() {
    return quantity;
  }

  /** Whether the usage is of its instance, and any of it lies in the term. */
  public boolean touches(MeteredUsage usage) {
    return (instance == null || instance.equals(usage.instance()))
        && usage.slices().stream().anyMatch(term::contains);
  }

  /** Whether all of the usage lies in the term (decision A-30). */
  boolean covers(MeteredUsage usage) {
    return usage.slices().stream().allMatch(term::contains);
  }
}
