package dev.tarife.metering.stored;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.Spill;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.bulk.BulkMetered;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.input.Nanos;
import dev.tarife.metering.input.RowSpool;
import dev.tarife.model.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads stored usage, in a database of its own, and writes it anew. */
public final class StoredUsage implements AutoCloseable {
  private static final String PLAIN =
      " (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 4096)";

  private final HashSettings tuning;
  private final Spill spill;
  private final Database database;

  private StoredUsage(HashSettings tuning, Spill spill, Database database) {
    this.tuning = tuning;
    this.spill = spill;
    this.database = database;
  }

  /** Opens a database that may use the machine as the options say. */
  public static StoredUsage open(BulkMeter.Options options) {
    return open(options, HashSettings.STANDARD);
  }

  static StoredUsage open(BulkMeter.Options options, HashSettings tuning) {
    Spill spill = Spill.open(options.spill());
    Database database = null;
    try {
      database = Database.open(spill.folder(), options.limits());
      return new StoredUsage(tuning, spill, database);
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      if (database == null) {
        BulkMetered.end(spill, null);
      }
    }
  }

  private static IllegalStateException failed(SQLException e) {
    return new IllegalStateException("The database failed: " + Duck.message(e), e);
  }

  /**
   * Which records of an account are asked for: the latest version of each that may concern a month.
   *
   * @param segments those that hold any
   * @param replaced whether some of their records were replaced
   * @param period the month
   * @param holdings usage types whose records count in every month that they touch
   */
  public record Asked(
      List<? extends StoredSegment> segments,
      boolean replaced,
      Period period,
      Set<String> holdings) {
    public Asked {
      segments = List.copyOf(segments);
      holdings = Set.copyOf(holdings);
    }

    private String where() {
      long from = Nanos.of(period.start());
      String held =
          holdings.isEmpty()
              ? ""
              : " OR usage_type IN "
                  + Duck.texts(holdings)
                  + " AND start_ns < "
                  + from
                  + " AND (end_ns IS NULL OR end_ns > "
                  + from
                  + ")";
      return "(start_ns >= " + from + " AND start_ns < " + Nanos.of(period.end()) + held + ")";
    }
  }

