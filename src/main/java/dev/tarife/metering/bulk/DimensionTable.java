package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.SqlText;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.terms.KindSql;
import dev.tarife.metering.terms.KindSql.Part;
import dev.tarife.metering.terms.RejectionReasons;
import dev.tarife.metering.terms.UsageKinds;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The few different combinations of account, instance, usage type, country, number and tags in
 * millions of rows, as the table {@code dimension}. Rows name theirs by a hash of these texts,
 * which costs half of comparing texts. No two dimensions share a hash: where two texts do, all are
 * hashed anew with one more number.
 */
final class DimensionTable {
  private final HashSettings settings;
  private final Database database;
  private final String texts;
  private final String tags;
  private int salt;

  /**
   * The dimensions of some rows.
   *
   * @param tagColumns staged columns whose values tell dimensions apart
   */
  DimensionTable(HashSettings settings, Database database, Collection<String> tagColumns) {
    this.settings = settings;
    this.database = database;
    String more = tagColumns.isEmpty() ? "" : ", " + String.join(", ", tagColumns);
    texts = "acct, instance, usage_type, country, number_country, number_type" + more;
    tags =
        tagColumns.isEmpty()
            ? "CAST(NULL AS VARCHAR[])"
            : "[" + String.join(", ", tagColumns) + "]";
  }

  /**
   * Collects the texts of the staged rows; gives the usage types, or null where a row breaks the
   * input format. Rows that are replaced by later ones do no harm, and to leave them out costs more.
   */
  @Nullable Set<String> learn() throws SQLException {
    salt = -1;
    do {
      salt++;
      database.run(
          SqlText.of(
                  """
                  CREATE OR REPLACE TEMP TABLE dimension_text AS
                  SELECT {dimension_hash} AS dimension_hash, *
                  FROM (SELECT {texts}, bool_or(bad) AS bad FROM staged GROUP BY {texts})""")
              .with("dimension_hash", hash())
              .with("texts", texts)
              .toString());
    } while (database.number(
            "SELECT count(*) - count(DISTINCT dimension_hash) FROM dimension_text")
        > 0);
    if (database.number("SELECT count(*) FROM dimension_text WHERE bad") > 0) {
      return null;
    }
    Set<String> types = new TreeSet<>();
    database.rows(
        "SELECT DISTINCT usage_type FROM dimension_text", row -> types.add(row.getString(1)));
    return types;
  }

  /** Makes the table of what is known of each dimension, whatever its rows hold besides. */
  void write(UsageKinds kinds, KindSql kindSql, InstancePlaces places, RejectionReasons reasons)
      throws SQLException {
    database.run("CREATE OR REPLACE TEMP TABLE known_type (code VARCHAR, type_no INTEGER)");
    database.append(
        "known_type",
        kinds.types().values().stream()
            .map(type -> Arrays.<@Nullable Object>asList(type.code(), type.number())));
    database.run(
        SqlText.of(
                """
                CREATE OR REPLACE TEMP TABLE dimension AS
                SELECT d.* EXCLUDE (is_known), i.account_no, i.instance_no, t.type_no,
                  d.is_known AND coalesce(i.is_priced = 1, false) AS is_known
                FROM (
                  SELECT dimension_hash, acct, instance, usage_type, country, number_country,
                    number_type, {tags} AS tags,
                    {condition_bits} AS condition_bits, {given_bits} AS given_bits,
                    {country_known} AND {number_country_known} AND {number_type_known} AS is_known
                  FROM {prepared}) d
                LEFT JOIN instance i ON {instance}
                LEFT JOIN known_type t ON t.code = d.usage_type""")
            .with("tags", tags)
            .with("condition_bits", kindSql.conditionBits(Part.DIMENSION))
            .with("given_bits", kindSql.givenBits(Part.DIMENSION))
            .with("country_known", isKnown("country", reasons.countries()))
            .with("number_country_known", isKnown("number_country", reasons.countries()))
            .with("number_type_known", isKnown("number_type", reasons.numberTypes()))
            .with("prepared", kindSql.prepared(Part.DIMENSION, "dimension_text"))
            .with("instance", places.isInstanceOf("d"))
            .toString());
  }

  /** The hash of a row's texts. */
  String hash() {
    return settings.key(texts + (salt == 0 ? "" : ", " + salt));
  }

  private static String isKnown(String column, Set<String> known) {
    String none = column + " IS NULL";
    return known.isEmpty() ? none : "(" + none + " OR " + column + " IN " + Duck.texts(known) + ")";
  }
}
