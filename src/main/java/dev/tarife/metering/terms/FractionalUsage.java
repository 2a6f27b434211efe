package dev.tarife.metering.terms;

import dev.tarife.metering.input.TextForms;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Quantities with a fraction, of things that come whole.
 *
 * @param usageType of the records
 * @param unit that the tables say comes whole
 * @param records how many
 * @param example least id of them
 * @param quantity of the example
 */
public record FractionalUsage(
    String usageType, String unit, long records, String example, BigDecimal quantity) {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  public FractionalUsage {
    quantity = quantity.stripTrailingZeros();
  }

  /** The unit of a charge if it comes whole, or null. */
  private static @Nullable String unit(Catalogue catalogue, CountingPlan.Line line) {
    boolean counts =
        (line.way() == CountingPlan.Way.RECORD || line.way() == CountingPlan.Way.CHAIN)
            && line.measure() == MeteringRow.Measure.AMOUNT;
    Charge charge = counts ? catalogue.charges().get(line.charge()) : null;
    Unit unit = charge == null ? null : catalogue.units().get(charge.unit());
    return unit != null && unit.isWhole() ? unit.code() : null;
  }

  /** The units that come whole of what lines count, each once. */
  public static Set<String> units(Catalogue catalogue, List<CountingPlan.Line> lines) {
    Set<String> units = new TreeSet<>();
    for (CountingPlan.Line line : lines) {
      String unit = unit(catalogue, line);
      if (unit != null) {
        units.add(unit);
      }
    }
    return units;
  }

  /** Adds to fractions by usage type and unit. */
  public static void add(SortedMap<String, FractionalUsage> fractions, FractionalUsage more) {
    fractions.merge(more.usageType() + "|" + more.unit(), more, FractionalUsage::plus);
  }

  private FractionalUsage plus(FractionalUsage other) {
    FractionalUsage first = TextForms.compare(example, other.example) <= 0 ? this : other;
    return new FractionalUsage(
        usageType, unit, records + other.records, first.example, first.quantity);
  }

  /**
   * What the invoice says.
   *
   * @param where of the example, as {@code usage.csv:5}; null: unknown
   */
  public String note(@Nullable String where) {
    String said = quantity.toPlainString();
    String thousands =
        quantity.scale() <= 3 && quantity.compareTo(BigDecimal.ONE) >= 0
            ? "; if the point in it separates thousands, write "
                + quantity.multiply(THOUSAND).stripTrailingZeros().toPlainString()
            : "";
    return records
        + (records == 1 ? " record" : " records")
        + " of usage type ("
        + usageType
        + ") with a fraction of a "
        + unit
        + ", which comes whole: quantity is "
        + said
        + " in record "
        + example
        + (where == null ? "" : " (" + where + ")")
        + " and is priced as that"
        + thousands;
  }
}
