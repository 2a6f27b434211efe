package dev.tarife.connect;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the contacts settle, as usage records of the contract, and what they cannot. */
final class Charges {
  static final String NO_NUMBER_OF_OURS =
      "our end of the call (SystemEndpoint) is no telephone number";

  private static final List<String> COLUMNS =
      List.of(
          "record_id",
          "account",
          "instance",
          "usage_type",
          "start_time",
          "end_time",
          "quantity",
          "connected_seconds",
          "contact_id",
          "resource_id",
          "country",
          "number_country",
          "number_type",
          "sender",
          "result");

  private final Sql sql;
  private boolean whole;

  Charges(Sql sql) {
    this.sql = sql;
  }

  /** Tells usage that can be charged from usage that is refused. */
  void settle() throws SQLException {
    whole =
        sql.number(
                "SELECT count(*) FROM contacts WHERE c_seconds % 1000000 <> 0 OR c_connected %"
                    + " 1000000 <> 0 OR c_leg_seconds % 1000000 <> 0 OR c_speech_seconds % 1000000"
                    + " <> 0")
            == 0;
    sql.execute("CREATE TEMP VIEW fine AS SELECT * FROM contacts WHERE c_problem IS NULL");
    sql.execute("CREATE TEMP VIEW calls AS " + calls());
    sql.execute(
        "CREATE TEMP TABLE refused (acct VARCHAR, reason VARCHAR, at_us BIGINT, id VARCHAR)");
    refuse();
  }

  /** Writes the usage records. */
  void write(Path target) throws SQLException {
    sql.execute(
        "COPY ("
            + String.join(" UNION ALL ", selects())
            + ") TO "
            + Sql.text(target.toAbsolutePath().toString())
            + " (FORMAT parquet)");
  }

  /** Calls and legs of their own, with the parts of each call, our number, and the objection. */
  private static String calls() {
    String connected = "(c.c_connected + coalesce(x.seconds, 0))";
    String needsOurs = connected + " > 0 AND c.c_usage_type = 'voice-inbound'";
    String dialled =
        connected
            + " > 0 AND c.c_usage_type IN ('voice-outbound', 'voice-api-outbound',"
            + " 'voice-campaign', 'external-transfer')";
    String absent =
        "'our number (' || c.c_ours || ') ' || CASE WHEN k.number IS NULL THEN 'is not in"
            + " numbers.csv' ELSE 'was held by no instance at that time, says numbers.csv' END";
    return "SELECT c.c_instance, c.acct, c.c_contact, c.c_chain, c.c_usage_type, c.c_start,"
        + " c.c_seconds + coalesce(x.seconds, 0) AS seconds, "
        + connected
        + " AS connected, CASE WHEN c.c_usage_type = 'voice-inbound' THEN CASE WHEN h.number_type ="
        + " 'uifn' THEN c.c_far_country ELSE h.country END WHEN c.c_usage_type = 'in-app-call' THEN"
        + " NULL ELSE c.c_far_country END AS country, CASE WHEN c.c_usage_type IN ('voice-inbound',"
        + " 'in-app-call') THEN NULL ELSE h.country END AS number_country, CASE WHEN c.c_usage_type ="
        + " 'in-app-call' THEN NULL ELSE h.number_type END AS number_type, CASE WHEN x.broken THEN "
        + Sql.text(Contacts.BROKEN_CHAIN)
        + " WHEN "
        + needsOurs
        + " AND c.c_ours IS NULL THEN "
        + Sql.text(NO_NUMBER_OF_OURS)
        + " WHEN (("
        + needsOurs
        + ") OR ("
        + dialled
        + ")) AND c.c_ours IS NOT NULL AND h.number IS NULL THEN "
        + absent
        + " WHEN ("
        + dialled
        + " OR (h.number_type = 'uifn' AND "
        + needsOurs
        + ")) AND c.c_far_country IS NULL THEN coalesce(c.c_far_problem, "
        + Sql.text(Destinations.MISSING)
        + ") END AS objection"
        + " FROM fine c LEFT JOIN sums x ON x.instance = c.c_instance AND x.root = c.c_contact"
        + " LEFT JOIN known k ON k.number = c.c_ours"
        + " LEFT JOIN holdings h ON h.number = c.c_ours AND c.c_start >= h.from_us"
        + " AND (h.to_us IS NULL OR c.c_start < h.to_us)"
        + " WHERE c.c_role IN ('call', 'leg') AND c.c_usage_type IS NOT NULL";
  }

