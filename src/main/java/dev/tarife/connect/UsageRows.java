package dev.tarife.connect;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What was settled, as usage records of the contract. */
final class UsageRows {
  private final ContactSql sql;
  private final List<String> attributes;
  private final List<String> tags;
  private final boolean whole;

  /**
   * Prepares to write.
   *
   * @param attributes names of the attributes that rows of the table give
   * @param tags columns of tags
   */
  UsageRows(ContactSql sql, List<String> attributes, List<String> tags) throws SQLException {
    this.sql = sql;
    this.attributes = attributes;
    this.tags = tags;
    whole =
        sql.number(
                "SELECT (SELECT count(*) FROM contacts WHERE c_seconds % 1000000 <> 0 OR c_connected"
                    + " % 1000000 <> 0) + (SELECT count(*) FROM parts WHERE p_micros % 1000000 <> 0)")
            == 0;
  }

  /** Writes a Parquet file. */
  void write(Path target) throws SQLException {
    sql.execute(
        "COPY ("
            + String.join(" UNION ALL ", selects())
            + ") TO "
            + ContactSql.text(target.toAbsolutePath().toString())
            + " (FORMAT parquet, COMPRESSION uncompressed)");
  }

  List<String> selects() {
    return List.of(calls(), parts(), numbers());
  }

  private String calls() {
    return select(
        "c_contact || ':' || usage_type",
        "c_instance",
        "c_start",
        "NULL",
        seconds("seconds"),
        seconds("connected"),
        "c_chain",
        "NULL",
        "country",
        "number_country",
        "number_type",
        listed("c_attributes", attributes) + listed("c_tags", tags),
        "calls WHERE objection IS NULL");
  }

  private String parts() {
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < attributes.size(); i++) {
      more.append(", ")
          .append(PartColumn.attribute(i))
          .append(" AS ")
          .append(ContactSql.name(attributes.get(i)));
    }
    return select(
        "c_contact || ':' || usage_type || coalesce(p_suffix, '')",
        "c_instance",
        "p_start",
        "p_end",
        "CASE WHEN measure = 'COUNT' THEN CAST(p_count AS "
            + quantity()
            + ") ELSE "
            + seconds("p_micros")
            + " END",
        "NULL",
        "CASE WHEN counts_as = 'transfer_out' THEN c_chain END",
        "p_resource",
        "p_far_country",
        "NULL",
        "NULL",
        more + listed("c_tags", tags),
        "parts t WHERE p_problem IS NULL AND " + ContactCharges.NOT_TOLD);
  }

  private String numbers() {
    List<String> all = new ArrayList<>(attributes);
    all.addAll(tags);
    StringBuilder more = new StringBuilder();
    all.forEach(name -> more.append(", CAST(NULL AS VARCHAR) AS ").append(ContactSql.name(name)));
    return "SELECT 'number:' || h.number || ':' || strftime(make_timestamp(h.from_us),"
        + " '%Y-%m-%dT%H:%M:%S.%fZ') AS record_id, o.acct AS account, h.instance, h.usage_type, make_timestamp(h.from_us) AS start_time, make_timestamp(h.to_us) AS"
        + " end_time, CAST(NULL AS "
        + quantity()
        + ") AS quantity, CAST(NULL AS "
        + quantity()
        + ") AS connected_seconds, CAST(NULL AS VARCHAR) AS contact_id, h.number AS resource_id,"
        + " h.country, CAST(NULL AS VARCHAR) AS number_country, h.number_type"
        + more
        + " FROM holdings h JOIN owned o ON o.instance = h.instance WHERE o.here AND h.usage_type"
        + " IS NOT NULL";
  }

  /** Columns of values that lie together in one text. */
  private static String listed(String column, List<String> names) {
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      columns
          .append(", nullif(string_split(")
          .append(column)
          .append(", chr(")
          .append((int) ContactUsage.VALUE)
          .append("))[")
          .append(i + 1)
          .append("], '') AS ")
          .append(ContactSql.name(names.get(i)));
    }
    return columns.toString();
  }

  private String quantity() {
    return whole ? "BIGINT" : "DECIMAL(27, 6)";
  }

  private String seconds(String micros) {
    return whole
        ? "CAST(" + micros + " // 1000000 AS BIGINT)"
        : "CAST(CAST("
            + micros
            + " AS DECIMAL(20, 0)) * CAST(0.000001 AS DECIMAL(7, 6)) AS DECIMAL(27, 6))";
  }

  private String select(
      String id,
      String instance,
      String start,
      String end,
      String quantity,
      String connected,
      String chain,
      String resource,
      String country,
      String numberCountry,
      String numberType,
      String more,
      String from) {
    return "SELECT "
        + id
        + " AS record_id, acct AS account, "
        + instance
        + " AS instance, usage_type, make_timestamp("
        + start
        + ") AS start_time, CAST("
        + (end.equals("NULL") ? end : "make_timestamp(" + end + ")")
        + " AS TIMESTAMP) AS end_time, CAST("
        + quantity
        + " AS "
        + quantity()
        + ") AS quantity, CAST("
        + connected
        + " AS "
        + quantity()
        + ") AS connected_seconds, CAST("
        + chain
        + " AS VARCHAR) AS contact_id, CAST("
        + resource
        + " AS VARCHAR) AS resource_id, CAST("
        + country
        + " AS VARCHAR) AS country, CAST("
        + numberCountry
        + " AS VARCHAR) AS number_country, CAST("
        + numberType
        + " AS VARCHAR) AS number_type"
        + more
        + " FROM "
        + from;
  }
}
