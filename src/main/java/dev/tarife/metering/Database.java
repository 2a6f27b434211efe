package dev.tarife.metering;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/** The database of one run: in memory, spilling into the run's folder. */
final class Database implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  private final Connection connection;
  private final Path folder;
  private final Watch watch;

  private Database(Connection connection, Path folder, Watch watch) {
    this.connection = connection;
    this.folder = folder;
    this.watch = watch;
  }

  /** Opens a database that tells nobody how far it is. */
  static Database open(Path folder, BulkMeter.Options options) throws SQLException {
    return open(folder, options, Gauge.NONE);
  }

  /** Opens a database that may use the machine as the options say. */
  static Database open(Path folder, BulkMeter.Options options, Gauge gauge) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("preserve_insertion_order", "false");
    settings.setProperty("memory_limit", options.memoryLimit());
    settings.setProperty("temp_directory", folder.resolve("spill").toString());
    settings.setProperty("jdbc_stream_results", "true");
    if (options.threads() > 0) {
      settings.setProperty("threads", Integer.toString(options.threads()));
    }
    Connection connection = Duck.connect(settings);
    Database database = new Database(connection, folder, Watch.start(gauge));
    database.run("SET TimeZone = 'UTC'");
    if (gauge != Gauge.NONE) {
      database.run("SET enable_progress_bar = true; SET enable_progress_bar_print = false");
    }
    return database;
  }

  /** Where it may keep files while the run lasts. */
  Path folder() {
    return folder;
  }

  /** Statements from now on are of a pass over so many bytes or records. */
  void pass(Gauge.Pass pass, long size) {
    watch.pass(pass, size);
  }

  /** Lets a statement work, which tells how far it is and ends where its thread is interrupted. */
  private <T> T watched(Statement statement, Interrupts.Work<T> work) throws SQLException {
    DuckDBPreparedStatement running = statement.unwrap(DuckDBPreparedStatement.class);
    watch.begin(() -> running.getQueryProgress().getPercentage());
    try {
      return Interrupts.watching(statement, work);
    } finally {
      watch.end();
    }
  }

  /** Runs a statement and gives how many rows it wrote. */
  long run(String sql) throws SQLException {
    long begun = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      boolean rows = watched(statement, () -> statement.execute(sql));
      log(begun, sql);
      return rows ? -1 : statement.getUpdateCount();
    } catch (SQLException e) {
      throw DatabaseFaults.told(e, folder);
    }
  }

  /**
   * The same, and joins keep in memory what they name second: the database guesses too few rows
   * where some are left out, and would keep the many.
   */
  long runAsWritten(String sql) throws SQLException {
    run("SET disabled_optimizers = 'build_side_probe_side'");
    try {
      return run(sql);
    } finally {
      run("RESET disabled_optimizers");
    }
  }

  /** Runs a query and hands over its rows. */
  void rows(String sql, RowReader reader) throws SQLException {
    long begun = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet row = query(statement, sql)) {
      while (next(row)) {
        reader.read(row);
      }
      log(begun, sql);
    }
  }

  /** A statement for {@link #query}; its user closes it. */
  Statement statement() throws SQLException {
    return connection.createStatement();
  }

  /** The rows of a query, to be read with {@link #next} before anything else is run. */
  ResultSet query(Statement statement, String sql) throws SQLException {
    try {
      return watched(statement, () -> statement.executeQuery(sql));
    } catch (SQLException e) {
      throw DatabaseFaults.told(e, folder);
    }
  }

  boolean next(ResultSet row) throws SQLException {
    Interrupts.stopIfInterrupted();
    try {
      return row.next();
    } catch (SQLException e) {
      throw DatabaseFaults.told(e, folder);
    }
  }

  /** The only number that a query gives. */
  long number(String sql) throws SQLException {
    long[] number = new long[1];
    rows(sql, row -> number[0] = row.getLong(1));
    return number[0];
  }

  /** Writes rows of whole numbers and texts into a table. */
  void append(String table, List<List<@Nullable Object>> rows) throws SQLException {
    append(table, rows.stream());
  }

  /** The same of rows that are made one after another. */
  void append(String table, Stream<List<@Nullable Object>> rows) throws SQLException {
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", table)) {
      for (Iterator<List<@Nullable Object>> all = rows.iterator(); all.hasNext(); ) {
        List<@Nullable Object> row = all.next();
        appender.beginRow();
        for (Object value : row) {
          if (value instanceof Integer number) {
            appender.append(number.intValue());
          } else if (value instanceof Long number) {
            appender.append(number.longValue());
          } else {
            appender.append((String) value);
          }
        }
        appender.endRow();
      }
    } catch (SQLException e) {
      throw DatabaseFaults.told(e, folder);
    }
  }

  private static void log(long begun, String sql) {
    LOG.log(
        System.Logger.Level.DEBUG, () -> (System.nanoTime() - begun) / 1_000_000 + " ms: " + sql);
  }

  @Override
  public void close() throws SQLException {
    watch.close();
    connection.close();
  }

  /** Reads one row. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
