package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.Spill;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.input.UsageFile;
import dev.tarife.metering.input.UsageStaging;
import dev.tarife.model.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is in usage files, before anything is metered.
 *
 * @param records how many rows
 * @param repeated rows beyond the first of a record id
 * @param types rows by usage type
 * @param accounts rows by account, where they name one
 * @param instances rows by instance
 * @param columns of the files, each with those that have it
 * @param from the first start; null: there is no row
 * @param to the last start
 */
public record UsageSurvey(
    long records,
    long repeated,
    SortedMap<String, Long> types,
    SortedMap<String, Long> accounts,
    SortedMap<String, Long> instances,
    SortedMap<String, SortedSet<String>> columns,
    @Nullable Instant from,
    @Nullable Instant to) {
  public UsageSurvey {
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
  }

  /**
   * Looks at every row of the files.
   *
   * @throws FaultException with every fault of the files, by line
   */
  public static UsageSurvey of(List<Path> files) {
    BulkMeter.Options options = BulkMeter.Options.standard();
    try (Spill spill = Spill.open(options.spill());
        Database database = Database.open(spill.folder(), options.limits())) {
      UsageStaging staging =
          new UsageStaging(
              HashSettings.STANDARD,
              database,
              spill.folder(),
              UsageFile.of(files),
              List.of(),
              false);
      if (!staging.stage() || anyBad(database)) {
        staging.rewrite();
        if (anyBad(database)) {
          throw staging.unreadable();
        }
      }
      return of(database, staging.columns());
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + Duck.message(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean anyBad(Database database) throws SQLException {
    return database.number("SELECT count(*) FROM staged WHERE bad") > 0;
  }

  private static UsageSurvey of(Database database, SortedMap<String, SortedSet<String>> columns)
      throws SQLException {
    List<UsageSurvey> found = new ArrayList<>();
    SortedMap<String, Long> types = counts(database, "usage_type");
    SortedMap<String, Long> accounts = counts(database, "acct");
    SortedMap<String, Long> instances = counts(database, "instance");
    database.rows(
        "SELECT count(*), count(*) - count(DISTINCT record_id), min(start_ns), max(start_ns)"
            + " FROM staged",
        row -> {
          boolean any = row.getLong(1) > 0;
          found.add(
              new UsageSurvey(
                  row.getLong(1),
                  row.getLong(2),
                  types,
                  accounts,
                  instances,
                  columns,
                  any ? instant(row.getLong(3)) : null,
                  any ? instant(row.getLong(4)) : null));
        });
    return found.get(0);
  }

  private static SortedMap<String, Long> counts(Database database, String column)
      throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    database.rows(
        "SELECT " + column + ", count(*) FROM staged WHERE " + column + " IS NOT NULL GROUP BY 1",
        row -> counts.put(row.getString(1), row.getLong(2)));
    return counts;
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
