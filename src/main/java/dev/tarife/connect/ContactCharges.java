package dev.tarife.connect;

import dev.tarife.connect.number.Destinations;
import java.sql.SQLException;

/** What the contacts settle, and what they cannot: the calls, and everything refused. */
final class ContactCharges {
  static final String NO_NUMBER_OF_OURS =
      "our end of the call (SystemEndpoint) is not a telephone number";

  /** Transfers out of which no contact of their own tells, and everything that is none. */
  static final String NOT_TOLD =
      "(t.counts_as <> 'transfer_out' OR NOT EXISTS (SELECT 1 FROM told k WHERE k.instance ="
          + " t.c_instance AND k.contact = t.c_contact))";

  private final ContactSql sql;

  ContactCharges(ContactSql sql) {
    this.sql = sql;
  }

  /**
   * Tells usage that can be charged from usage that is refused.
   *
   * @param first whether numbers of instances that no account has are refused here
   */
  void settle(boolean first) throws SQLException {
    sql.execute("CREATE TEMP TABLE calls AS " + calls());
    sql.execute(
        "CREATE TEMP TABLE refused (acct VARCHAR, reason VARCHAR, at_us BIGINT, id VARCHAR)");
    refuse(first);
  }

  /** Calls and legs of their own, with the parts of each call, our number, and the objection. */
  private static String calls() {
    String connected = "(c.c_connected + coalesce(x.seconds, 0))";
    String needsOurs = connected + " > 0 AND m.country = 'OUR_NUMBER'";
    String dialled = connected + " > 0 AND m.country = 'OTHER_END'";
    String absent =
        "'our number (' || c.c_ours || ') ' || CASE WHEN k.number IS NULL THEN 'is not in"
            + " numbers.csv' ELSE 'was held by no instance at that time, says numbers.csv' END";
    return "SELECT c.c_instance, c.acct, c.c_contact, c.c_chain, c.c_attributes, c.c_tags,"
        + " m.usage_type, c.c_start, c.c_seconds + coalesce(x.seconds, 0) AS seconds, "
        + connected
        + " AS connected, CASE m.country WHEN 'OUR_NUMBER' THEN CASE WHEN h.of_none THEN c.c_far_country ELSE h.country END WHEN 'OTHER_END' THEN c.c_far_country END AS"
        + " country, CASE WHEN m.country = 'OTHER_END' THEN h.country END AS number_country,"
        + " CASE WHEN m.country IS NOT NULL THEN h.number_type END AS number_type,"
        + " CASE WHEN x.broken THEN "
        + ContactSql.text(CallChains.BROKEN)
        + " WHEN "
        + needsOurs
        + " AND c.c_ours IS NULL THEN "
        + ContactSql.text(NO_NUMBER_OF_OURS)
        + " WHEN (("
        + needsOurs
        + ") OR ("
        + dialled
        + ")) AND c.c_ours IS NOT NULL AND h.number IS NULL THEN "
        + absent
        + " WHEN ("
        + dialled
        + " OR (h.of_none AND "
        + needsOurs
        + ")) AND c.c_far_country IS NULL THEN coalesce(c.c_far_problem, "
        + ContactSql.text(Destinations.MISSING)
        + ") END AS objection"
        + " FROM fine c JOIN map m ON m.n = c.c_row"
        + " LEFT JOIN sums x ON x.instance = c.c_instance AND x.root = c.c_contact"
        + " LEFT JOIN known k ON k.number = c.c_ours"
        + " LEFT JOIN holdings h ON h.number = c.c_ours AND c.c_start >= h.from_us"
        + " AND (h.to_us IS NULL OR c.c_start < h.to_us)"
        + " WHERE c.c_role IN ('call', 'leg')";
  }

  private void refuse(boolean first) throws SQLException {
    String into = "INSERT INTO refused SELECT acct, ";
    sql.execute(into + "c_problem, c_at, c_contact FROM contacts WHERE c_problem IS NOT NULL");
    sql.execute(
        into
            + "c_problem, c_at, f.name || ':' || c_line FROM nameless n JOIN files f"
            + " ON f.n = n.c_file");
    sql.execute(
        into
            + "objection, c_start, c_contact || ':' || usage_type FROM calls WHERE objection IS NOT"
            + " NULL");
    sql.execute(
        "INSERT INTO refused SELECT c.acct, CASE WHEN o.lost THEN "
            + ContactSql.text(CallChains.ORPHAN)
            + " ELSE "
            + ContactSql.text(CallChains.BROKEN)
            + " END, c.c_start, c.c_contact FROM orphans o JOIN fine c ON"
            + " c.c_instance = o.instance AND c.c_contact = o.contact");
    sql.execute(
        into
            + "p_problem, p_start, c_contact || ':' || usage_type FROM parts t WHERE p_problem IS"
            + " NOT NULL AND "
            + NOT_TOLD);
    if (first) {
      refuseNumbers();
    }
    sql.execute(
        "INSERT INTO refused SELECT o.acct, 'no row of metering.xlsx, Numbers, says what a number of"
            + " the type (' || h.number_type || ') is', NULL, 'number:' || h.number FROM holdings h"
            + " JOIN owned o ON o.instance = h.instance WHERE NOT h.known");
  }

  /** Refuses numbers of instances that no account has. */
  private void refuseNumbers() throws SQLException {
    sql.execute(
        "INSERT INTO refused SELECT o.acct, 'unknown instance (' || h.instance || '): not among the"
            + " account''s instances', NULL, 'number:' || h.number FROM holdings h LEFT JOIN owned o"
            + " ON o.instance = h.instance WHERE o.acct IS NULL AND (SELECT count(*) FROM owned) > 0");
  }
}
