package dev.tarife.metering;

import java.sql.SQLException;
import java.util.Collection;

/**
 * Finds the chains that have several records, by the hash of their contact_id. Most lie within one
 * slice; the others are {@code wide}: which fact their records belong to depends on the first.
 */
final class Chains {
  private final Tuning tuning;
  private final Database database;
  private final Month month;
  private final boolean tagged;
  private final long passes;
  private final Collection<String> types;
  private boolean any;
  private boolean wide;
  private boolean straddling;

  /**
   * Prepares.
   *
   * @param tagged whether tags tell facts apart: those of a chain are of its first record
   * @param types usage types with a minimum for each chain
   */
  Chains(
      Tuning tuning,
      Database database,
      Month month,
      boolean tagged,
      long rows,
      Collection<String> types) {
    this.database = database;
    this.month = month;
    this.tagged = tagged;
    this.tuning = tuning;
    this.passes = tuning.passes(2 * rows);
    this.types = types;
  }

  /** Makes the tables of chains. */
  void find() throws SQLException {
    any = false;
    wide = false;
    database.run("CREATE OR REPLACE TEMP TABLE wide (h UBIGINT, straddles BOOLEAN)");
    for (long pass = 0; pass < passes; pass++) {
      if (find(pass) > 0) {
        any = true;
        wide |= database.run("INSERT INTO wide SELECT h, straddles FROM chains WHERE wide") > 0;
      }
    }
    straddling = wide && database.number("SELECT count(*) FROM wide WHERE straddles") > 0;
  }

  /** Makes the table {@code chains} of one of the looks at all rows; how many there are. */
  long find(long pass) throws SQLException {
    if (types.isEmpty()) {
      return 0;
    }
    String second = "hash(substr(contact_id, 2))";
    return database.run(
        "CREATE OR REPLACE TEMP TABLE chains AS SELECT h, straddles, straddles OR several OR "
            + (tagged ? "true OR " : "")
            + month.slice("lo")
            + " <> "
            + month.slice("hi")
            + " AS wide FROM (SELECT h, several, (lo < "
            + month.start
            + " AND hi >= "
            + month.start
            + ") OR (lo < "
            + month.end
            + " AND hi >= "
            + month.end
            + ") AS straddles, lo, hi FROM (SELECT h, min(start_ns) AS lo, max(start_ns) AS hi,"
            + " min(h2) <> max(h2) AS several FROM (SELECT "
            + tuning.hash("contact_id")
            + " AS h, "
            + second
            + " AS h2, start_ns FROM rows WHERE contact_id IS NOT NULL AND usage_type IN "
            + Duck.texts(types)
            + ")"
            + (passes == 1 ? "" : " WHERE h % " + passes + " = " + pass)
            + " GROUP BY h HAVING count(*) > 1))");
  }

  /** Whether any chain has several records. */
  boolean any() {
    return any;
  }

  boolean anyWide() {
    return wide;
  }

  /** Whether a chain has records inside the month and outside. */
  boolean anyStraddling() {
    return straddling;
  }

  long passes() {
    return passes;
  }
}
