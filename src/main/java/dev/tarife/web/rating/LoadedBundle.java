package dev.tarife.web.rating;

import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.Bundle;
import dev.tarife.table.Condition;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.Tables;
import java.util.Set;
import java.util.TreeSet;

/**
 * A bundle, ready to rate with.
 *
 * @param file SHA-256 of its file, by which it is found again
 * @param bundle what prices
 * @param engine rates with it
 */
public record LoadedBundle(String file, Bundle bundle, TariffEngine engine) {
  /** Its tables. */
  public Tables tables() {
    return bundle.tariff().tables();
  }

  /** Names of the columns that the tables read. */
  public Set<String> columns() {
    return columns(tables());
  }

  /** Names of the columns that some tables read. */
  public static Set<String> columns(Tables tables) {
    Set<String> columns = new TreeSet<>();
    for (MeteringRow row : tables.metering()) {
      columns.addAll(row.dimensions());
      columns.addAll(row.needs());
      for (Condition condition : row.conditions()) {
        columns.add(condition.attribute());
        if (condition.test().comparesColumns()) {
          columns.addAll(condition.values());
        }
      }
    }
    return columns;
  }

  /** Usage types whose records count in every month that they touch. */
  public Set<String> holdings() {
    return holdings(tables());
  }

  /** Usage types of some tables whose records count in every month that they touch. */
  public static Set<String> holdings(Tables tables) {
    Set<String> types = new TreeSet<>();
    for (MeteringRow row : tables.metering()) {
      if (row.charge() != null && row.counting().isHolding()) {
        types.add(row.usageType());
      }
    }
    return types;
  }
}
