package dev.tarife.metering;

import dev.tarife.table.AllowanceRow;
import dev.tarife.table.DrawRow;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Charges whose usage rating must see in finer pieces than the slices of a month. All other charges
 * are metered as if there were none.
 *
 * @param byDay charges whose usage is kept apart by UTC day: tiers or allowances begin anew each
 *     day
 * @param byOccurrence charges of which rating must know what each record, or each chain, counts;
 *     those of byResource among them
 * @param byResource charges whose usage is kept apart by resource: allowances begin anew for each
 */
public record Splits(Set<String> byDay, Set<String> byOccurrence, Set<String> byResource) {
  /** Nothing is split. */
  public static final Splits NONE = new Splits(Set.of(), Set.of(), Set.of());

  public Splits {
    byDay = Collections.unmodifiableSet(new TreeSet<>(byDay));
    TreeSet<String> apart = new TreeSet<>(byOccurrence);
    apart.addAll(byResource);
    byOccurrence = Collections.unmodifiableSet(apart);
    byResource = Collections.unmodifiableSet(new TreeSet<>(byResource));
  }

  /** What the prices and allowances of tables need to be told apart. */
  public static Splits of(Tables tables) {
    Set<String> byDay = new TreeSet<>();
    Set<String> byOccurrence = new TreeSet<>();
    Set<String> byResource = new TreeSet<>();
    for (List<PriceRow> prices : List.of(tables.prices(), tables.card().rows())) {
      for (PriceRow row : prices) {
        if (row.scope() == PriceRow.Scope.DAY) {
          byDay.add(row.charge());
        } else if (row.scope().isOfOccurrences()) {
          byOccurrence.add(row.charge());
        }
      }
    }
    for (AllowanceRow allowance : tables.allowances()) {
      boolean apart =
          allowance.measure() == AllowanceRow.Measure.RECORDS || allowance.per().isOfOccurrences();
      for (DrawRow draw : tables.draws()) {
        if (draw.allowance().equals(allowance.code())) {
          if (allowance.per() == AllowanceRow.Per.DAY) {
            byDay.add(draw.charge());
          } else if (allowance.per() == AllowanceRow.Per.RESOURCE) {
            byResource.add(draw.charge());
          }
          if (apart) {
            byOccurrence.add(draw.charge());
          }
        }
      }
    }
    return new Splits(byDay, byOccurrence, byResource);
  }

  public boolean isByDay(String charge) {
    return !byDay.isEmpty() && byDay.contains(charge);
  }

  public boolean isByOccurrence(String charge) {
    return !byOccurrence.isEmpty() && byOccurrence.contains(charge);
  }

  public boolean isByResource(String charge) {
    return !byResource.isEmpty() && byResource.contains(charge);
  }
}
