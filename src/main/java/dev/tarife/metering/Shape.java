package dev.tarife.metering;

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
record Shape(Set<String> columns, Set<String> fractions) {
  Shape {
    columns = Set.copyOf(columns);
    fractions = Set.copyOf(fractions);
  }

  /** What sources with these columns can hold. */
  static Shape of(Collection<Map<String, Origin>> sources) {
    Set<String> columns = new HashSet<>();
    Set<String> fractions = new HashSet<>();
    for (Map<String, Origin> source : sources) {
      source.forEach(
          (column, origin) -> {
            columns.add(column);
            if (!origin.isWhole()) {
              fractions.add(column);
            }
          });
    }
    return new Shape(columns, fractions);
  }

  /** What the rows of both together can hold. */
  Shape and(Shape other) {
    Set<String> bothColumns = new HashSet<>(columns);
    bothColumns.addAll(other.columns);
    Set<String> bothFractions = new HashSet<>(fractions);
    bothFractions.addAll(other.fractions);
    return new Shape(bothColumns, bothFractions);
  }

  boolean has(String column) {
    return columns.contains(column);
  }

  boolean hasFractions(String column) {
    return fractions.contains(column);
  }
}
