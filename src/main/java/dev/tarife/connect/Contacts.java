package dev.tarife.connect;

import dev.tarife.model.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The staged contacts as tables: each contact once, in the state of its last delivery (decision
 * A-54), with the account that owns its instance, and the calls of a chain put together.
 */
final class Contacts {
  /** So many internal transfers of one call are followed back from one to the other. */
  private static final int MOST_TRANSFERS = 100;

  static final String CONFLICT =
      "two deliveries of the contact differ, and LastUpdateTimestamp does not say which is later";
  static final String ORPHAN =
      "an internal transfer of a call whose first contact is not in the input: add its record";
  static final String BROKEN_CHAIN = "another contact of its call is rejected, so the call is too";

  private final Sql sql;
  private final Path folder;

  /**
   * Prepares to load.
   *
   * @param folder for what is put together
   */
  Contacts(Sql sql, Path folder) {
    this.sql = sql;
    this.folder = folder;
  }

  /**
   * Loads what was staged, whose files are then deleted.
   *
   * @param files where the documents are, in the order of their numbers
   * @param owners the accounts; empty: nobody is asked whose instance it is
   */
  void load(List<Path> staged, List<Path> files, List<Holding> holdings, Collection<Account> owners)
      throws SQLException, IOException {
    sql.execute("CREATE TEMP TABLE files (n INTEGER, name VARCHAR)");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      names.add("(" + i + ", " + Sql.text(files.get(i).toString()) + ")");
    }
    sql.insert("files", names);
    owners(owners);
    holdings(holdings);
    // Read once; columns that most contacts leave empty then cost nothing.
    Path all = folder.resolve("delivered.parquet");
    sql.execute(
        "COPY (SELECT * FROM read_csv("
            + Sql.paths(staged)
            + ", auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"',"
            + " nullstr = '', new_line = '\\n', hive_partitioning = false, compression = 'none',"
            + " max_line_size = 4194304, columns = "
            + Column.types()
            + ")) TO "
            + Sql.text(all.toAbsolutePath().toString())
            + " (FORMAT parquet)");
    for (Path file : staged) {
      Files.delete(file);
    }
    sql.execute(
        "CREATE TEMP VIEW delivered AS SELECT * FROM read_parquet("
            + Sql.paths(List.of(all))
            + ", hive_partitioning = false)");
    distinct();
    calls();
    legs();
  }

  private void owners(Collection<Account> accounts) throws SQLException {
    sql.execute("CREATE TEMP TABLE owners (instance VARCHAR, acct VARCHAR)");
    List<String> rows = new ArrayList<>();
    for (Account account : accounts) {
      account
          .instances()
          .forEach(of -> rows.add("(" + Sql.text(of.id()) + ", " + Sql.text(account.id()) + ")"));
    }
    sql.insert("owners", rows);
    sql.execute(
        "CREATE TEMP TABLE owned AS SELECT instance, min(acct) AS acct, count(DISTINCT acct) > 1 AS"
            + " several FROM owners GROUP BY instance");
  }

  private void holdings(List<Holding> holdings) throws SQLException {
    sql.execute(
        "CREATE TEMP TABLE holdings (number VARCHAR, instance VARCHAR, country VARCHAR,"
            + " number_type VARCHAR, from_us BIGINT, to_us BIGINT)");
    List<String> rows = new ArrayList<>();
    for (Holding holding : holdings) {
      rows.add(
          "("
              + Sql.text(holding.number())
              + ", "
              + Sql.text(holding.instance())
              + ", "
              + Sql.text(holding.country())
              + ", "
              + Sql.text(holding.numberType())
              + ", "
              + Sql.time(holding.from())
              + ", "
              + Sql.time(holding.to())
              + ")");
    }
    sql.insert("holdings", rows);
    sql.execute("CREATE TEMP TABLE known AS SELECT DISTINCT number FROM holdings");
  }

  /** One row a contact: of those delivered again the last. */
  private void distinct() throws SQLException {
    String id = "concat_ws('/', c_instance, c_contact)";
    sql.execute(
        "CREATE TEMP TABLE repeated AS SELECT hash("
            + id
            + ") AS h FROM delivered WHERE c_contact IS NOT NULL GROUP BY h HAVING count(*) > 1");
    boolean again = sql.number("SELECT count(*) FROM repeated") > 0;
    String columns = Column.content();
    String one = "SELECT " + columns + " FROM delivered WHERE c_contact IS NOT NULL";
    if (again) {
      last(id, columns);
      one +=
          " AND hash("
              + id
              + ") NOT IN (SELECT h FROM repeated) UNION ALL SELECT "
              + columns
              + " FROM lasting";
    }
    sql.execute(
        "CREATE TEMP VIEW contacts AS SELECT d.* EXCLUDE (c_problem), o.acct, coalesce("
            + owner()
            + ", c_problem) AS c_problem FROM ("
            + one
            + ") d LEFT JOIN owned o ON o.instance = d.c_instance");
    // What has no id belongs to nobody, but may be a part of a call.
    sql.execute(
        "CREATE TEMP TABLE nameless AS SELECT d.*, o.acct FROM delivered d LEFT JOIN owned o"
            + " ON o.instance = d.c_instance WHERE c_contact IS NULL");
  }

  /** The last of each contact's several deliveries. */
  private void last(String id, String columns) throws SQLException {
    sql.execute(
        "CREATE TEMP TABLE latest AS SELECT DISTINCT "
            + columns
            + " FROM delivered WHERE c_contact IS NOT NULL AND hash("
            + id
            + ") IN (SELECT h FROM repeated) QUALIFY rank() OVER (PARTITION BY c_instance,"
            + " c_contact ORDER BY c_updated DESC NULLS LAST) = 1");
    String several = "count(*) OVER (PARTITION BY c_instance, c_contact)";
    String replaced =
        columns.replace(
            "c_problem",
            "CASE WHEN "
                + several
                + " > 1 THEN coalesce(max(c_problem) OVER (PARTITION BY c_instance, c_contact), "
                + Sql.text(CONFLICT)
                + ") ELSE c_problem END AS c_problem");
    sql.execute(
        "CREATE TEMP TABLE lasting AS SELECT "
            + columns
            + " FROM (SELECT "
            + replaced
            + ", row_number() OVER (PARTITION BY c_instance, c_contact ORDER BY c_at, c_role,"
            + " c_chain) AS n FROM latest) WHERE n = 1");
  }

  private String owner() throws SQLException {
    if (sql.number("SELECT count(*) FROM owned") == 0) {
      return "NULL";
    }
    return "CASE WHEN c_instance IS NOT NULL AND o.acct IS NULL THEN 'unknown instance (' ||"
        + " c_instance || '): not among the account''s instances' WHEN o.several THEN 'instance ('"
        + " || c_instance || ') is listed by several accounts' END";
  }

  /** The contact that each part of a call belongs to, and the sums of the parts. */
  private void calls() throws SQLException {
    sql.execute(
        "CREATE TEMP TABLE begins AS SELECT c_instance AS instance, c_contact AS contact"
            + " FROM contacts WHERE c_role = 'call'"
            + " AND (SELECT count(*) FROM delivered WHERE c_role = 'segment') > 0");
    // A part whose instance cannot be read still is a part of the call that it names.
    String part =
        "SELECT coalesce(b.instance, c_instance) AS instance, ? AS contact, c_chain AS chain,"
            + " c_previous AS previous, c_seconds AS seconds, c_problem AS problem FROM % c"
            + " LEFT JOIN begins b ON c.c_problem IS NOT NULL AND b.contact = c.c_chain"
            + " WHERE c_role = 'segment'";
    sql.execute(
        "CREATE TEMP TABLE segments AS "
            + part.replace("?", "c_contact").replace("%", "contacts")
            + " UNION ALL "
            + part.replace("?", "NULL").replace("%", "nameless"));
    sql.execute(
        "CREATE TEMP TABLE parts AS WITH RECURSIVE s AS (SELECT row_number() OVER () AS n, * FROM"
            + " segments), up AS (SELECT n, instance, previous AS above, 1 AS depth FROM s WHERE"
            + " previous IS NOT NULL UNION ALL SELECT u.n, u.instance, p.previous, u.depth + 1 FROM"
            + " up u JOIN segments p ON p.instance = u.instance AND p.contact = u.above"
            + " WHERE p.previous IS NOT NULL AND u.depth < "
            + MOST_TRANSFERS
            + "), followed AS (SELECT DISTINCT u.n, b.contact FROM up u JOIN begins b"
            + " ON b.instance = u.instance AND b.contact = u.above)"
            + " SELECT s.*, coalesce(f.contact, b.contact) AS root FROM s"
            + " LEFT JOIN followed f ON f.n = s.n"
            + " LEFT JOIN begins b ON b.instance = s.instance AND b.contact = s.chain");
    sql.execute(
        "CREATE TEMP TABLE sums AS SELECT instance, root, sum(seconds) AS seconds,"
            + " bool_or(problem IS NOT NULL) AS broken FROM parts WHERE root IS NOT NULL"
            + " GROUP BY instance, root");
    sql.execute(
        "CREATE TEMP TABLE orphans AS SELECT p.instance, p.contact, r.c_problem IS NOT NULL OR"
            + " coalesce(x.broken, false) AS broken, p.root IS NULL AS lost FROM parts p LEFT JOIN contacts r"
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
            + " chain, c_leg_far AS far, c_leg_start AS at_us FROM contacts"
            + " WHERE c_leg_start IS NOT NULL");
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