  private void refuse() throws SQLException {
    String into = "INSERT INTO refused SELECT acct, ";
    sql.execute(into + "c_problem, c_at, c_contact FROM contacts WHERE c_problem IS NOT NULL");
    sql.execute(
        into
            + "c_problem, c_at, f.name || ':' || c_line FROM nameless n JOIN files f"
            + " ON f.n = n.c_file");
    sql.execute(
        into
            + "objection, c_start, "
            + id("c_usage_type")
            + " FROM calls WHERE objection IS NOT NULL");
    sql.execute(
        "INSERT INTO refused SELECT c.acct, CASE WHEN o.lost THEN "
            + Sql.text(Contacts.ORPHAN)
            + " ELSE "
            + Sql.text(Contacts.BROKEN_CHAIN)
            + " END, c.c_start, c.c_contact FROM orphans o JOIN fine c ON"
            + " c.c_instance = o.instance AND c.c_contact = o.contact");
    sql.execute(
        into
            + "c_leg_problem, c_leg_start, "
            + id("'external-transfer'")
            + " FROM fine t WHERE c_leg_problem IS NOT NULL AND "
            + notTold());
    for (String part : List.of("screen", "speech", "evaluation")) {
      String at = part.equals("evaluation") ? "c_at" : "c_" + part + "_start";
      String type =
          switch (part) {
            case "screen" -> "screen-recording";
            case "speech" -> "speech-analytics";
            default -> "agent-evaluation";
          };
      sql.execute(
          into
              + "c_"
              + part
              + "_problem, "
              + at
              + ", "
              + id("'" + type + "'")
              + " FROM fine WHERE c_"
              + part
              + "_problem IS NOT NULL");
    }
    sql.execute(
        "INSERT INTO refused SELECT o.acct, 'unknown instance (' || h.instance || '): not among the"
            + " account''s instances', NULL, 'number:' || h.number FROM holdings h LEFT JOIN owned o"
            + " ON o.instance = h.instance WHERE o.acct IS NULL AND (SELECT count(*) FROM owned) > 0");
  }

  private static String id(String type) {
    return "c_contact || ':' || " + type;
  }

  private static String notTold() {
    return "NOT EXISTS (SELECT 1 FROM told k WHERE k.instance = t.c_instance AND k.contact ="
        + " t.c_contact)";
  }

