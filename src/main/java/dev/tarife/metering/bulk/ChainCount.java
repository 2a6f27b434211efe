package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.SqlText;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.metering.terms.RoundingFormula;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Counts the chains that have several records: what their records measure is summed first and
 * rounded then. A chain lies in the month and slice of its first record.
 *
 * <p>The records of most chains are alike, of one dimension and kind: such chains are grouped as
 * rows are, before terms are joined. Where they differ, each term has a sum of its own.
 */
final class ChainCount {
  private final Database database;
  private final MonthBounds month;
  private final Chains chains;
  private final CountingNeeds needs;
  private final TermTable terms;

  ChainCount(
      Database database, MonthBounds month, Chains chains, CountingNeeds needs, TermTable terms) {
    this.database = database;
    this.month = month;
    this.chains = chains;
    this.needs = needs;
    this.terms = terms;
  }

  void count(CountingStatements statements, FactTable facts, AccountTotals totals)
      throws SQLException {
    for (long pass = 0; pass < chains.passes(); pass++) {
      database.runAsWritten(chains(pass));
      database.run(groups());
      MeteredRows.write(database, "metered_chain", "chain_group");
      facts.add(statements.of(Way.CHAIN));
      if (database.number("SELECT count(*) FROM chain WHERE is_mixed") > 0) {
        facts.add(statements.mixedChains());
      }
      if (database.number("SELECT count(*) FROM chain WHERE straddles") > 0) {
        correctOutOfPeriod(totals);
      }
    }
  }

  /** The chains, with their ids only where their records must be found again. */
  private String chains(long pass) {
    return SqlText.of(
            """
            CREATE OR REPLACE TEMP TABLE chain AS
            SELECT * EXCLUDE (id), CASE WHEN is_mixed OR straddles THEN id END AS chain_id
            FROM (
              SELECT chain_id AS id,
                min(dimension_hash) AS dimension_hash, min(condition_bits) AS condition_bits,
                min(given_bits) AS given_bits,
                min(dimension_hash) <> max(dimension_hash)
                  OR min(condition_bits) <> max(condition_bits)
                  OR min(given_bits) <> max(given_bits)
                  OR count(objection) > 0 OR {resources_differ} AS is_mixed,
                min(start_ns) AS first_ns,
                min(start_ns) < {month_start} AND max(start_ns) >= {month_start}
                  OR min(start_ns) < {month_end} AND max(start_ns) >= {month_end} AS straddles,
                count(*) AS records, min(record_id) AS example{sums}
              FROM kinded
              WHERE {is_shared}
              GROUP BY chain_id)""")
        .with("resources_differ", resourcesDiffer())
        .with("month_start", month.start)
        .with("month_end", month.end)
        .with("sums", sums())
        .with("is_shared", chains.isShared(pass))
        .toString();
  }

  /** Whether a chain is of several resources, where its usage type has a minimum for each. */
  private String resourcesDiffer() {
    Set<String> types = terms.typesPerResource();
    return types.isEmpty()
        ? "false"
        : SqlText.of("min({resource}) <> max({resource})")
            .with(
                "resource",
                "CASE WHEN usage_type IN "
                    + Duck.texts(types)
                    + " THEN coalesce(resource_id, '') ELSE '' END")
            .toString();
  }

  private String sums() {
    StringBuilder sums = new StringBuilder();
    formulas().stream()
        .map(formula -> formula.measured().column)
        .distinct()
        .forEach(column -> sums.append(", sum(" + column + ") AS " + column));
    return sums.toString();
  }

  private List<RoundingFormula> formulas() {
    List<Line> lines = terms.lines(Way.CHAIN);
    return lines.stream().map(RoundingFormula::of).distinct().sorted().toList();
  }

  /** Chains of one dimension, kind and slice together, each rounded by itself. */
  private String groups() {
    return SqlText.of(
            """
            CREATE OR REPLACE TEMP TABLE chain_group AS
            SELECT dimension_hash, condition_bits, given_bits, CAST(NULL AS VARCHAR) AS objection,
              true AS starts, {slice} AS slice, CAST(sum(records) AS BIGINT) AS records,
              min(example) AS example{billed}
            FROM chain
            WHERE NOT is_mixed AND {starts}
            GROUP BY ALL""")
        .with("slice", month.slice("first_ns"))
        .with(
            "billed",
            RowGroups.columns(
                needs,
                formula ->
                    formulas().contains(formula)
                        ? "sum(" + formula.sql(formula.measured().column, needs.scale()) + ") AS billed_"
                        : "NULL AS billed_"))
        .with("starts", month.contains("first_ns"))
        .toString();
  }

  /**
   * Counts records in or out of the month that are so only because their chain is. Until then a
   * record of a chain is counted by its own start.
   */
  private void correctOutOfPeriod(AccountTotals totals) throws SQLException {
    database.rows(
        SqlText.of(
                """
                SELECT account_no, count(*) FILTER (NOT is_near) - count(*) FILTER (NOT is_counted)
                FROM (
                  SELECT account_no, record_id, bool_or(starts OR counts_alone) AS is_near,
                    bool_or({chain_starts} OR counts_alone) AS is_counted
                  FROM (
                    SELECT r.account_no, r.record_id, r.starts,
                      r.starts AND r.counts_started_records OR r.touches AND r.counts_held
                        AS counts_alone,
                      min(r.start_ns) OVER (PARTITION BY t.charge_no, r.instance_no,
                        CASE WHEN t.by_country THEN r.country END,
                        CASE WHEN t.by_number_type THEN r.number_type END,
                        t.minimum, t.increment, t.ordinal, t.per_resource, r.chain_id,
                        CASE WHEN t.per_resource THEN r.resource_id END) AS first_ns
                    FROM metered_row r
                    JOIN chain c ON c.chain_id = r.chain_id AND c.straddles
                    JOIN term t ON t.kind_no = r.kind_no AND t.way = 'CHAIN'
                    WHERE r.usage_type IN {types})
                  GROUP BY account_no, record_id)
                GROUP BY account_no""")
            .with("chain_starts", month.contains("first_ns"))
            .with("types", Duck.texts(terms.types(Way.CHAIN)))
            .toString(),
        row -> totals.countOutOfPeriod(row.getInt(1), -row.getLong(2)));
  }
}
