package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.terms.RejectionReasons;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The few different texts of millions of rows, as the tables {@code place} and {@code dim}. Rows
 * are told apart by hashes of these texts, which costs half of comparing texts: a look at them
 * shows first that no two share a hash.
 */
final class TextDictionary {
  /** Columns of a place. */
  static final List<String> PLACE = List.of("acct", "instance");

  /** What else a price looks at. */
  static final List<String> DIMENSIONS =
      List.of("usage_type", "country", "number_country", "number_type");

  private final HashSettings tuning;
  private final Database database;
  private final InstancePlaces places;
  private final RejectionReasons reasons;
  private int salt;

  TextDictionary(
      HashSettings tuning, Database database, InstancePlaces places, RejectionReasons reasons) {
    this.tuning = tuning;
    this.database = database;
    this.places = places;
    this.reasons = reasons;
  }

  /**
   * Collects the different texts as the tables place and dim; gives the usage types. Those of rows
   * that are not kept do no harm, and to leave them out costs more.
   */
  Set<String> learn() throws SQLException {
    for (salt = 0; ; salt++) {
      String dimensions = String.join(", ", DIMENSIONS);
      database.run(
          "CREATE OR REPLACE TEMP TABLE place AS SELECT k.*, i.acc_no, i.inst_no,"
              + " coalesce(i.sound = 1, false) AS sound FROM (SELECT "
              + hash(PLACE)
              + " AS ph, * FROM (SELECT DISTINCT acct, instance FROM every)) k LEFT"
              + places.join("k")
              + "; CREATE OR REPLACE TEMP TABLE dim AS SELECT "
              + hash(DIMENSIONS)
              + " AS dh, *, "
              + isKnown("country", reasons.countries())
              + " AND "
              + isKnown("number_country", reasons.countries())
              + " AND "
              + isKnown("number_type", reasons.numberTypes())
              + " AS sound FROM (SELECT DISTINCT "
              + dimensions
              + " FROM every)");
      if (database.number(
              "SELECT (SELECT count(*) - count(DISTINCT ph) FROM place)"
                  + " + (SELECT count(*) - count(DISTINCT dh) FROM dim)")
          == 0) {
        break;
      }
    }
    Set<String> types = new TreeSet<>();
    database.rows(
        "SELECT DISTINCT usage_type FROM dim WHERE usage_type IS NOT NULL",
        row -> types.add(row.getString(1)));
    return types;
  }

  /** The hashes of a row's texts, as columns ph and dh. */
  String hashes() {
    return hash(PLACE) + " AS ph, " + hash(DIMENSIONS) + " AS dh";
  }

  private static String isKnown(String column, Set<String> known) {
    String none = column + " IS NULL";
    return known.isEmpty() ? none : "(" + none + " OR " + column + " IN " + Duck.texts(known) + ")";
  }

  private String hash(List<String> columns) {
    return tuning.key(String.join(", ", columns) + (salt == 0 ? "" : ", " + salt));
  }
}