  /**
   * Writes records as a Parquet file that metering reads.
   *
   * @param account what the records name as their account; null: they name none
   * @param read names of the columns that tables read
   * @return how many; where there is none, there is no file
   */
  public long write(Asked asked, @Nullable String account, Set<String> read, Path target) {
    try {
      if (asked.segments().isEmpty()) {
        return 0;
      }
      List<String> names = StoredForm.attributes(List.of(), asked.segments());
      latest(asked, names);
      Map<String, String> columns = StoredForm.usage(names, read);
      List<String> counts = new ArrayList<>(List.of("count(*)", "coalesce(max(q_nano), 0)"));
      counts.add("coalesce(max(conn_nano), 0)");
      counts.add("coalesce(max(cnt), 1) - 1");
      columns.values().forEach(sql -> counts.add("count(" + sql + ")"));
      List<String> selected = new ArrayList<>();
      long[] records = {0};
      database.rows(
          "SELECT " + String.join(", ", counts) + " FROM latest WHERE " + asked.where(),
          row -> {
            records[0] = row.getLong(1);
            int i = 5;
            for (Map.Entry<String, String> column : columns.entrySet()) {
              boolean fractions =
                  switch (column.getKey()) {
                    case Columns.QUANTITY -> row.getLong(2) > 0;
                    case Columns.CONNECTED_SECONDS -> row.getLong(3) > 0;
                    default -> false;
                  };
              boolean any =
                  column.getKey().equals(Columns.COUNT) ? row.getLong(4) > 0 : row.getLong(i) > 0;
              if (any) {
                selected.add(
                    (fractions ? StoredForm.decimal(column.getValue()) : column.getValue())
                        + " AS "
                        + Duck.name(column.getKey()));
              }
              i++;
            }
          });
      if (records[0] > 0) {
        if (account != null) {
          selected.add(Duck.text(account) + " AS " + Columns.ACCOUNT);
        }
        database.run(
            "COPY (SELECT "
                + String.join(", ", selected)
                + " FROM latest WHERE "
                + asked.where()
                + ") TO "
                + Duck.text(target.toAbsolutePath().toString())
                + PLAIN);
      }
      return records[0];
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Counts the records that came after a delivery. */
  public long since(Asked asked, long batch) {
    try {
      if (asked.segments().isEmpty()) {
        return 0;
      }
      latest(asked, List.of());
      return database.number(
          "SELECT count(*) FROM latest WHERE batch > " + batch + " AND " + asked.where());
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Makes the view {@code latest} of the last version of each record. */
  private void latest(Asked asked, List<String> names) throws SQLException {
    String all = "(" + StoredForm.fromFiles(asked.segments(), names) + ")";
    if (!asked.replaced()) {
      database.run("CREATE OR REPLACE TEMP VIEW latest AS SELECT * FROM " + all);
      return;
    }
    database.run(StoredForm.replacing(all));
    database.run("CREATE OR REPLACE TEMP VIEW latest AS " + StoredForm.latest(all));
  }

  /**
   * Writes the records of a file that {@link #write} wrote which start before a time.
   *
   * @return how many; where there is none, there is no file
   */
  public long cut(Path usage, Instant end, Path target) {
    try {
      String source =
          " FROM "
              + Duck.parquet(List.of(usage))
              + " WHERE epoch_ns(start_time) < "
              + Nanos.of(end);
      long records = database.number("SELECT count(*)" + source);
      if (records > 0) {
        database.run(
            "COPY (SELECT *"
                + source
                + ") TO "
                + Duck.text(target.toAbsolutePath().toString())
                + PLAIN);
      }
      return records;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Counts the records of a file that {@link #write} wrote. */
  public long count(Path usage) {
    try {
      return database.number("SELECT count(*) FROM " + Duck.parquet(List.of(usage)));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Writes several segments as one. Which records they replaced is known where they are stored.
   *
   * @param target makes the path of a new file
   */
  public Segment merge(Collection<? extends StoredSegment> segments, Supplier<Path> target) {
    try {
      List<String> names = StoredForm.attributes(List.of(), segments);
      String rows =
          "(SELECT *, "
              + tuning.storedId()
              + " AS h FROM ("
              + StoredForm.fromFiles(segments, names)
              + "))";
      return Objects.requireNonNull(
          new SegmentWriter(database).write(rows, names, null, target.get(), target.get()));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Takes records one by one that are stored already, with the delivery that brought them. */
  @FunctionalInterface
  public interface Sink {
    void accept(long batch, long line, Map<String, String> texts);
  }

  /** Hands over records. */
  @FunctionalInterface
  public interface Source {
    void forEach(Sink sink);
  }

  /**
   * Writes records of one account that were stored in another form: each id once for each delivery
   * that brought a version of it.
   *
   * @param target makes the path of a new file
   * @return null: there was none
   */
  public @Nullable Segment convert(Source source, Supplier<Path> target) {
    Path staged = spill.folder().resolve("converted.parquet");
    try (RowSpool rows = new RowSpool(spill.folder().resolve("rows.csv"))) {
      source.forEach(rows::add);
      List<String> names = rows.attributes();
      UsageIntake.stage(tuning, database, rows.source(), names, staged, null);
      database.run(
          "CREATE OR REPLACE TEMP VIEW converted AS SELECT * FROM "
              + Duck.parquet(List.of(staged)));
      database.run(
          "CREATE OR REPLACE TEMP TABLE firsts AS SELECT record_id, min(batch) AS batch,"
              + " max(batch) AS last FROM converted GROUP BY record_id HAVING count(*) > 1");
      String all =
          "(SELECT c.*, coalesce(c.batch > f.batch, false) AS again FROM converted c"
              + " LEFT JOIN firsts f ON f.record_id = c.record_id)";
      String replaced =
          "(SELECT c.* FROM converted c JOIN firsts f ON f.record_id = c.record_id AND c.batch <"
              + " f.last)";
      return new SegmentWriter(database).write(all, names, replaced, target.get(), target.get());
    } catch (SQLException e) {
      throw failed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    BulkMetered.end(spill, database);
  }
}
