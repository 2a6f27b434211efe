package dev.tarife.table.check.allowance;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.AllowanceRow.Measure;
import dev.tarife.table.AllowanceRow.Per;
import dev.tarife.table.DrawRow;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.MinimumPer;
import dev.tarife.table.MeteringRow.Over;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The unit of an allowance suits what it is given per, and metering tells the records, chains,
 * resources and days of what draws on it.
 */
final class AllowanceScopeCheck implements Check {
  private static final String CODE = "allowance-scope";

  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    Map<String, AllowanceRow> allowances = new HashMap<>();
    for (AllowanceRow row : reading.tables().allowances()) {
      allowances.put(row.code(), row);
      unit(reading, row, findings);
      quantity(reading, row, findings);
    }
    Map<String, DrawRow> first = new HashMap<>();
    for (DrawRow draw : reading.tables().draws()) {
      AllowanceRow row = allowances.get(draw.allowance());
      if (row != null) {
        told(reading, row, draw, findings);
        alone(reading, row, first.putIfAbsent(row.code(), draw), draw, findings);
      }
    }
    return findings;
  }

  /** The words for records and for money are not units too. */
  private static void unit(CheckContext reading, AllowanceRow row, Findings findings) {
    if (row.measure() != Measure.UNITS
        && reading.tables().catalogue().units().containsKey(row.unit())) {
      add(
          reading,
          row,
          "Unit",
          "the unit ("
              + row.unit()
              + ") is one of charges.xlsx, Units, and means "
              + (row.measure() == Measure.MONEY ? "money" : "a number of records")
              + " here",
          "give the unit in charges.xlsx another code",
          findings);
    }
  }

  private static void quantity(CheckContext reading, AllowanceRow row, Findings findings) {
    Per per = row.per();
    if (per.isOfOccurrences() && (row.measure() == Measure.RECORDS || row.quantity() == null)) {
      add(
          reading,
          row,
          "Per",
          "an allowance of each "
              + per.word()
              + (row.quantity() == null ? " has no quantity" : " is given in records"),
          "write a quantity and its unit, or clear Per",
          findings);
    }
    if (row.measure() == Measure.MONEY && per != Per.ACCOUNT && per != Per.INSTANCE) {
      add(
          reading,
          row,
          "Per",
          "an amount of money is free for a month, not for each " + per.word(),
          "write account or instance into Per, or give a quantity in a unit",
          findings);
    }
    if (row.measure() == Measure.MONEY && !row.countsTowardsTiers()) {
      add(
          reading,
          row,
          "Counts towards tiers",
          "usage of which an amount is free lies in its tiers all the same",
          "write yes",
          findings);
    }
    BigDecimal quantity = row.quantity() == null ? BigDecimal.ZERO : row.quantity().value();
    if (row.measure() == Measure.RECORDS && quantity.stripTrailingZeros().scale() > 0) {
      add(
          reading,
          row,
          "Quantity",
          "the quantity (" + row.quantity() + ") is not a whole number of records",
          "write a whole number, or another unit",
          findings);
    }
  }

  /** Metering tells apart what the allowance is of. */
  private static void told(
      CheckContext reading, AllowanceRow row, DrawRow draw, Findings findings) {
    for (MeteringRow metered : reading.tables().metering()) {
      String counted = draw.charge().equals(metered.charge()) ? untold(row, metered) : null;
      if (counted != null) {
        String of = row.measure() == Measure.RECORDS ? "records" : "each " + row.per().word();
        findings.add(
            Finding.error(
                    CODE,
                    reading.cells().of(draw.origin(), "Charge"),
                    "the allowance ("
                        + row.code()
                        + ") is of "
                        + of
                        + ", and row "
                        + metered.origin().row()
                        + " of metering.xlsx, Metering counts the charge ("
                        + draw.charge()
                        + ") by "
                        + counted,
                    "draw by another charge, or give the allowance another Per or Unit")
                .of(draw.origin(), row.origin(), metered.origin()));
        return;
      }
    }
  }

  /** By what a row of metering counts, if an allowance cannot be told apart in it; null: it can. */
  private static @Nullable String untold(AllowanceRow row, MeteringRow metered) {
    boolean isSum = metered.counting() == Counting.SUM;
    boolean isTold =
        switch (row.per()) {
          case ACCOUNT -> true;
          case INSTANCE -> !isOverAccount(metered);
          case DAY -> !metered.counting().runsOverSomething();
          case RESOURCE, CHAIN -> isSum;
          case RECORD -> isSum && metered.minimumPer() == MinimumPer.RECORD;
        };
    return isTold && (isSum || row.measure() != Measure.RECORDS)
        ? null
        : isSum
            ? metered.minimumPer().word()
            : metered.counting().word() + (isOverAccount(metered) ? " over the account" : "");
  }

  private static boolean isOverAccount(MeteringRow metered) {
    return metered.counting().runsOverSomething() && metered.over() == Over.ACCOUNT;
  }

  /** What one record has of two charges is not known together. */
  private static void alone(
      CheckContext reading,
      AllowanceRow row,
      @Nullable DrawRow first,
      DrawRow draw,
      Findings findings) {
    if (first != null && row.per().isOfOccurrences() && !first.charge().equals(draw.charge())) {
      findings.add(
          Finding.error(
                  CODE,
                  reading.cells().of(draw.origin(), "Charge"),
                  "the allowance ("
                      + row.code()
                      + ") of each "
                      + row.per().word()
                      + " is drawn on by the charge ("
                      + first.charge()
                      + ") too",
                  "give each charge an allowance of its own")
              .of(draw.origin(), first.origin()));
    }
  }

  private static void add(
      CheckContext reading,
      AllowanceRow row,
      String column,
      String what,
      String fix,
      Findings findings) {
    findings.error(CODE, reading.cells().of(row.origin(), column), what, fix);
  }
}
