package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.terms.MonthBounds;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Finds the chains that have several records, by the hash of their contact_id: those within one
 * slice as the table {@code several}, and as {@code wide} those of which the first record decides
 * which fact the others belong to. Chains that share a hash are found together: whoever counts them
 * tells them apart by their texts.
 */
final class Chains {
  /** Repeated records are many where there is one among so many. */
  private static final int MANY = 20;

  private final HashSettings tuning;
  private final Database database;
  private final MonthBounds month;
  private final boolean tagged;
  private final boolean named;
  private final Collection<String> types;
  private long all;
  private long given;
  private long several;
  private boolean wide;
  private boolean straddling;

  /**
   * Prepares.
   *
   * @param tagged whether tags tell facts apart: those of a chain are of its first record
   * @param named whether any file names chains
   * @param types usage types with a minimum for each chain
   */
  Chains(
      HashSettings tuning,
      Database database,
      MonthBounds month,
      boolean tagged,
      boolean named,
      Collection<String> types) {
    this.database = database;
    this.month = month;
    this.tagged = tagged;
    this.tuning = tuning;
    this.named = named;
    this.types = types;
  }

  /** Makes the tables of chains, and of {@code kept} the view {@code rows} that names them. */
  void find() throws SQLException, IOException {
    database.run("CREATE OR REPLACE TEMP TABLE wide (h UBIGINT, straddles BOOLEAN)");
    boolean mayBeWide = look() || tagged;
    if (given == 0) {
      ChainHeads.none(database);
      return;
    }
    if (given == all) {
      ChainHeads.none(database);
    } else {
      ChainHeads.name(database, types);
    }
    // A few contacts too many cost less than to leave repeated records out.
    boolean few = database.number("SELECT count(*) FROM repeated") <= all / MANY;
    String source = chained(given == all && few ? "every" : "rows");
    several = new RepeatedHashes(tuning, database).find("several", "contact_id", source, all);
    if (several == 0 || !mayBeWide) {
      return;
    }
    for (long pass = 0; pass < passes(); pass++) {
      findWide(pass);
    }
    wide = database.number("SELECT count(*) FROM wide") > 0;
    if (wide) {
      straddling = database.number("SELECT count(*) FROM wide WHERE straddles") > 0;
      database.run("DELETE FROM several WHERE h IN (SELECT h FROM wide)");
    }
  }

  /**
   * Looks how many records name a chain, and whether these may lie in several slices, or in the
   * month and outside it. Rows that are not kept count too: to leave them out costs more.
   */
  private boolean look() throws SQLException {
    if (types.isEmpty() || !named) {
      return false;
    }
    boolean[] spread = {false};
    database.rows(
        "SELECT n, given, coalesce("
            + month.slice("lo")
            + " <> "
            + month.slice("hi")
            + " OR NOT ("
            + month.contains("lo")
            + " AND "
            + month.contains("hi")
            + "), false) FROM (SELECT count(*) AS n, count(contact_id) AS given, min(start_ns) AS"
            + " lo, max(start_ns) AS hi FROM every WHERE "
            + ofTypes()
            + ")",
        row -> {
          all = row.getLong(1);
          given = row.getLong(2);
          spread[0] = row.getBoolean(3);
        });
    return spread[0];
  }

  private String ofTypes() {
    return "usage_type IN " + Duck.texts(types);
  }

  private String chained(String source) {
    return "(SELECT contact_id, start_ns FROM "
        + source
        + " WHERE contact_id IS NOT NULL AND "
        + ofTypes()
        + ")";
  }

  private void findWide(long pass) throws SQLException {
    database.run(
        "INSERT INTO wide SELECT h, straddles FROM (SELECT h, "
            + straddles(month.start)
            + " OR "
            + straddles(month.end)
            + " AS straddles, "
            + (tagged ? "true" : month.slice("lo") + " <> " + month.slice("hi"))
            + " AS wide FROM (SELECT h, min(start_ns) AS lo, max(start_ns) AS hi FROM (SELECT "
            + tuning.hash("contact_id")
            + " AS h, start_ns FROM "
            + chained("rows")
            + ") WHERE h IN "
            + some(pass)
            + " GROUP BY h)) WHERE straddles OR wide");
  }

  private static String straddles(long time) {
    return "(lo < " + time + " AND hi >= " + time + ")";
  }

  /** The hashes of one of the looks at all rows, as a list in SQL. */
  String some(long pass) {
    return "(SELECT h FROM several"
        + (passes() == 1 ? "" : " WHERE h % " + passes() + " = " + pass)
        + ")";
  }

  /** Whether any chain has several records. */
  boolean any() {
    return several > 0;
  }

  boolean anyWide() {
    return wide;
  }

  /** Whether a chain has records inside the month and outside. */
  boolean anyStraddling() {
    return straddling;
  }

  /** How many looks keep memory bounded: a chain needs twice that of an id. */
  long passes() {
    return tuning.passes(2 * several);
  }
}
