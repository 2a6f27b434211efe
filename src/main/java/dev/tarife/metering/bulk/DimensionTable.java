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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The few different texts in millions of rows: their places, which are account and instance, and
 * their dimensions, which are usage type, country, number and tags. Rows name theirs by a hash of
 * each, which costs half of comparing texts. No two places or dimensions share a hash: where two
 * do, all are hashed anew with one more number.
 *
 * <p>What is known of them are the tables {@code place} and {@code dimension}: two small ones, for
 * together there may be as many as rows.
 */
final class DimensionTable {
  private static final String PLACE = "acct, instance";

  private final HashSettings settings;
  private final Database database;
  private final String dimension;
  private final String tags;
  private final String tagNumber;
  private int salt;

  /**
   * The dimensions of some rows.
   *
   * @param tagColumns staged columns whose values tell dimensions apart
   */
  DimensionTable(HashSettings settings, Database database, Collection<String> tagColumns) {
    this.settings = settings;
    this.database = database;
    String list = String.join(", ", tagColumns);
    dimension =
        "usage_type, country, number_country, number_type" + (list.isEmpty() ? "" : ", " + list);
    tags = list.isEmpty() ? "CAST(NULL AS VARCHAR[])" : "[" + list + "]";
    tagNumber =
        "CAST("
            + (list.isEmpty() ? "NULL" : "dense_rank() OVER (ORDER BY d.tags)")
            + " AS INTEGER)";
  }

  /**
   * Collects the texts of the staged rows, and what is known of their places; gives the usage
   * types, or null where a row breaks the input format. Rows that are replaced by later ones do no
   * harm, and to leave them out costs more.
   */
  @Nullable Set<String> learn(InstancePlaces places) throws SQLException {
    salt = -1;
    do {
      salt++;
      database.run(
          SqlText.of(
                  """
                  CREATE OR REPLACE TEMP TABLE place AS
                  SELECT p.*, i.account_no, i.instance_no,
                    coalesce(i.is_priced = 1, false) AS is_priced
                  FROM (
                    SELECT {place_hash} AS place_hash, *
                    FROM (SELECT DISTINCT {place} FROM staged)) p
                  LEFT JOIN instance i ON {instance};
                  CREATE OR REPLACE TEMP TABLE dimension_text AS
                  SELECT {dimension_hash} AS dimension_hash, *
                  FROM (SELECT {dimension}, bool_or(bad) AS bad FROM staged GROUP BY {dimension})""")
              .with("place_hash", placeHash())
              .with("place", PLACE)
              .with("instance", places.isInstanceOf("p"))
              .with("dimension_hash", dimensionHash())
              .with("dimension", dimension)
              .toString());
    } while (database.number(
            """
            SELECT (SELECT count(*) - count(DISTINCT place_hash) FROM place)
              + (SELECT count(*) - count(DISTINCT dimension_hash) FROM dimension_text)""")
        > 0);
    if (database.number("SELECT count(*) FROM dimension_text WHERE bad") > 0) {
      return null;
    }
    Set<String> types = new TreeSet<>();
    database.rows(
        "SELECT DISTINCT usage_type FROM dimension_text", row -> types.add(row.getString(1)));
    return types;
  }

  /**
   * Makes the table of what is known of the dimensions of grouped rows, whatever the rows hold
   * besides.
   */
  void write(UsageKinds kinds, KindSql kindSql, RejectionReasons reasons) throws SQLException {
    database.run("CREATE OR REPLACE TEMP TABLE known_type (code VARCHAR, type_no INTEGER)");
    database.append(
        "known_type",
        kinds.types().values().stream()
            .map(type -> Arrays.<@Nullable Object>asList(type.code(), type.number())));
    database.run(
        SqlText.of(
                """
                CREATE OR REPLACE TEMP TABLE dimension AS
                SELECT d.*, t.type_no, {tag_no} AS tag_no
                FROM (
                  SELECT dimension_hash, usage_type, country, number_country, number_type,
                    {tags} AS tags, {condition_bits} AS condition_bits, {given_bits} AS given_bits,
                    {country_known} AND {number_country_known} AND {number_type_known} AS is_known
                  FROM {prepared}) d
                LEFT JOIN known_type t ON t.code = d.usage_type""")
            .with("tag_no", tagNumber)
            .with("tags", tags)
            .with("condition_bits", kindSql.conditionBits(Part.DIMENSION))
            .with("given_bits", kindSql.givenBits(Part.DIMENSION))
            .with("country_known", isKnown("country", reasons.countries()))
            .with("number_country_known", isKnown("number_country", reasons.countries()))
            .with("number_type_known", isKnown("number_type", reasons.numberTypes()))
            .with(
                "prepared",
                kindSql.prepared(
                    Part.DIMENSION,
                    """
                    (SELECT DISTINCT dimension_hash FROM packed_group)
                    JOIN dimension_text USING (dimension_hash)"""))
            .toString());
  }

  /** The lists of tags of all dimensions, by their numbers. */
  static Map<Integer, List<@Nullable String>> tags(Database database) throws SQLException {
    Map<Integer, List<@Nullable String>> tags = new HashMap<>();
    database.rows(
        "SELECT DISTINCT tag_no, tags FROM dimension",
        row -> {
          List<@Nullable String> list = new ArrayList<>();
          for (Object value : (Object[]) row.getArray(2).getArray()) {
            list.add((String) value);
          }
          tags.put(row.getInt(1), Collections.unmodifiableList(list));
        });
    return tags;
  }

  /** The hash of a row's account and instance. */
  String placeHash() {
    return hash(PLACE);
  }

  /** The hash of what else a price looks at, and of tags. */
  String dimensionHash() {
    return hash(dimension);
  }

  private String hash(String texts) {
    return settings.key(texts + (salt == 0 ? "" : ", " + salt));
  }

  private static String isKnown(String column, Set<String> known) {
    String none = column + " IS NULL";
    return known.isEmpty() ? none : "(" + none + " OR " + column + " IN " + Duck.texts(known) + ")";
  }
}
