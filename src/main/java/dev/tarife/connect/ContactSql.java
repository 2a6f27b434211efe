package dev.tarife.connect;

import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.DatabaseFaults;
import dev.tarife.duckdb.Interrupts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A database in memory that spills into a folder. */
final class ContactSql implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ContactSql.class.getName());
  private static final int ROWS_A_STATEMENT = 500;

  private final Connection connection;
  private final Path folder;

  private ContactSql(Connection connection, Path folder) {
    this.connection = connection;
    this.folder = folder;
  }

  static ContactSql open(Path folder, Database.Limits limits) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    ContactSql sql = new ContactSql(DriverManager.getConnection("jdbc:duckdb:", settings), folder);
    sql.execute("SET TimeZone = 'UTC'");
    sql.execute("SET preserve_insertion_order = false");
    sql.execute("SET memory_limit = " + text(limits.memory()));
    if (limits.threads() > 0) {
      sql.execute("SET threads = " + limits.threads());
    }
    sql.execute("SET temp_directory = " + text(folder.resolve("spill").toString()));
    return sql;
  }

  /** A row of a result. */
  interface Row {
    void accept(ResultSet row) throws SQLException;
  }

  void execute(String sql) throws SQLException {
    long begun = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      Interrupts.watching(statement, () -> statement.execute(sql));
    } catch (SQLException e) {
      throw DatabaseFaults.told(e, folder);
    }
    log(begun, sql);
  }

  void each(String sql, Row row) throws SQLException {
    long begun = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet found = Interrupts.watching(statement, () -> statement.executeQuery(sql))) {
      while (found.next()) {
        row.accept(found);
      }
    } catch (SQLException e) {
      throw DatabaseFaults.told(e, folder);
    }
    log(begun, sql);
  }

  private static void log(long begun, String sql) {
    LOG.log(
        System.Logger.Level.DEBUG, () -> (System.nanoTime() - begun) / 1_000_000 + " ms: " + sql);
  }

  long number(String sql) throws SQLException {
    long[] number = {0};
    each(sql, row -> number[0] = row.getLong(1));
    return number[0];
  }

  void insert(String table, Collection<String> rows) throws SQLException {
    List<String> all = new ArrayList<>(rows);
    for (int i = 0; i < all.size(); i += ROWS_A_STATEMENT) {
      execute(
          "INSERT INTO "
              + table
              + " VALUES "
              + String.join(", ", all.subList(i, Math.min(all.size(), i + ROWS_A_STATEMENT))));
    }
  }

  /** A text as a literal. */
  static String text(@Nullable String value) {
    if (value == null) {
      return "NULL";
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("A text holds the character 0.");
    }
    return "'" + value.replace("'", "''") + "'";
  }

  /** A name of a column. */
  static String name(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  static String time(long micros) {
    return micros == DocumentTimes.NONE ? "NULL" : Long.toString(micros);
  }

  static String paths(Collection<Path> paths) {
    return paths.stream()
        .map(path -> text(path.toAbsolutePath().toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
