package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.RoundingFormula;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Counts chains that lie in several slices, which the survey has not counted. */
final class WideChainCount {
  private final HashSettings tuning;
  private final Database database;
  private final AccountTotals ledger;
  private final FactTable facts;
  private final MeteredRows rows;

  WideChainCount(
      HashSettings tuning,
      Database database,
      AccountTotals ledger,
      FactTable facts,
      MeteredRows rows) {
    this.tuning = tuning;
    this.database = database;
    this.ledger = ledger;
    this.facts = facts;
    this.rows = rows;
  }

  /**
   * Counts.
   *
   * @param straddling whether a chain has records inside the month and outside
   */
  void count(boolean straddling) throws SQLException {
    facts.add(Way.CHAIN, rows.ticks().scale(), wide());
    if (straddling) {
      correctOutOfPeriod();
    }
  }

  private String wideRows(String condition) {
    return " FROM "
        + rows.withTerms(Way.CHAIN)
        + " SEMI JOIN wide m ON "
        + condition
        + "m.h = "
        + tuning.hash("b.contact_id")
        + " WHERE b.contact_id IS NOT NULL";
  }

  private String wide() {
    String ticks = rows.ticks().type();
    return "SELECT charge_no, inst_no, acc_no, c, n, "
        + rows.month().slice("first_ns")
        + " AS slices, sum("
        + RoundingFormula.rounded("least", "step", "CAST(w AS HUGEINT)")
        + ") AS total, sum(n_records) AS n_records, min(example) AS example"
        + rows.terms().sources("bit_or(?)")
        + rows.tagNames()
        + " FROM (SELECT t.charge_no, b.inst_no, b.acc_no, "
        + MeteredRows.DIMENSIONS
        + ", t.least, t.step, t.ordinal, t.per_resource, b.contact_id,"
        + " CASE WHEN t.per_resource THEN b.resource_id END AS r, sum(CAST("
        + MeteredRows.measure()
        + " AS "
        + ticks
        + ")) AS w, min(b.start_ns) AS first_ns, count(*) FILTER (t.ordinal = 0) AS n_records,"
        + " min(b.record_id) AS example"
        + rows.terms().sources("bit_or(t.?)")
        + rows.firstTags()
        + wideRows("")
        + " GROUP BY ALL) WHERE "
        + rows.month().contains("first_ns")
        + " GROUP BY charge_no, inst_no, acc_no, c, n, slices"
        + rows.tagNames();
  }

  /** A chain lies where it begins, so that its records may be in the month or out with it. */
  private void correctOutOfPeriod() throws SQLException {
    String others =
        List.of(Way.NONE, Way.RECORD, Way.DISTINCT, Way.UNION, Way.HELD).stream()
            .filter(rows.terms()::has)
            .map(
                way ->
                    " OR ("
                        + (way == Way.HELD
                            ? rows.month().overlaps("b.start_ns", "b.end_ns")
                            : "b.starts")
                        + " AND b.kind_no IN "
                        + rows.terms().kinds(way)
                        + ")")
            .collect(Collectors.joining());
    database.rows(
        "SELECT acc_no, count(*) FILTER (NOT naive) - count(*) FILTER (NOT exact) FROM (SELECT"
            + " acc_no, record_id, bool_or(starts OR other) AS naive, bool_or("
            + rows.month().contains("first_ns")
            + " OR other) AS exact FROM (SELECT b.acc_no, b.record_id, b.starts, (false"
            + others
            + ") AS other, min(b.start_ns) OVER (PARTITION BY t.charge_no, b.inst_no,"
            + " CASE WHEN t.by_country THEN b.country END,"
            + " CASE WHEN t.by_type THEN b.number_type END, t.least, t.step, t.ordinal,"
            + " t.per_resource, b.contact_id,"
            + " CASE WHEN t.per_resource THEN b.resource_id END) AS first_ns"
            + wideRows("m.straddles AND ")
            + ") GROUP BY acc_no, record_id) GROUP BY acc_no",
        row -> ledger.countOutOfPeriod(row.getInt(1), -row.getLong(2)));
  }
}
