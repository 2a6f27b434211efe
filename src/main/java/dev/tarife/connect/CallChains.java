package dev.tarife.connect;

import java.sql.SQLException;

/**
 * Calls put together from the contacts of their chains, and legs that two contacts tell of
 * (decisions ).
 */
final class CallChains {
  static final String ORPHAN =
      "an internal transfer, but the call it comes from is not in the input, or no call there: add"
          + " or fix its record";
  static final String BROKEN = "another contact of its call is rejected, so the call is too";

  /** So many internal transfers of one call are followed back from one to the other. */
  private static final int MOST_TRANSFERS = 100;

  private final ContactSql sql;

  CallChains(ContactSql sql) {
    this.sql = sql;
  }

  /** Finds the parts of calls, and the transfers out that have a contact of their own. */
  void find() throws SQLException {
    calls();
    legs();
  }

  /** The contact that each part of a call belongs to, and the sums of the parts. */
  private void calls() throws SQLException {
    sql.execute(
        "CREATE TEMP TABLE begins AS SELECT c_instance AS instance, c_contact AS contact"
            + " FROM contacts WHERE c_role = 'call'"
            + " AND (SELECT count(*) FROM kinds WHERE c_role = 'part') > 0");
    // A part whose instance cannot be read still is a part of the call that it names.
    String part =
        "SELECT coalesce(b.instance, c_instance) AS instance, ? AS contact, c_chain AS chain,"
            + " c_previous AS previous, c_seconds AS seconds, c_problem AS problem FROM % c"
            + " LEFT JOIN begins b ON c.c_problem IS NOT NULL AND b.contact = c.c_chain"
            + " WHERE c_role = 'part'";
    sql.execute(
        "CREATE TEMP TABLE segments AS "
            + part.replace("?", "c_contact").replace("%", "contacts")
            + " UNION ALL "
            + part.replace("?", "NULL").replace("%", "nameless"));
    sql.execute(
        "CREATE TEMP TABLE members AS WITH RECURSIVE s AS (SELECT row_number() OVER () AS n, * FROM"
            + " segments), up AS (SELECT n, instance, previous AS above, 1 AS depth FROM s WHERE"
            + " previous IS NOT NULL UNION ALL SELECT u.n, u.instance, p.previous, u.depth + 1 FROM"
            + " up u JOIN segments p ON p.instance = u.instance AND p.contact = u.above"
            + " WHERE p.previous IS NOT NULL AND u.depth < "
            + MOST_TRANSFERS
            + "), followed AS (SELECT DISTINCT u.n, b.contact FROM up u JOIN begins b"
            + " ON b.instance = u.instance AND b.contact = u.above), found AS (SELECT s.*,"
            + " coalesce(f.contact, b.contact) AS root FROM s LEFT JOIN followed f ON f.n = s.n"
            + " LEFT JOIN begins b ON b.instance = s.instance AND b.contact = s.chain), near AS ("
            // What names no call itself belongs to that of the nearest part it comes from.
            + "SELECT u.n, arg_min(p.root, u.depth) AS root FROM found lost JOIN up u ON u.n = lost.n"
            + " JOIN found p ON p.instance = u.instance AND p.contact = u.above"
            + " WHERE lost.root IS NULL AND p.root IS NOT NULL GROUP BY u.n)"
            + " SELECT found.* REPLACE (coalesce(found.root, near.root) AS root) FROM found"
            + " LEFT JOIN near ON near.n = found.n");
    sql.execute(
        "CREATE TEMP TABLE sums AS SELECT instance, root, sum(seconds) AS seconds,"
            + " bool_or(problem IS NOT NULL) AS broken FROM members WHERE root IS NOT NULL"
            + " GROUP BY instance, root");
    sql.execute(
        "CREATE TEMP TABLE orphans AS SELECT p.instance, p.contact, r.c_problem IS NOT NULL OR"
            + " coalesce(x.broken, false) AS broken, p.root IS NULL AS lost FROM members p LEFT JOIN contacts r"
            + " ON r.c_instance = p.instance AND r.c_contact = p.root LEFT JOIN sums x"
            + " ON x.instance = p.instance AND x.root = p.root"
            + " WHERE p.problem IS NULL AND (p.root IS NULL OR r.c_problem IS NOT NULL OR x.broken)");
  }

  /**
   * Transfers out that a contact of their own also tells of: the leg is charged by that contact,
   * once (never both).
   */
  private void legs() throws SQLException {
    sql.execute(
        "CREATE TEMP TABLE legs AS SELECT c_instance AS instance, c_contact AS contact, c_chain AS"
            + " chain, c_previous AS previous, c_related AS related, c_far AS far, c_at AS at_us"
            + " FROM contacts WHERE c_role = 'leg'");
    sql.execute("CREATE TEMP TABLE told (instance VARCHAR, contact VARCHAR)");
    if (sql.number("SELECT count(*) FROM legs") == 0) {
      return;
    }
    sql.execute(
        "CREATE TEMP TABLE outs AS SELECT c_instance AS instance, c_contact AS contact, c_chain AS"
            + " chain, p_far AS far, p_start AS at_us FROM parts"
            + " WHERE counts_as = 'transfer_out'");
    String same = "(l.far = t.far OR l.far IS NULL OR t.far IS NULL)";
    String link =
        "SELECT l.instance, l.contact AS leg, t.contact FROM legs l JOIN outs t ON t.instance ="
            + " l.instance AND t.contact = l.? AND "
            + same;
    sql.execute(
        "CREATE TEMP TABLE links AS "
            + link.replace("?", "previous")
            + " UNION "
            + link.replace("?", "related"));
    sql.execute("INSERT INTO told SELECT DISTINCT instance, contact FROM links");
    // Without a link: the first leg of a chain to a number is its first transfer there.
    String rank =
        "row_number() OVER (PARTITION BY instance, chain, far ORDER BY at_us, contact) AS n";
    sql.execute(
        "INSERT INTO told SELECT t.instance, t.contact FROM (SELECT *, "
            + rank
            + " FROM outs o WHERE NOT EXISTS (SELECT 1 FROM links k WHERE k.instance = o.instance"
            + " AND k.contact = o.contact)) t JOIN (SELECT *, "
            + rank
            + " FROM legs o WHERE NOT EXISTS (SELECT 1 FROM links k WHERE k.instance = o.instance"
            + " AND k.leg = o.contact)) l ON l.instance = t.instance AND l.chain = t.chain"
            + " AND l.far = t.far AND l.n = t.n");
  }
}
