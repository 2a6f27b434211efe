package dev.tarife.connect;

import dev.tarife.model.Account;
import dev.tarife.table.ContactMap;
import dev.tarife.table.ContactRow;
import dev.tarife.table.ContactRow.CountryOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The staged contacts as tables: each contact once, in the state of its last delivery (decision
 * A-54), with the account that owns its instance, and the calls of a chain put together.
 */
final class Contacts {
  static final String CONFLICT =
      "two deliveries of the contact differ, and LastUpdateTimestamp does not say which is later";
  private final Sql sql;
  private final Path folder;
  private final ContactMap map;

  /**
   * Prepares to load.
   *
   * @param folder for what is put together
   * @param map what contact records settle
   */
  Contacts(Sql sql, Path folder, ContactMap map) {
    this.sql = sql;
    this.folder = folder;
    this.map = map;
  }

  /**
   * Loads what was staged, whose files are then deleted.
   *
   * @param files where the documents are, in the order of their numbers
   * @param owners the accounts; empty: nobody is asked whose instance it is
   */
  void load(List<Path> staged, List<Path> files, List<Holding> holdings, Collection<Account> owners)
      throws SQLException, IOException {
    rows();
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
    new Chains(sql).find();
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
              + Sql.text(Settlement.role(row.countsAs()))
              + ", "
              + Sql.text(row.usageType())
              + ", "
              + Sql.text(row.quantity().measure().name())
              + ", "
              + Sql.text(country == null ? null : country.name())
              + ")");
    }
    sql.insert("map", rows);
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
    sql.execute("CREATE TEMP VIEW fine AS SELECT * FROM contacts WHERE c_problem IS NULL");
    parts();
  }

  /** What fine contacts settle that is no call, one row each. */
  private void parts() throws SQLException {
    StringBuilder columns = new StringBuilder();
    for (Parts.Said said : Parts.Said.values()) {
      String type =
          switch (said) {
            case ROW -> "INTEGER";
            case START, END, MICROS, COUNT -> "BIGINT";
            default -> "VARCHAR";
          };
      columns
          .append(", CAST(nullif(p[")
          .append(said.place())
          .append("], '') AS ")
          .append(type)
          .append(") AS ")
          .append("p_")
          .append(said.name().toLowerCase(Locale.ROOT));
    }
    // Written out once, since cutting texts costs more than reading columns.
    Path all = folder.resolve("parts.parquet");
    sql.execute(
        "COPY (SELECT acct, c_instance, c_contact, c_chain, c_tags, m.counts_as, m.usage_type,"
            + " m.measure, s.* EXCLUDE (acct, c_instance, c_contact, c_chain, c_tags) FROM (SELECT acct, c_instance, c_contact, c_chain, c_tags, p"
            + columns
            + " FROM (SELECT *, string_split(unnest(string_split(c_parts, chr("
            + (int) Parts.RECORD
            + "))), chr("
            + (int) Parts.VALUE
            + ")) AS p FROM fine WHERE c_parts IS NOT NULL)) s JOIN map m ON m.n = s.p_row) TO "
            + Sql.text(all.toAbsolutePath().toString())
            + " (FORMAT parquet)");
    sql.execute(
        "CREATE TEMP VIEW parts AS SELECT * FROM read_parquet("
            + Sql.paths(List.of(all))
            + ", hive_partitioning = false)");
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
}
