package dev.tarife.table.check.metering;

import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.Unit;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row measures is what the unit of its charge counts: seconds for a unit of time, things for
 * any other.
 */
final class MeasureUnitCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (MeteringRow row : reading.tables().metering()) {
      Unit unit = unit(reading, row);
      if (unit != null) {
        check(reading, row, unit, findings);
      }
    }
    return findings;
  }

  private static void check(CheckContext reading, MeteringRow row, Unit unit, Findings findings) {
    boolean seconds = isInSeconds(row);
    MeteringRow timed =
        row.counting() == Counting.SUM && row.measure() == Measure.AMOUNT
            ? timed(reading, row.usageType())
            : null;
    if (seconds && !unit.isOfTime()) {
      add(
          reading,
          row,
          isByCounting(row) ? "Counting" : "Measure",
          word(row) + " counts seconds, and the unit (" + unit.code() + ") counts things",
          "give the charge a unit whose Base unit is "
              + Unit.SECOND
              + ", or count the usage by amount and sum, where a record stands for one thing",
          null,
          findings);
    } else if (!seconds && unit.isOfTime()) {
      add(
          reading,
          row,
          row.counting() == Counting.SUM ? "Measure" : "Counting",
          word(row) + " counts things, and the unit (" + unit.code() + ") counts seconds",
          "measure seconds or connected seconds, or give the charge a unit that counts things",
          null,
          findings);
    } else if (timed != null && !unit.isOfTime()) {
      add(
          reading,
          row,
          "Measure",
          "amount counts the seconds of this usage type, which row "
              + timed.origin().row()
              + " measures by time, and the unit ("
              + unit.code()
              + ") counts things",
          "give the charge a unit of time and measure seconds, or send a record of another usage"
              + " type for each thing",
          timed,
          findings);
    }
  }

  /** A row that rightly takes the quantity of a usage type for seconds. */
  private static @Nullable MeteringRow timed(CheckContext reading, String usageType) {
    return reading.made().rows(usageType).stream()
        .filter(row -> row.measure().isOfTime())
        .filter(
            row -> {
              Unit unit = unit(reading, row);
              return unit != null && unit.isOfTime();
            })
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Unit unit(CheckContext reading, MeteringRow row) {
    Catalogue catalogue = reading.tables().catalogue();
    Charge charge = row.charge() == null ? null : catalogue.charges().get(row.charge());
    return charge == null ? null : catalogue.units().get(charge.unit());
  }

  private static boolean isInSeconds(MeteringRow row) {
    return switch (row.counting()) {
      case SUM, LARGEST, LATEST -> row.measure().isOfTime();
      case UNION, DAYS, HOURS -> true;
      case DISTINCT, PRORATED_DAYS -> false;
    };
  }

  private static boolean isByCounting(MeteringRow row) {
    return row.counting().isHolding() || row.counting() == Counting.UNION;
  }

  private static String word(MeteringRow row) {
    return row.counting() == Counting.SUM || row.counting().isLevel()
        ? row.measure().word()
        : row.counting().word();
  }

  private static void add(
      CheckContext reading,
      MeteringRow row,
      String column,
      String what,
      String fix,
      @Nullable MeteringRow timed,
      Findings findings) {
    Map<String, @Nullable String> values =
        reading.examples().values(row.usageType(), row.conditions(), new LinkedHashMap<>());
    findings.add(
        Finding.error("measure-unit", reading.cells().of(row.origin(), column), what, fix)
            .of(timed == null ? List.of(row.origin()) : List.of(row.origin(), timed.origin()))
            .shownBy(
                values == null
                    ? null
                    : reading.examples().of(row.usageType(), values, Outcome.COUNTED_SO)));
  }
}
