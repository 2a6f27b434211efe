package dev.tarife.web.rating;

import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.Bundle;
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
public record Priced(String file, Bundle bundle, TariffEngine engine) {
  /** Its tables. */
  public Tables tables() {
    return bundle.tariff().tables();
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
