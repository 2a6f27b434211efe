package dev.tarife.metering;

import java.sql.SQLException;
import java.util.Collection;

/**
 * Makes {@code rows} of {@code kept}: a record without a contact_id belongs to the chain of its own
 * record_id, which others may name as theirs. Input in which all or none of the records name a
 * chain is passed through.
 */
final class ChainHeads {
  private ChainHeads() {}

  /**
   * Names the chains.
   *
   * @param types usage types with a minimum for each chain
   */
  static void name(Database database, Collection<String> types) throws SQLException {
    String chained = "usage_type IN " + Duck.texts(types);
    boolean mixed =
        !types.isEmpty()
            && any(database, chained + " AND contact_id IS NULL")
            && any(database, chained + " AND contact_id IS NOT NULL");
    boolean named =
        mixed
            && database.run(
                    "CREATE OR REPLACE TEMP TABLE heads AS SELECT DISTINCT contact_id AS head FROM"
                        + " kept WHERE "
                        + chained
                        + " AND contact_id IN (SELECT record_id FROM kept WHERE "
                        + chained
                        + " AND contact_id IS NULL AND cnt = 1)")
                > 0;
    database.run(
        "CREATE OR REPLACE TEMP VIEW rows AS SELECT * "
            + (named
                ? "REPLACE (CASE WHEN contact_id IS NULL AND cnt = 1 AND record_id IN"
                    + " (SELECT head FROM heads) THEN record_id ELSE contact_id END AS contact_id)"
                : "")
            + " FROM kept");
  }

  private static boolean any(Database database, String condition) throws SQLException {
    return database.number(
            "SELECT count(*) FROM (SELECT 1 FROM kept WHERE " + condition + " LIMIT 1)")
        > 0;
  }
}
