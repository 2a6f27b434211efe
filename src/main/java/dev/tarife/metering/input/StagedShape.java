package dev.tarife.metering.input;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What staged rows can hold, whatever they hold: statements over millions of rows are spared what
 * no file has.
 *
 * @param columns columns that some file has
 * @param fractions those among them whose numbers may have digits after the point
 */
public record StagedShape(Set<String> columns, Set<String> fractions) {
  public StagedShape {
    columns = Set.copyOf(columns);
    fractions = Set.copyOf(fractions);
  }

  /** What sources with these columns can hold. */
  static StagedShape of(Collection<Map<String, SourceColumn>> sources) {
    Set<String> columns = new HashSet<>();
    Set<String> fractions = new HashSet<>();
    for (Map<String, SourceColumn> source : sources) {
      source.forEach(
          (column, origin) -> {
            columns.add(column);
            if (!origin.isWhole()) {
              fractions.add(column);
            }
          });
    }
    return new StagedShape(columns, fractions);
  }

  /** What the rows of both together can hold. */
  StagedShape and(StagedShape other) {
    Set<String> bothColumns = new HashSet<>(columns);
    bothColumns.addAll(other.columns);
    Set<String> bothFractions = new HashSet<>(fractions);
    bothFractions.addAll(other.fractions);
    return new StagedShape(bothColumns, bothFractions);
  }

  public boolean has(String column) {
    return columns.contains(column);
  }

  public boolean hasFractions(String column) {
    return fractions.contains(column);
  }
}
