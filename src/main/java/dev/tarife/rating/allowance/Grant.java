package dev.tarife.rating.allowance;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.rating.agreement.AgreementInForce;
import dev.tarife.table.AllowanceRow.Measure;
import dev.tarife.table.AllowanceRow.Per;
import dev.tarife.table.DateRange;
import dev.tarife.table.agreement.AgreementTerms;
import dev.tarife.table.agreement.FreeAmount;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An allowance that an account, or one of its instances, has in the month.
 *
 * @param allowance name of the pool
 * @param kind free tier or trial
 * @param term the days on which usage may draw on it
 * @param quantity what is free in the month, in base units, records or money; null: everything
 * @param keeps the most that is kept for the next month, in base units; null: nothing
 * @param countsTowardsTiers whether the free quantity fills tiers too (decision A-40)
 * @param measure what the quantity counts
 * @param per who, or what, has the quantity once
 * @param position place in the table: earlier allowances are used up first
 * @param instance the only instance whose usage may draw on it; null: all of the account's
 * @param source the row and the rule
 */
public record Grant(
    String allowance,
    LineKind kind,
    DateRange term,
    @Nullable Quantity quantity,
    @Nullable Quantity keeps,
    boolean countsTowardsTiers,
    Measure measure,
    Per per,
    int position,
    @Nullable String instance,
    Source source)
    implements PoolBalance {
  /** Of few parts: hardly two grants differ in the rest. */
  @Override
  public int hashCode() {
    return 31 * (31 * allowance.hashCode() + source.origin().row()) + Objects.hashCode(instance);
  }

  /** Whether it makes an amount free, and not a quantity. */
  public boolean isOfMoney() {
    return measure == Measure.MONEY;
  }

  /** Whether it asks what each record, or each chain, counts. */
  boolean isOfOccurrences() {
    return measure == Measure.RECORDS || per.isOfOccurrences();
  }

  /** The amount that is free, as what comes after the lines of usage. */
  public AgreementInForce amount(Account account) {
    AgreementTerms terms =
        new AgreementTerms(
            source.origin(),
            allowance,
            allowance,
            List.of(),
            null,
            List.of(),
            List.of(),
            null,
            null);
    Money free = Money.of(quantity == null ? BigDecimal.ZERO : quantity.value());
    Instance owner =
        account.instances().stream()
            .filter(each -> each.id().equals(instance))
            .findFirst()
            .orElse(null);
    return new AgreementInForce(new FreeAmount(terms, kind, free), owner, source);
  }

  /** What a draw of usage takes from: the grant, or what it has for a day or a resource. */
  Object pool(MeteredUsage usage) {
    String resource = usage.resource();
    if (per == Per.RESOURCE && resource != null) {
      return List.of(this, resource);
    }
    return per == Per.DAY ? List.of(this, usage.firstSlice()) : this;
  }

  /**
   * What the account takes to the next month of allowances that roll over, in base units.
   *
   * @param grants of the account's month
   * @param shares what became free
   */
  public static SortedMap<String, Quantity> kept(
      Collection<Grant> grants, Collection<FreeShare> shares, Period period) {
    Map<Grant, Quantity> used = new HashMap<>();
    shares.forEach(share -> used.merge(share.draw().grant(), share.quantity(), Quantity::plus));
    SortedMap<String, Quantity> kept = new TreeMap<>();
    for (Grant grant : grants) {
      boolean goesOn = grant.term.to() == null || grant.term.to().isAfter(period.to());
      if (grant.keeps != null && grant.quantity != null && goesOn) {
        Quantity left =
            grant.quantity.minus(used.getOrDefault(grant, Quantity.ZERO)).min(grant.keeps);
        if (left.isPositive()) {
          kept.put(grant.allowance, left);
        }
      }
    }
    return kept;
  }

  @Override
  public Object poolAfter() {
    return this;
  }

  @Override
  public @Nullable Quantity poolLeft() {
    return quantity;
  }

  /**
   * Whether the usage is of its instance, and any of it lies in the term; and if each resource has
   * the allowance, whether it is of one.
   */
  public boolean touches(MeteredUsage usage) {
    return (per != Per.RESOURCE || usage.resource() != null)
        && (instance == null || instance.equals(usage.instance()))
        && usage.slices().stream().anyMatch(term::contains);
  }

  /** Whether all of the usage lies in the term (decision A-30). */
  boolean covers(MeteredUsage usage) {
    return usage.slices().stream().allMatch(term::contains);
  }
}
