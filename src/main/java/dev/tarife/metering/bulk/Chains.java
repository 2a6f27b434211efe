package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.SqlText;
import dev.tarife.metering.input.HashSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/**
 * Finds the chains that have several records, as the table {@code shared_chain} of the hashes of
 * their ids. Most chains have one record, which is counted as any other; these others are summed
 * before they are rounded. Chains that share a hash are found together, and told apart by their ids
 * where they are counted.
 */
final class Chains {
  /** Repeated records are many where there is one among so many. */
  private static final int MANY = 20;

  private final HashSettings settings;
  private final Database database;
  private final Set<String> types;
  private String id = "contact_id";
  private long shared;

  /**
   * The chains of some usage types.
   *
   * @param types with a minimum for each chain; none: there are no chains
   */
  Chains(HashSettings settings, Database database, Set<String> types) {
    this.settings = settings;
    this.database = database;
    this.types = types;
  }

  void find() throws SQLException, IOException {
    if (types.isEmpty()) {
      return;
    }
    long all = database.number("SELECT count(*) FROM staged WHERE " + ofTypes());
    long named = database.number("SELECT count(contact_id) FROM staged WHERE " + ofTypes());
    if (named == 0) {
      return;
    }
    if (named < all && nameHeads() > 0) {
      id =
          """
          CASE WHEN contact_id IS NULL AND cnt = 1 AND record_id IN (SELECT head FROM chain_head)
          THEN record_id ELSE contact_id END""";
    }
    // A few contacts too many cost less than to leave repeated records out.
    boolean few = database.number("SELECT count(*) FROM repeated") <= all / MANY;
    String rows =
        SqlText.of("(SELECT {id} AS chain_id FROM {rows} WHERE {of_types} AND {id} IS NOT NULL)")
            .with("id", id)
            .with("rows", named == all && few ? "staged" : "latest")
            .with("of_types", ofTypes())
            .toString();
    shared = new RepeatedHashes(settings, database).find("shared_chain", "chain_id", rows, all);
  }

  /** Finds records without a contact_id that others name as theirs: their chain is their own id. */
  private long nameHeads() throws SQLException {
    return database.run(
        SqlText.of(
                """
                CREATE OR REPLACE TEMP TABLE chain_head AS
                SELECT DISTINCT contact_id AS head
                FROM latest
                WHERE {of_types} AND contact_id IN (
                  SELECT record_id FROM latest WHERE {of_types} AND contact_id IS NULL AND cnt = 1)""")
            .with("of_types", ofTypes())
            .toString());
  }

  private String ofTypes() {
    return "usage_type IN " + Duck.texts(types);
  }

  /** The chain of a row, as SQL; null: it has none. */
  String id() {
    return id;
  }

  /** Whether any chain has several records. */
  boolean any() {
    return shared > 0;
  }

  /** How many scans of the rows keep memory bounded: a chain needs twice that of an id. */
  long passes() {
    return settings.passes(2 * shared);
  }

  /** Whether a row's chain is one of those that have several records, and of a pass. */
  String isShared(long pass) {
    return SqlText.of(
            """
            chain_id IS NOT NULL AND {of_types}
              AND {hash} IN (SELECT h FROM shared_chain WHERE h % {passes} = {pass})""")
        .with("of_types", ofTypes())
        .with("hash", hash())
        .with("passes", passes())
        .with("pass", pass)
        .toString();
  }

  /** The hash of a row's chain_id. */
  String hash() {
    return settings.hash("chain_id");
  }
}
