package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.SqlText;
import dev.tarife.metering.terms.KindSql;
import dev.tarife.metering.terms.KindSql.Part;
import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.metering.terms.NumberScale;
import dev.tarife.metering.terms.RoundingFormula.Measured;
import dev.tarife.metering.terms.RowSql;
import java.sql.SQLException;

/**
 * The rows with their kinds, as the view {@code kinded}, and the same grouped by all that decides
 * on their terms and rejection, as the view {@code row_group}: how many, and what they come to if
 * each is rounded by itself.
 */
final class RowGroups {
  private static final int STARTS = 1;
  private static final int TOUCHES = 2;
  private static final int IN_CHAIN = 4;
  private static final int FRACTIONAL = 8;
  private static final int SLICE = 4;

  private final Database database;
  private final MonthBounds month;
  private final RowSql rowSql;
  private final KindSql kindSql;
  private final DimensionTable dimensions;
  private final InstanceRows instances;

  RowGroups(
      Database database,
      MonthBounds month,
      RowSql rowSql,
      KindSql kindSql,
      DimensionTable dimensions,
      InstanceRows instances) {
    this.database = database;
    this.month = month;
    this.rowSql = rowSql;
    this.kindSql = kindSql;
    this.dimensions = dimensions;
    this.instances = instances;
  }

  void make(CountingNeeds needs, Chains chains) throws SQLException {
    database.run(kinded(instances.rows(), needs.scale(), chains.id()));
    database.run(groups(needs, chains));
    database.run(
        SqlText.of(
                """
                CREATE OR REPLACE TEMP VIEW row_group AS
                SELECT *, row_flags & {starts} <> 0 AS starts, row_flags & {touches} <> 0 AS touches,
                  row_flags & {in_chain} <> 0 AS in_chain,
                  row_flags & {fractional} <> 0 AS is_fractional, row_flags >> {slice} AS slice
                FROM packed_group""")
            .with("starts", STARTS)
            .with("touches", TOUCHES)
            .with("in_chain", IN_CHAIN)
            .with("fractional", FRACTIONAL)
            .with("slice", SLICE)
            .toString());
  }

  /** The latest rows, with all that later statements look at. Unused columns cost nothing. */
  private String kinded(String rows, NumberScale scale, String chainId) {
    return SqlText.of(
            """
            CREATE OR REPLACE TEMP VIEW kinded AS
            SELECT record_id, usage_type, {chain_id} AS chain_id, resource_id, start_ns, end_ns,
              q AS quantity, cnt AS occurrences,
              {amount} AS amount, {counted_once} AS counted_once,
              {seconds} AS seconds, {connected} AS connected_seconds,
              {is_fractional} AS is_fractional,
              {starts} AS starts, {touches} AS touches, {slice} AS slice,
              {place_hash} AS place_hash, {dimension_hash} AS dimension_hash,
              {condition_bits} AS condition_bits, {given_bits} AS given_bits,
              {objection} AS objection
            FROM {latest}""")
        .with("chain_id", chainId)
        .with("amount", rowSql.measure(Measured.AMOUNT, scale))
        .with("counted_once", rowSql.measure(Measured.RECORDS, scale))
        .with("seconds", rowSql.measure(Measured.SECONDS, scale))
        .with("connected", rowSql.measure(Measured.CONNECTED, scale))
        .with("is_fractional", scale.isWhole() ? rowSql.isBroken() : "false")
        .with("starts", month.contains("start_ns"))
        .with("touches", month.overlaps("start_ns", "end_ns"))
        .with("slice", month.slice("start_ns"))
        .with("place_hash", dimensions.placeHash())
        .with("dimension_hash", dimensions.dimensionHash())
        .with("condition_bits", kindSql.conditionBits(Part.ROW))
        .with("given_bits", kindSql.givenBits(Part.ROW))
        .with("objection", kindSql.objection())
        .with("latest", kindSql.prepared(Part.ROW, rows))
        .toString();
  }

  /** Flags share a column: each column to group by costs as much as a sum. */
  private String groups(CountingNeeds needs, Chains chains) {
    String times = rowSql.isMany().equals("false") ? "" : " * CAST(occurrences AS HUGEINT)";
    return SqlText.of(
            """
            CREATE OR REPLACE TEMP TABLE packed_group AS
            SELECT place_hash, dimension_hash, condition_bits, given_bits, objection, row_flags,
              count(*) AS records, min(record_id) AS example{sums}
            FROM (
              SELECT *, CAST({starts} + {touches}{in_chain}{fractional}{slice} AS INTEGER)
                AS row_flags{billed}
              FROM kinded{shared_chain})
            GROUP BY place_hash, dimension_hash, condition_bits, given_bits, objection, row_flags""")
        .with("starts", flag("starts", STARTS))
        .with("touches", flag("touches", TOUCHES))
        .with(
            "in_chain",
            chains.any() ? " + " + flag("c.h IS NOT NULL AND chain_id IS NOT NULL", IN_CHAIN) : "")
        .with("fractional", " + " + flag("is_fractional", FRACTIONAL))
        .with("slice", month.isOneSlice() ? "" : " + (slice << " + SLICE + ")")
        .with(
            "billed",
            needs.columns(
                (i, formula) -> formula.sql(formula.measured().column, needs.scale()) + times))
        .with("sums", needs.columns((i, formula) -> "sum(billed_" + i + ")"))
        .with(
            "shared_chain",
            chains.any() ? " LEFT JOIN shared_chain c ON c.h = " + chains.hash() : "")
        .toString();
  }

  private static String flag(String condition, int flag) {
    return "CASE WHEN " + condition + " THEN " + flag + " ELSE 0 END";
  }
}
