package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.SqlText;
import java.sql.SQLException;

/**
 * Joins rows, or groups of rows, with what is known of their place and dimension, and with their
 * kind. Those whose place or dimension is unknown, or whose kind is not metered, fall out.
 */
final class MeteredRows {
  private static final String KIND =
      """
      k.type_no = d.type_no
        AND k.condition_bits = d.condition_bits + r.condition_bits
        AND k.given_bits = d.given_bits + r.given_bits""";

  private MeteredRows() {}

  /** Makes a view of those rows of a relation that are metered. */
  static void write(Database database, String view, String relation) throws SQLException {
    database.run(
        SqlText.of(
                """
                CREATE OR REPLACE TEMP VIEW {view} AS
                SELECT r.* EXCLUDE (condition_bits, given_bits), p.account_no, p.instance_no,
                  d.country, d.number_type, d.tag_no,
                  k.kind_no, k.counts_starting, k.counts_started_records, k.counts_held
                FROM {relation} r
                JOIN place p ON p.place_hash = r.place_hash
                JOIN dimension d ON d.dimension_hash = r.dimension_hash
                JOIN kind k ON {kind}
                WHERE p.is_priced AND d.is_known AND r.objection IS NULL""")
            .with("view", view)
            .with("relation", relation)
            .with("kind", KIND)
            .toString());
  }

  /** Makes the view {@code judged_group} of all groups, metered or not. */
  static void writeJudged(Database database) throws SQLException {
    database.run(
        SqlText.of(
                """
                CREATE OR REPLACE TEMP VIEW judged_group AS
                SELECT p.acct, p.instance, d.usage_type, d.country, d.number_country, d.number_type,
                  r.objection, d.condition_bits + r.condition_bits AS condition_bits,
                  d.given_bits + r.given_bits AS given_bits, r.starts, r.touches, r.records,
                  r.example, k.kind_no,
                  p.is_priced AND d.is_known AND r.objection IS NULL AND k.kind_no IS NOT NULL
                    AS is_metered
                FROM row_group r
                JOIN place p ON p.place_hash = r.place_hash
                JOIN dimension d ON d.dimension_hash = r.dimension_hash
                LEFT JOIN kind k ON {kind}""")
            .with("kind", KIND)
            .toString());
  }
}
