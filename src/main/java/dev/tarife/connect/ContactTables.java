package dev.tarife.connect;

import dev.tarife.connect.number.NumberHolding;
import dev.tarife.model.Account;
import dev.tarife.table.ContactMap;
import dev.tarife.table.ContactRow;
import dev.tarife.table.ContactRow.CountryOf;
import dev.tarife.table.NumberRow;
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
final class ContactTables {
  static final String CONFLICT =
      "two deliveries of the contact differ, and LastUpdateTimestamp does not say which is later";

  private final ContactSql sql;
  private final ContactMap map;
  private final int attributes;

  /**
   * Prepares to load.
   *
   * @param map what contact records settle
   */
  ContactTables(ContactSql sql, ContactMap map) {
    this.sql = sql;
    this.map = map;
    attributes = ContactRules.attributes(map).size();
  }

  /**
   * Whose instances are known.
   *
   * @param here the accounts whose usage is wanted; with none elsewhere: nobody is asked whose an
   *     instance is if there is none here
   * @param elsewhere other accounts of the same run
   */
  record Owners(Collection<Account> here, Collection<Account> elsewhere) {}

  /**
   * Loads what was staged, whose files are then deleted.
   *
   * @param files where the documents are, in the order of their numbers
   * @param owners the accounts
   */
  void load(
      List<StagingFiles> staged, List<Path> files, List<NumberHolding> holdings, Owners owners)
      throws SQLException, IOException {
    rows();
    sql.execute("CREATE TEMP TABLE files (n INTEGER, name VARCHAR)");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      names.add("(" + i + ", " + ContactSql.text(files.get(i).toString()) + ")");
    }
    sql.insert("files", names);
    owners(owners);
    holdings(holdings);
    read("said", StagingFiles.paths(staged, StagingFiles::parts), PartColumn.types(attributes));
    read("staged", StagingFiles.paths(staged, StagingFiles::contacts), DocumentColumn.types());
    read("numbered", StagingFiles.paths(staged, StagingFiles::kinds), DocumentKinds.types());
    sql.execute(
        "CREATE TEMP TABLE kinds AS SELECT n.*, o.acct, "
            + owner()
            + " AS k_problem FROM numbered n LEFT JOIN owned o ON o.instance = n.c_instance");
    sql.execute("CREATE TEMP TABLE counted AS SELECT count(*) AS documents FROM staged");
    distinct();
    views();
    new CallChains(sql).find();
  }

  /** Reads staged rows into a table; their files are then deleted. */
  private void read(String table, List<Path> files, String columns)
      throws SQLException, IOException {
    sql.execute(
        "CREATE TEMP TABLE "
            + table
            + " AS SELECT * FROM read_csv("
            + ContactSql.paths(files)
            + ", auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"',"
            + " nullstr = '', new_line = '\\n', hive_partitioning = false, compression = 'none',"
            + " max_line_size = 4194304, columns = "
            + columns
            + ")");
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /** The rows of the table, as far as the database needs them. */
  private void rows() throws SQLException {
    sql.execute(
        "CREATE TEMP TABLE map (n INTEGER, counts_as VARCHAR, usage_type VARCHAR, measure VARCHAR,"
            + " country VARCHAR)");
    List<String> rows = new ArrayList<>();
    for (ContactRow row : map.rows()) {
      CountryOf country = row.numbers().country();
      rows.add(
          "("
              + row.origin().row()
              + ", "
              + ContactSql.text(ContactIdentity.role(row.countsAs()))
              + ", "
              + ContactSql.text(row.usageType())
              + ", "
              + ContactSql.text(row.quantity().measure().name())
              + ", "
              + ContactSql.text(country == null ? null : country.name())
              + ")");
    }
    sql.insert("map", rows);
  }

  private void owners(Owners owners) throws SQLException {
    sql.execute("CREATE TEMP TABLE owners (instance VARCHAR, acct VARCHAR, here BOOLEAN)");
    List<String> rows = new ArrayList<>();
    owners.here().forEach(account -> addOwner(account, true, rows));
    owners.elsewhere().forEach(account -> addOwner(account, false, rows));
    sql.insert("owners", rows);
    sql.execute(
        "CREATE TEMP TABLE owned AS SELECT instance, min(acct) AS acct, arg_min(here, acct) AS here,"
            + " count(DISTINCT acct) > 1 AS several FROM owners GROUP BY instance");
  }

  private static void addOwner(Account account, boolean here, List<String> rows) {
    String rest = ", " + ContactSql.text(account.id()) + ", " + here + ")";
    account.instances().forEach(of -> rows.add("(" + ContactSql.text(of.id()) + rest));
  }

  private void holdings(List<NumberHolding> holdings) throws SQLException {
    sql.execute(
        "CREATE TEMP TABLE holdings (number VARCHAR, instance VARCHAR, country VARCHAR,"
            + " number_type VARCHAR, from_us BIGINT, to_us BIGINT, usage_type VARCHAR, of_none BOOLEAN,"
            + " known BOOLEAN)");
    List<String> rows = new ArrayList<>();
    for (NumberHolding holding : holdings) {
      NumberRow row = map.number(holding.numberType(), holding.firstDay());
      rows.add(
          "("
              + ContactSql.text(holding.number())
              + ", "
              + ContactSql.text(holding.instance())
              + ", "
              + ContactSql.text(holding.country())
              + ", "
              + ContactSql.text(holding.numberType())
              + ", "
              + ContactSql.time(holding.from())
              + ", "
              + ContactSql.time(holding.to())
              + ", "
              + ContactSql.text(row == null ? null : row.usageType())
              + ", "
              + NumberHolding.isOfNoCountry(row)
              + ", "
              + (row != null)
              + ")");
    }
    sql.insert("holdings", rows);
    sql.execute("CREATE TEMP TABLE known AS SELECT DISTINCT number FROM holdings");
  }

  /** Leaves one row of each contact: of those delivered again the last. */
  private void distinct() throws SQLException {
    sql.execute(
        "CREATE TEMP TABLE repeated AS SELECT hash(c_contact) AS h FROM staged"
            + " WHERE c_contact IS NOT NULL GROUP BY h HAVING count(*) > 1");
    if (sql.number("SELECT count(*) FROM repeated") == 0) {
      return;
    }
    String again = "hash(c_contact) IN (SELECT h FROM repeated)";
    sql.execute(
        "CREATE TEMP TABLE latest AS SELECT s.* EXCLUDE (c_kind), k.* EXCLUDE (c_kind, k_problem,"
            + " acct) FROM staged s JOIN kinds k ON k.c_kind = s.c_kind WHERE c_contact IS NOT NULL"
            + " AND "
            + again
            + " QUALIFY rank() OVER (PARTITION BY c_instance, c_contact ORDER BY c_updated DESC"
            + " NULLS LAST) = 1");
    String contact = DocumentColumn.content() + ", " + DocumentKinds.content();
    String content = contact + ", parts";
    sql.execute(
        "CREATE TEMP TABLE different AS SELECT min(c_doc) AS c_doc, "
            + content
            + " FROM latest LEFT JOIN (SELECT c_doc, string_agg(said, chr(10) ORDER BY said) AS parts"
            + " FROM (SELECT c_doc, "
            + PartColumn.content(attributes)
            + " AS said FROM said SEMI JOIN latest USING (c_doc)) GROUP BY c_doc) USING (c_doc)"
            + " GROUP BY "
            + content);
    // Of contradicting ones, which of them stands for the contact must not hang on the input's
    // order.
    sql.execute(
        "CREATE TEMP TABLE lasting AS SELECT c_doc, conflict FROM (SELECT c_doc, CASE WHEN count(*)"
            + " OVER w > 1 THEN coalesce(max(c_problem) OVER w, "
            + ContactSql.text(CONFLICT)
            + ") END AS conflict, row_number() OVER (PARTITION BY c_instance, c_contact ORDER BY"
            + " c_at, c_role, "
            + contact
            + ") AS n FROM different WINDOW w AS (PARTITION BY c_instance, c_contact)) WHERE n = 1");
    sql.execute(
        "DELETE FROM staged WHERE c_contact IS NOT NULL AND "
            + again
            + " AND c_doc NOT IN (SELECT c_doc FROM lasting)");
    sql.execute(
        "DELETE FROM said WHERE "
            + again
            + " AND c_doc NOT IN (SELECT c_doc FROM lasting WHERE conflict IS NULL)");
    sql.execute(
        "UPDATE staged SET c_problem = l.conflict FROM lasting l WHERE l.c_doc = staged.c_doc AND"
            + " l.conflict IS NOT NULL");
  }

  private void views() throws SQLException {
    String all =
        " s.* EXCLUDE (c_kind, c_chain, c_problem), coalesce(c_chain, c_contact) AS c_chain,"
            + " k.* EXCLUDE (c_kind, k_problem), ";
    String from = " FROM staged s JOIN kinds k ON k.c_kind = s.c_kind WHERE c_contact IS ";
    sql.execute(
        "CREATE TEMP VIEW contacts AS SELECT"
            + all
            + "coalesce(k_problem, c_problem) AS c_problem"
            + from
            + "NOT NULL");
    // What has no id belongs to nobody, but may be a part of a call.
    sql.execute("CREATE TEMP TABLE nameless AS SELECT" + all + "c_problem" + from + "NULL");
    sql.execute("CREATE TEMP VIEW fine AS SELECT * FROM contacts WHERE c_problem IS NULL");
    sql.execute(
        "CREATE TEMP VIEW parts AS SELECT s.* EXCLUDE (c_kind, c_chain), coalesce(c_chain,"
            + " c_contact) AS c_chain, k.acct, k.c_instance, m.counts_as, m.usage_type, m.measure"
            + " FROM said s JOIN kinds k ON k.c_kind = s.c_kind JOIN map m ON m.n = s.p_row"
            + " WHERE k.k_problem IS NULL");
  }

  private String owner() throws SQLException {
    if (sql.number("SELECT count(*) FROM owned") == 0) {
      return "NULL";
    }
    return "CASE WHEN c_instance IS NOT NULL AND o.acct IS NULL THEN 'unknown instance (' ||"
        + " c_instance || '): not among the account''s instances' WHEN o.several THEN 'instance ('"
        + " || c_instance || ') is listed by several accounts' END";
  }
}
