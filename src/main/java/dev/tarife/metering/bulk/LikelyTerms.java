package dev.tarife.metering.bulk;

import dev.tarife.metering.terms.NumberScale;
import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.MinimumPer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the table of metering rows lets one expect of the rules, which are asked only once the kinds
 * are known: with it one look at all rows is mostly enough.
 */
final class LikelyTerms {
  /** Formulas that a survey computes on the chance that they are needed. */
  private static final int MOST_FORMULAS = 12;

  private final List<MeteringRow> rows;
  private final Set<String> present;

  /**
   * Prepares.
   *
   * @param present usage types that occur
   */
  LikelyTerms(Collection<MeteringRow> rows, Set<String> present) {
    this.rows = List.copyOf(rows);
    this.present = Set.copyOf(present);
  }

  /** Usage types that have a minimum for each chain. */
  Set<String> chainedTypes() {
    Set<String> types = new TreeSet<>();
    summed()
        .filter(row -> row.minimumPer() != MinimumPer.RECORD)
        .forEach(row -> types.add(row.usageType()));
    return types;
  }

  /** What records are counted by; none where that is too much to be computed on a chance. */
  List<RoundingFormula> formulas() {
    List<RoundingFormula> formulas = summed().map(RoundingFormula::of).distinct().sorted().toList();
    return formulas.size() > MOST_FORMULAS ? List.of() : formulas;
  }

  /** The ticks that all of these need. */
  NumberScale ticks() {
    return summed().map(RoundingFormula::of).allMatch(RoundingFormula::isWhole)
        ? NumberScale.WHOLE
        : NumberScale.FINE;
  }

  private Stream<MeteringRow> summed() {
    return rows.stream()
        .filter(row -> row.charge() != null && row.counting() == Counting.SUM)
        .filter(row -> present.contains(row.usageType()));
  }
}
