package dev.tarife.metering;

import dev.tarife.model.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is in usage files, before anything is metered.
 *
 * @param records how many rows
 * @param repeated rows beyond the first of a record id
 * @param types rows by usage type
 * @param accounts rows by account, where they name one
 * @param instances rows by instance
 * @param from the first start; null: there is no row
 * @param to the last start
 */
public record UsageSurvey(
    long records,
    long repeated,
    SortedMap<String, Long> types,
    SortedMap<String, Long> accounts,
    SortedMap<String, Long> instances,
    @Nullable Instant from,
    @Nullable Instant to) {
  public UsageSurvey {
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
  }

  /**
   * Looks at every row of the files.
   *
   * @throws FaultException with every fault of the files, by line
   */
  public static UsageSurvey of(List<Path> files) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("tarife-survey-");
      try (Connection connection = Duck.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET temp_directory = " + Duck.text(folder.resolve("spill").toString()));
        Staging staging = new Staging(connection, folder, UsageFile.of(files), List.of(), false);
        statement.execute("CREATE TEMP VIEW rows_read AS " + staging.select());
        return of(statement, staging);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + Duck.message(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (folder != null) {
        delete(folder);
      }
    }
  }

  private static UsageSurvey of(Statement statement, Staging staging) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT count(*), count(*) - count(DISTINCT record_id), min(start_ns), max(start_ns),"
                + " coalesce(bool_or(bad), false) FROM rows_read")) {
      row.next();
      if (row.getBoolean(5)) {
        throw staging.faults();
      }
      boolean any = row.getLong(1) > 0;
      long records = row.getLong(1);
      long repeated = row.getLong(2);
      Instant from = any ? instant(row.getLong(3)) : null;
      Instant to = any ? instant(row.getLong(4)) : null;
      return new UsageSurvey(
          records,
          repeated,
          counts(statement, "usage_type"),
          counts(statement, "acct"),
          counts(statement, "instance"),
          from,
          to);
    }
  }

  private static SortedMap<String, Long> counts(Statement statement, String column)
      throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    try (Statement own = statement.getConnection().createStatement();
        ResultSet row =
            own.executeQuery(
                "SELECT "
                    + column
                    + ", count(*) FROM rows_read WHERE "
                    + column
                    + " IS NOT NULL GROUP BY 1")) {
      while (row.next()) {
        counts.put(row.getString(1), row.getLong(2));
      }
    }
    return counts;
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  private static void delete(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // What the system does not let go of now, it clears away itself.
      folder.toFile().deleteOnExit();
    }
  }
}