  List<String> selects() {
    List<String> selects = new ArrayList<>();
    selects.add(
        select(
            id("c_usage_type"),
            "c_usage_type",
            "c_start",
            "calls WHERE objection IS NULL",
            "quantity",
            seconds("seconds"),
            "connected_seconds",
            seconds("connected"),
            "contact_id",
            "c_chain",
            "country",
            "country",
            "number_country",
            "number_country",
            "number_type",
            "number_type"));
    selects.add(
        select(
            id("'external-transfer'"),
            "'external-transfer'",
            "c_leg_start",
            "fine t WHERE c_leg_seconds IS NOT NULL AND c_leg_problem IS NULL AND " + notTold(),
            "quantity",
            seconds("c_leg_seconds"),
            "contact_id",
            "c_chain",
            "country",
            "c_leg_country"));
    selects.add(
        select(
            id("c_usage_type"),
            "c_usage_type",
            "c_start",
            "fine WHERE c_role = 'other' AND c_messages IS NULL AND c_uncounted IS NULL"
                + " AND c_usage_type IS NOT NULL"));
    selects.add(
        select(
            id("c_usage_type"),
            "c_usage_type",
            "c_start",
            "fine WHERE c_messages > 0",
            "quantity",
            "c_messages"));
    selects.add(
        select(
            id("c_usage_type || ':bot'"),
            "c_usage_type",
            "c_start",
            "fine WHERE c_bot_messages > 0",
            "quantity",
            "c_bot_messages",
            "sender",
            "'bot'"));
    selects.add(
        select(
            id("'chat-analytics'"),
            "'chat-analytics'",
            "c_start",
            "fine WHERE c_chat_analytics > 0",
            "quantity",
            "c_chat_analytics"));
    selects.add(
        select(
            id("'speech-analytics'"),
            "'speech-analytics'",
            "c_speech_start",
            "fine WHERE c_speech_seconds IS NOT NULL",
            "quantity",
            seconds("c_speech_seconds")));
    selects.add(
        select(
            id("'screen-recording'"),
            "'screen-recording'",
            "c_screen_start",
            "fine WHERE c_screen_end IS NOT NULL",
            "end_time",
            "make_timestamp(c_screen_end)",
            "resource_id",
            "c_agent"));
    selects.add(
        select(
            "c_contact || ':agent-evaluation:' || ends",
            "'agent-evaluation'",
            "CAST(ends AS BIGINT)",
            "(SELECT *, unnest(list_distinct(string_split(c_evaluations, ';'))) AS ends FROM fine"
                + " WHERE c_evaluations IS NOT NULL AND c_agent IS NOT NULL)",
            "resource_id",
            "c_agent"));
    selects.add(
        select(
            id("'voice-id-enrollment'"), "'voice-id-enrollment'", "c_at", "fine WHERE c_enrolled"));
    for (String check : List.of("authentication", "fraud")) {
      String type = "'voice-id-" + check + (check.equals("fraud") ? "-detection'" : "'");
      selects.add(
          select(
              id(type),
              type,
              "c_at",
              "fine WHERE c_" + check + " IS NOT NULL",
              "result",
              "c_" + check));
    }
    selects.add(
        "SELECT 'number:' || h.number || ':' || strftime(make_timestamp(h.from_us), '%Y-%m-%dT%H:%M:%S.%fZ') AS record_id, o.acct AS account,"
            + " h.instance, 'phone-number' AS usage_type, make_timestamp(h.from_us) AS start_time,"
            + " make_timestamp(h.to_us) AS end_time, CAST(NULL AS "
            + quantity()
            + ") AS quantity, CAST(NULL AS "
            + quantity()
            + ") AS connected_seconds, CAST(NULL AS VARCHAR) AS contact_id, h.number AS resource_id,"
            + " h.country, CAST(NULL AS VARCHAR) AS number_country, h.number_type,"
            + " CAST(NULL AS VARCHAR) AS sender, CAST(NULL AS VARCHAR) AS result"
            + " FROM holdings h JOIN owned o ON o.instance = h.instance");
    return selects;
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

  /** Selects usage records; what is not named is null. */
  private String select(String id, String type, String start, String from, String... more) {
    StringBuilder select = new StringBuilder("SELECT ");
    for (String column : COLUMNS) {
      String value =
          switch (column) {
            case "record_id" -> id;
            case "account" -> "acct";
            case "instance" -> "c_instance";
            case "usage_type" -> type;
            case "start_time" -> "make_timestamp(" + start + ")";
            default -> "NULL";
          };
      for (int i = 0; i < more.length; i += 2) {
        value = more[i].equals(column) ? more[i + 1] : value;
      }
      String as =
          switch (column) {
            case "start_time", "end_time" -> "TIMESTAMP";
            case "quantity", "connected_seconds" -> quantity();
            default -> "VARCHAR";
          };
      select
          .append(select.length() > 7 ? ", " : "")
          .append("CAST(")
          .append(value)
          .append(" AS ")
          .append(as)
          .append(") AS ")
          .append(column);
    }
    return select + " FROM " + from;
  }
}
