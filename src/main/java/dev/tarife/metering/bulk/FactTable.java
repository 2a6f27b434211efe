package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.metering.input.Nanos;
import dev.tarife.metering.terms.CountingPlan.Way;
import java.sql.SQLException;

/**
 * Parts of facts, from every way of counting, as the table {@code fact}. They are added up in the
 * database, so that Java holds the facts of one account at a time.
 */
final class FactTable {
  private static final String KEY = "acc_no, charge_no, inst_no, c, n, slices";

  private final Database database;
  private final TermTables terms;
  private final int tags;

  /** Makes the empty table; the terms must be complete. */
  FactTable(Database database, TermTables terms, int tags) throws SQLException {
    this.database = database;
    this.terms = terms;
    this.tags = tags;
    StringBuilder sql =
        new StringBuilder(
            "CREATE OR REPLACE TEMP TABLE fact (acc_no INTEGER, charge_no INTEGER, inst_no INTEGER,"
                + " c VARCHAR, n VARCHAR, slices BIGINT, whole HUGEINT, nano HUGEINT,"
                + " n_records HUGEINT, example VARCHAR");
    for (int i = 0; i < terms.words(); i++) {
      sql.append(", s").append(i).append(" BIGINT");
    }
    for (int i = 0; i < tags; i++) {
      sql.append(", g").append(i).append(" VARCHAR");
    }
    database.run(sql + ")");
  }

  /**
   * Adds what a query counted: acc_no, charge_no, inst_no, c, n, slices (the number of one; of
   * distinct counts a bit for each), total, n_records, example, source bits, tags, and of holdings
   * the way they are counted.
   *
   * @param scale digits after the point in totals, 0 or 9
   */
  void add(Way way, int scale, String query) throws SQLException {
    String slices = way == Way.DISTINCT ? "slices" : "CAST(1 AS BIGINT) << slices";
    String nano =
        way == Way.HELD
            ? "CASE WHEN counting = 'PROFILE_MONTHS' THEN total // "
                + Nanos.DAY
                + " * 1000000000 ELSE total END"
            : "total";
    database.run(
        "INSERT INTO fact SELECT acc_no, charge_no, inst_no, c, n, "
            + slices
            + ", "
            + (scale == 0 ? "total, 0" : "0, " + nano)
            + ", n_records, example"
            + terms.sources("?")
            + tagNames()
            + " FROM ("
            + query
            + ")");
  }

  private String tagNames() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < tags; i++) {
      names.append(", g").append(i);
    }
    return names.toString();
  }

  /**
   * The facts, account after account and nearly in their order: the key, quantity if it is a whole
   * number of 64 bits, whole and nano as texts if not, n_records, example, bits, tags.
   */
  String query() {
    String whole =
        "CASE WHEN nano = 0 AND whole BETWEEN -1000000000000000000 AND 1000000000000000000 THEN ";
    return "SELECT "
        + KEY
        + ", "
        + whole
        + "CAST(whole AS BIGINT) END, "
        + whole
        + "NULL ELSE CAST(whole AS VARCHAR) END, "
        + whole
        + "NULL ELSE CAST(nano AS VARCHAR) END, n_records, example"
        + terms.sources("?")
        + tagNames()
        + " FROM (SELECT "
        + KEY
        + ", sum(whole) AS whole, sum(nano) AS nano, CAST(sum(n_records) AS BIGINT) AS n_records,"
        + " min(example) AS example"
        + terms.sources("bit_or(?)")
        + tagNames()
        + " FROM fact GROUP BY "
        + KEY
        + tagNames()
        + ") ORDER BY acc_no, charge_no, inst_no NULLS FIRST, c NULLS FIRST, n NULLS FIRST";
  }
}
