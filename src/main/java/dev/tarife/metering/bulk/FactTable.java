package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.SqlText;
import java.sql.SQLException;

/**
 * Parts of facts, from every way of counting, as the table {@code fact}. They are added up in the
 * database, so that Java holds the facts of one account at a time.
 *
 * <p>A quantity is in {@code units}, in {@code billionths}, or both. Slices of the month are bits:
 * a count of distinct resources is of several, every other part of one. Tags are a number, that of
 * a list of them in the table {@code dimension}. Where records or chains are kept apart, {@code
 * each} is what one of them counts, and {@code times} how many do.
 */
final class FactTable {
  private static final String KEY =
      "account_no, charge_no, instance_no, country, number_type, slice_bits, tag_no";

  private final Database database;

  /**
   * Makes the empty table.
   *
   * @param sourceType the type of the column of sources
   */
  FactTable(Database database, String sourceType) throws SQLException {
    this.database = database;
    database.run(
        """
        CREATE OR REPLACE TEMP TABLE fact (account_no INTEGER, charge_no INTEGER,
          instance_no INTEGER, country VARCHAR, number_type VARCHAR, slice_bits BIGINT,
          tag_no INTEGER, units HUGEINT, billionths HUGEINT, records HUGEINT, example VARCHAR,
          source_bits {bits}, each HUGEINT, times BIGINT, resource VARCHAR)"""
            .replace("{bits}", sourceType));
  }

  /** Adds what a statement counted, whose columns have the names of the table's. */
  void add(String statement) throws SQLException {
    database.run("INSERT INTO fact BY NAME " + statement);
  }

  /**
   * The facts, account after account and nearly in their order: the key, quantity if it is a whole
   * number of 64 bits, units and billionths as texts if not, records, example, source bits; and
   * where records or chains are kept apart, what each counts, as a text, how many do, and of which
   * resource they are if resources are.
   *
   * @param apart whether any are
   */
  static String query(boolean apart) {
    return SqlText.of(
            """
            SELECT {key}, CASE WHEN is_short THEN CAST(units AS BIGINT) END,
              CASE WHEN is_short THEN NULL ELSE CAST(units AS VARCHAR) END,
              CASE WHEN is_short THEN NULL ELSE CAST(billionths AS VARCHAR) END,
              records, example, CAST(source_bits AS VARCHAR){shown}
            FROM (
              SELECT {key}, coalesce(sum(units), 0) AS units,
                coalesce(sum(billionths), 0) AS billionths,
                CAST(sum(records) AS BIGINT) AS records, min(example) AS example,
                bit_or(source_bits) AS source_bits,
                coalesce(sum(billionths), 0) = 0 AND coalesce(sum(units), 0)
                  BETWEEN -1000000000000000000 AND 1000000000000000000 AS is_short{apart}
              FROM fact
              GROUP BY {key}{each})
            ORDER BY account_no, charge_no, instance_no NULLS FIRST, country NULLS FIRST,
              number_type NULLS FIRST""")
        .with("key", KEY)
        .with("shown", apart ? ", CAST(each AS VARCHAR), times, resource" : "")
        .with("apart", apart ? ", each, CAST(sum(times) AS BIGINT) AS times, resource" : "")
        .with("each", apart ? ", each, resource" : "")
        .toString();
  }
}
