package dev.tarife.table.check.price;

import dev.tarife.table.PriceRow;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.read.TelephonyReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The price rows that can match the same usage: those of one charge, and of a rate card those of
 * one Region too.
 */
final class CompetingPrices {
  private CompetingPrices() {}

  /** Every group of rows of which all could be read, in the order of the workbooks. */
  static Collection<List<PriceRow>> of(CheckContext reading) {
    Map<String, List<PriceRow>> groups = new LinkedHashMap<>();
    for (PriceRow row : reading.tables().prices()) {
      add(groups, reading, row.charge(), row);
    }
    for (PriceRow row : reading.tables().card().rows()) {
      add(groups, reading, row.charge() + '|' + row.region(), row);
    }
    return groups.values();
  }

  private static void add(
      Map<String, List<PriceRow>> groups, CheckContext reading, String key, PriceRow row) {
    if (!reading.doubts().has(row.charge())) {
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
  }

  static boolean isOnCard(PriceRow row) {
    return row.origin().workbook().equals(TelephonyReader.FILE);
  }

  /**
   * Which row wins: the higher. In prices.xlsx the one that names more (decision A-57); on a rate
   * card a country weighs more than a number type.
   */
  static int rank(PriceRow row) {
    return isOnCard(row)
        ? (row.country() == null ? 0 : 2) + (row.numberType() == null ? 0 : 1)
        : row.specificity();
  }

  /** Whether a row is preferred to another wherever both are in force. */
  static boolean beats(PriceRow row, PriceRow other) {
    return rank(row) > rank(other)
        || (row.item().equals(other.item()) && row.firstDay().isAfter(other.firstDay()));
  }
}
