package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Makes {@code rows} of {@code kept}: a record without a contact_id belongs to the chain of its own
 * record_id, which others may name as theirs.
 */
final class ChainHeads {
  private ChainHeads() {}

  /** Passes the rows through: all or none of the records name a chain. */
  static void none(Database database) throws SQLException {
    database.run("CREATE OR REPLACE TEMP VIEW rows AS SELECT * FROM kept");
  }

  /**
   * Names the chains.
   *
   * @param types usage types with a minimum for each chain
   */
  static void name(Database database, Collection<String> types) throws SQLException {
    String chained = "usage_type IN " + Duck.texts(types);
    boolean named =
        database.run(
                "CREATE OR REPLACE TEMP TABLE heads AS SELECT DISTINCT contact_id AS head FROM"
                    + " kept WHERE "
                    + chained
                    + " AND contact_id IN (SELECT record_id FROM kept WHERE "
                    + chained
                    + " AND contact_id IS NULL AND cnt = 1)")
            > 0;
    if (!named) {
      none(database);
      return;
    }
    database.run(
        "CREATE OR REPLACE TEMP VIEW rows AS SELECT * REPLACE (CASE WHEN contact_id IS NULL AND"
            + " cnt = 1 AND record_id IN (SELECT head FROM heads) THEN record_id ELSE contact_id"
            + " END AS contact_id) FROM kept");
  }
}
