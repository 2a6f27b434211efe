package dev.tarife.metering.bulk;

import dev.tarife.metering.terms.CountingPlan;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.Kind;
import dev.tarife.metering.terms.NumberScale;
import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.MinimumPer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What must be known of the terms before rows are grouped. The rules are asked for terms only once
 * the kinds are known, which the groups tell; but the table of metering rows lets one expect what
 * they say, so that one scan of all rows is mostly enough.
 *
 * @param formulas what each record, or each chain, is rounded by before it is summed
 * @param scale in what numbers
 * @param chainedTypes usage types whose records are rounded by chains
 */
record CountingNeeds(List<RoundingFormula> formulas, NumberScale scale, Set<String> chainedTypes) {
  /** Formulas that are computed on the chance that they are needed. */
  private static final int MOST_FORMULAS = 12;

  /**
   * What the metering rows let one expect.
   *
   * @param present usage types that occur
   */
  static CountingNeeds expected(Collection<MeteringRow> rows, Set<String> present) {
    List<MeteringRow> summed =
        rows.stream()
            .filter(row -> row.charge() != null && row.counting() == Counting.SUM)
            .filter(row -> present.contains(row.usageType()))
            .toList();
    Set<String> chained = new TreeSet<>();
    summed.stream()
        .filter(row -> row.minimumPer() != MinimumPer.RECORD)
        .forEach(row -> chained.add(row.usageType()));
    List<RoundingFormula> formulas =
        summed.stream().map(RoundingFormula::of).distinct().sorted().toList();
    NumberScale scale =
        formulas.stream().allMatch(RoundingFormula::isWhole) ? NumberScale.WHOLE : NumberScale.FINE;
    return new CountingNeeds(
        formulas.size() > MOST_FORMULAS ? List.of() : formulas, scale, chained);
  }

  /**
   * What the terms need.
   *
   * @param fractional kinds of which some record measures a fraction
   */
  static CountingNeeds of(CountingPlan plan, Set<Kind> fractional) {
    List<RoundingFormula> formulas =
        plan.all()
            .filter(CountingNeeds::isSummed)
            .map(RoundingFormula::of)
            .distinct()
            .sorted()
            .toList();
    boolean fine =
        fractional.stream().anyMatch(kind -> plan.of(kind).stream().anyMatch(l -> isMeasured(l)))
            || !formulas.stream().allMatch(RoundingFormula::isWhole);
    Set<String> chained = new TreeSet<>();
    for (Kind kind : plan.kinds()) {
      if (plan.of(kind).stream().anyMatch(line -> line.way() == Way.CHAIN)) {
        chained.add(kind.usageType());
      }
    }
    return new CountingNeeds(formulas, fine ? NumberScale.FINE : NumberScale.WHOLE, chained);
  }

  private static boolean isMeasured(Line line) {
    return isSummed(line) || line.way() == Way.LEVEL;
  }

  private static boolean isSummed(Line line) {
    return line.way() == Way.RECORD || line.way() == Way.CHAIN;
  }

  /** Whether rows grouped for these needs serve others too. */
  boolean serve(CountingNeeds others) {
    return formulas.containsAll(others.formulas)
        && chainedTypes.containsAll(others.chainedTypes)
        && (scale.equals(NumberScale.FINE) || scale.equals(others.scale));
  }

  /** The column {@code billed_0}, {@code billed_1}, ... of a formula. */
  int column(RoundingFormula formula) {
    return formulas.indexOf(formula);
  }

  /**
   * The columns of all formulas, each after a comma.
   *
   * @param value what a column holds, by its number and formula
   */
  String columns(BiFunction<Integer, RoundingFormula, String> value) {
    return IntStream.range(0, formulas.size())
        .mapToObj(i -> ", " + value.apply(i, formulas.get(i)) + " AS billed_" + i)
        .collect(Collectors.joining());
  }

  /** The column of the formula whose number another column holds. */
  String billed(String number) {
    if (formulas.isEmpty()) {
      return "0";
    }
    StringBuilder billed = new StringBuilder("CASE ").append(number);
    for (int i = 0; i < formulas.size(); i++) {
      billed.append(" WHEN ").append(i).append(" THEN billed_").append(i);
    }
    return billed + " END";
  }
}
