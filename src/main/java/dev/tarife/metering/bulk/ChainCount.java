package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.SqlText;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.metering.terms.RoundingFormula;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the chains that have several records: what their records measure is summed first and
 * rounded then. A chain lies in the month and slice of its first record.
 *
 * <p>Rows of one chain, place, dimension and kind are a part of it, a row of the table {@code
 * chain_part}. Nearly all chains have a single part: they are rounded, and grouped as rows are,
 * before terms are joined. Of the others, in the table {@code mixed_chain}, each term sums the
 * parts that it takes.
 */
final class ChainCount {
  private final Database database;
  private final MonthBounds month;
  private final Chains chains;
  private final CountingNeeds needs;
  private final TermTable terms;
  private final boolean isTagged;

  ChainCount(
      Database database,
      MonthBounds month,
      Chains chains,
      CountingNeeds needs,
      TermTable terms,
      boolean isTagged) {
    this.database = database;
    this.month = month;
    this.chains = chains;
    this.needs = needs;
    this.terms = terms;
    this.isTagged = isTagged;
  }

  void count(CountingStatements statements, FactTable facts, AccountTotals totals)
      throws SQLException {
    for (long pass = 0; pass < chains.passes(); pass++) {
      database.run(parts(pass));
      long mixed =
          database.run(
              """
              CREATE OR REPLACE TEMP TABLE mixed_chain AS
              SELECT chain_hash
              FROM (
                SELECT chain_hash, row_number() OVER (PARTITION BY chain_hash) AS part_no
                FROM chain_part)
              WHERE part_no = 2""");
      database.run(groups());
      MeteredRows.write(database, "metered_chain", "chain_group");
      facts.add(statements.of(Way.CHAIN));
      MeteredRows.write(database, "metered_part", "chain_part");
      if (mixed > 0) {
        facts.add(statements.mixedChains());
      }
      if (database.number("SELECT count(*) FROM chain_part WHERE starting < records") > 0) {
        correctOutOfPeriod(totals);
      }
    }
  }

  private String parts(long pass) {
    return SqlText.of(
            """
            CREATE OR REPLACE TEMP TABLE chain_part AS
            SELECT *, {chain_hash} AS chain_hash
            FROM (
              SELECT chain_id, place_hash, dimension_hash, condition_bits, given_bits, objection,
                {resource} AS resource, min(start_ns) AS first_ns,
                {first_record} AS first_record, count(*) AS records,
                count(*) FILTER (starts) AS starting, count(*) FILTER (touches) AS touching,
                min(record_id) AS example{sums}
              FROM kinded
              WHERE {is_shared} AND objection IS NULL
              GROUP BY ALL)""")
        .with("chain_hash", chains.hash())
        .with("resource", resource())
        .with("first_record", isTagged ? "min({s: start_ns, i: record_id})" : "NULL")
        .with("sums", sums())
        .with("is_shared", chains.isShared(pass))
        .toString();
  }

  /** The resource of a row, where its usage type has a minimum for each of a chain. */
  private String resource() {
    Set<String> types = terms.typesPerResource();
    return types.isEmpty()
        ? "CAST(NULL AS VARCHAR)"
        : "CASE WHEN usage_type IN " + Duck.texts(types) + " THEN resource_id END";
  }

  private String sums() {
    return formulas().stream()
        .map(formula -> formula.measured().column)
        .distinct()
        .map(column -> ", sum(" + column + ") AS " + column)
        .collect(Collectors.joining());
  }

  private List<RoundingFormula> formulas() {
    return terms.lines(Way.CHAIN).stream().map(RoundingFormula::of).distinct().sorted().toList();
  }

  /** Chains of one place, dimension, kind and slice together, each rounded by itself. */
  private String groups() {
    List<RoundingFormula> formulas = formulas();
    return SqlText.of(
            """
            CREATE OR REPLACE TEMP TABLE chain_group AS
            SELECT place_hash, dimension_hash, condition_bits, given_bits, objection,
              true AS starts, {slice} AS slice, CAST(sum(records) AS BIGINT) AS records,
              min(example) AS example{billed}
            FROM chain_part ANTI JOIN mixed_chain USING (chain_hash)
            WHERE {starts}
            GROUP BY ALL""")
        .with("slice", month.slice("first_ns"))
        .with(
            "billed",
            needs.columns(
                (i, formula) ->
                    formulas.contains(formula)
                        ? "sum(" + formula.sql(formula.measured().column, needs.scale()) + ")"
                        : "NULL"))
        .with("starts", month.contains("first_ns"))
        .toString();
  }

  /**
   * Counts records in or out of the month that are so only because their chain is. Until then a
   * record of a chain was counted by its own start.
   */
  private void correctOutOfPeriod(AccountTotals totals) throws SQLException {
    database.rows(
        SqlText.of(
                """
                SELECT account_no,
                  CAST(sum(near - CASE WHEN is_counted THEN records ELSE alone END) AS BIGINT)
                FROM (
                  SELECT account_no, near, alone, records, bool_or({chain_starts}) AS is_counted
                  FROM (
                    SELECT r.account_no, r.chain_id, r.place_hash, r.dimension_hash, r.kind_no,
                      r.resource, r.records,
                      CASE WHEN r.counts_held THEN r.touching ELSE r.starting END AS near,
                      CASE WHEN r.counts_held THEN r.touching
                        WHEN r.counts_started_records THEN r.starting ELSE 0 END AS alone,
                      min(r.first_ns) OVER (PARTITION BY t.charge_no, r.instance_no,
                        CASE WHEN t.by_country THEN r.country END,
                        CASE WHEN t.by_number_type THEN r.number_type END,
                        t.minimum, t.increment, t.ordinal, t.per_resource, r.chain_id,
                        CASE WHEN t.per_resource THEN r.resource END) AS first_ns
                    FROM metered_part r
                    SEMI JOIN (SELECT chain_id FROM chain_part WHERE starting < records) o
                      ON o.chain_id = r.chain_id
                    JOIN term t ON t.kind_no = r.kind_no AND t.way = 'CHAIN')
                  GROUP BY account_no, chain_id, place_hash, dimension_hash, kind_no, resource,
                    near, alone, records)
                GROUP BY account_no""")
            .with("chain_starts", month.contains("first_ns"))
            .toString(),
        row -> totals.countOutOfPeriod(row.getInt(1), row.getLong(2)));
  }
}
