package dev.tarife.duckdb;

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
public final class Database implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  private final Connection connection;
  private final Path folder;
  private final QueryProgress progress;

  private Database(Connection connection, Path folder, QueryProgress progress) {
    this.connection = connection;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * How much of the machine a database may use.
   *
   * @param memory most memory, such as {@code 1GB}
   * @param threads how many threads; 0: one a core
   */
  public record Limits(String memory, int threads) {}

  /** Opens a database that reports no progress. */
  public static Database open(Path folder, Limits limits) throws SQLException {
    return open(folder, limits, Gauge.NONE);
  }

  /** Opens a database that may use so much of the machine. */
  public static Database open(Path folder, Limits limits, Gauge gauge) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("preserve_insertion_order", "false");
    settings.setProperty("memory_limit", limits.memory());
    settings.setProperty("temp_directory", folder.resolve("spill").toString());
    settings.setProperty("jdbc_stream_results", "true");
    if (limits.threads() > 0) {
      settings.setProperty("threads", Integer.toString(limits.threads()));
    }
    Connection connection = Duck.connect(settings);
    Database database = new Database(connection, folder, QueryProgress.start(gauge));
    database.run("SET TimeZone = 'UTC'");
    if (gauge != Gauge.NONE) {
      database.run("SET enable_progress_bar = true; SET enable_progress_bar_print = false");
    }
    return database;
  }

  /** Where it may keep files while the run lasts. */
  public Path folder() {
    return folder;
  }

  /** Statements from now on are of a pass over so many bytes or records. */
  public void pass(Gauge.Pass pass, long size) {
    progress.pass(pass, size);
  }

  /** Runs a statement. It reports its progress, and ends when its thread is interrupted. */
  private <T> T watched(Statement statement, Interrupts.Work<T> work) throws SQLException {
    DuckDBPreparedStatement running = statement.unwrap(DuckDBPreparedStatement.class);
    progress.begin(() -> running.getQueryProgress().getPercentage());
    try {
      return Interrupts.watching(statement, work);
    } finally {
      progress.end();
    }
  }

  /** Runs a statement and gives how many rows it wrote. */
  public long run(String sql) throws SQLException {
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
   * From now on, joins are made in the order they are written in, and keep in memory what they name
   * second: the database guesses too few rows where some are left out, and would keep the many.
   */
  public void joinAsWritten() throws SQLException {
    run("SET disabled_optimizers = 'join_order,build_side_probe_side'");
  }

  /** Runs a query and hands over its rows. */
  public void rows(String sql, RowReader reader) throws SQLException {
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
  public Statement statement() throws SQLException {
    return connection.createStatement();
  }

  /** The rows of a query, to be read with {@link #next} before anything else is run. */
  public ResultSet query(Statement statement, String sql) throws SQLException {
    try {
      return watched(statement, () -> statement.executeQuery(sql));
    } catch (SQLException e) {
      throw DatabaseFaults.told(e, folder);
    }
  }

  public boolean next(ResultSet row) throws SQLException {
    Interrupts.stopIfInterrupted();
    try {
      return row.next();
    } catch (SQLException e) {
      throw DatabaseFaults.told(e, folder);
    }
  }

  /** The only number that a query gives. */
  public long number(String sql) throws SQLException {
    long[] number = new long[1];
    rows(sql, row -> number[0] = row.getLong(1));
    return number[0];
  }

  /** Writes rows of whole numbers and texts into a table. */
  public void append(String table, List<List<@Nullable Object>> rows) throws SQLException {
    append(table, rows.stream());
  }

  /** The same of rows that are made one after another. */
  public void append(String table, Stream<List<@Nullable Object>> rows) throws SQLException {
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
    progress.close();
    connection.close();
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
