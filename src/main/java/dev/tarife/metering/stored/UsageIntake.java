package dev.tarife.metering.stored;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.Spill;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.bulk.BulkMetered;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.FileRows;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.input.RecordParser;
import dev.tarife.metering.input.RowSpool;
import dev.tarife.metering.input.SourceColumn;
import dev.tarife.metering.input.StagedColumns;
import dev.tarife.metering.input.UsageFaults;
import dev.tarife.metering.input.UsageFile;
import dev.tarife.metering.input.UsageReader;
import dev.tarife.metering.input.UsageSources;
import dev.tarife.metering.input.UsageSources.Source;
import dev.tarife.metering.terms.RecordContent;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.model.UsageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of usage on its way into storage: read whole and found to be in order. The database reads
 * CSV and Parquet; what it reads otherwise than the contract says, and JSON lines, Java reads.
 */
public final class UsageIntake implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(UsageIntake.class.getName());

  /** The longest id that is stored. */
  private static final int LONGEST_ID = 512;

  private static final int LONGEST_CONTENT = 1_000_000;
  private static final int MOST_ATTRIBUTES = 1_000;
  private static final String KEPT =
      " LEFT JOIN kept k ON k.line = m.line ANTI JOIN dropped d ON d.line = m.line";
  private static final String REPLACED =
      "(SELECT * FROM known SEMI JOIN kept ON kept.record_id = known.record_id AND kept.again = 1)";

  private final HashSettings tuning;
  private final UsageFile file;
  private final String account;
  private final Spill spill;
  private final Database database;
  private List<String> attributes = List.of();
  private long records;

  private UsageIntake(
      HashSettings tuning, UsageFile file, String account, Spill spill, Database database) {
    this.tuning = tuning;
    this.file = file;
    this.account = account;
    this.spill = spill;
    this.database = database;
  }

  /**
   * What became of a delivery.
   *
   * @param records how many it holds
   * @param added how many of them were new
   * @param replaced how many were later versions of known ones
   * @param segment what of it is to be stored; null: nothing
   */
  public record Outcome(long records, long added, long replaced, @Nullable Segment segment) {}

  /**
   * Reads a file whole.
   *
   * @param account whose usage it is
   * @throws FaultException with every fault of the file, by line
   */
  public static UsageIntake read(Path path, String account, BulkMeter.Options options) {
    return read(path, account, options, HashSettings.STANDARD);
  }

  static UsageIntake read(
      Path path, String account, BulkMeter.Options options, HashSettings tuning) {
    UsageFile file = UsageFile.of(path);
    Spill spill = Spill.open(options.spill());
    Database database = null;
    boolean done = false;
    try {
      database = Database.open(spill.folder(), options.limits());
      UsageIntake intake = new UsageIntake(tuning, file, account, spill, database);
      intake.stage();
      intake.check();
      done = true;
      return intake;
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + Duck.message(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!done) {
        BulkMetered.end(spill, database);
      }
    }
  }

  private void stage() throws SQLException, IOException {
    UsageFaults faults = new UsageFaults(file.name());
    switch (file.format()) {
      case CSV -> {
        List<String> header = FileRows.header(file, faults);
        faults.throwIfAny();
        if (header == null || !isPlain(header)) {
          spool();
        }
      }
      case JSONL -> {
        if (file.isEmpty()) {
          FileRows.empty(faults);
          faults.throwIfAny();
        }
        spool();
      }
      case PARQUET -> {
        Map<String, SourceColumn> columns = columns();
        FileRows.checkHeader(List.copyOf(columns.keySet()), faults);
        faults.throwIfAny();
        UsageSources sources = new UsageSources(spill.folder(), List.of());
        write(UsageSources.parquet(columns, List.of(sources.safe(file))), "file_row_number + 1");
        if (anyBad()) {
          UsageReader.check(file, faults, false);
          faults.throwIfAny();
          throw unreadable();
        }
      }
    }
  }

  private Map<String, SourceColumn> columns() throws SQLException, IOException {
    try {
      return new UsageSources(spill.folder(), List.of()).columns(database, file);
    } catch (SQLException e) {
      UsageFaults faults = new UsageFaults(file.name());
      UsageReader.check(file, faults, false);
      faults.throwIfAny();
      throw e;
    }
  }

  /** Has the database read a CSV file; false: it does not read it as the contract says. */
  private boolean isPlain(List<String> header) throws SQLException, IOException {
    try {
      UsageSources sources = new UsageSources(spill.folder(), List.of());
      write(sources.csv(List.of(file), header), "file_row_number + 2");
      // Rows of several lines, and empty lines, would be counted otherwise than Java counts them.
      return !anyBad() && lines() == records + 1;
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "The database does not read the file.", e);
      return false;
    }
  }

  private boolean anyBad() throws SQLException {
    return database.number("SELECT count(*) FROM mine WHERE bad") > 0;
  }

  /** How many lines the file has, without empty ones at its end. */
  private long lines() throws IOException {
    byte[] buffer = new byte[1 << 16];
    long seen = 1;
    long lines = 0;
    try (InputStream in = file.open()) {
      for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
        for (int i = 0; i < length; i++) {
          byte one = buffer[i];
          if (one == '\n') {
            seen++;
          } else if (one != '\r') {
            lines = seen;
          }
        }
      }
    }
    return lines;
  }

  /** Reads the file in Java. */
  private void spool() throws SQLException, IOException {
    UsageFaults faults = new UsageFaults(file.name());
    RecordParser parser = new RecordParser();
    try (RowSpool rows = new RowSpool(spill.folder().resolve("rows.csv"))) {
      FileRows.read(
          file,
          faults,
          (line, texts) -> {
            UsageRecord record = parser.parse(texts);
            parser.faults().forEach(fault -> faults.add(line, fault.what(), fault.fix()));
            if (record != null) {
              rows.add(0, line, texts);
            }
          });
      faults.throwIfAny();
      Set<String> header = new LinkedHashSet<>(Columns.REQUIRED);
      header.addAll(rows.attributes());
      FileRows.checkHeader(List.copyOf(header), faults);
      faults.throwIfAny();
      write(rows.source(), null);
    }
    if (anyBad()) {
      throw unreadable();
    }
  }

  private FaultException unreadable() {
    return FaultException.of(
        Place.ofFile(file.name()), "has a row that cannot be read", "write the file again");
  }

  /**
   * Writes the rows in the one form; they are then the view named mine.
   *
   * @param line SQL of a row's line; null: rows name it themselves
   */
  private void write(Source source, @Nullable String line) throws SQLException {
    attributes =
        source.columns().keySet().stream()
            .filter(column -> !Columns.isContract(column) && !column.startsWith("\n"))
            .toList();
    if (attributes.size() > MOST_ATTRIBUTES) {
      throw FaultException.of(
          Place.ofFile(file.name()),
          "has "
              + attributes.size()
              + " columns beside those of the input format, and more than "
              + MOST_ATTRIBUTES
              + " cannot be stored",
          "leave out those that no table reads");
    }
    Path target = spill.folder().resolve("mine.parquet");
    records = stage(tuning, database, source, attributes, target, line);
    database.run(
        "CREATE OR REPLACE TEMP VIEW mine AS SELECT *"
            + (line == null ? " EXCLUDE batch" : ", " + line + " AS line")
            + " FROM "
            + Duck.parquet(List.of(target)));
  }

  /**
   * Writes rows in the one form to a file; gives how many they are.
   *
   * @param line SQL of a row's line; null: rows name it, and their batch, themselves
   */
  static long stage(
      HashSettings tuning,
      Database database,
      Source source,
      List<String> attributes,
      Path target,
      @Nullable String line)
      throws SQLException {
    List<String> all = new ArrayList<>(attributes);
    String own = "";
    if (line == null) {
      int next = attributes.size();
      all.add(RowSpool.own(RowSpool.BATCH));
      all.add(RowSpool.own(RowSpool.LINE));
      own = ", CAST(a%d AS BIGINT) AS batch, CAST(a%d AS BIGINT) AS line".formatted(next, next + 1);
    }
    String columns =
        String.join(", ", StoredForm.row(attributes.size()))
            + ", acct, bad, "
            + tuning.storedId()
            + " AS h";
    // The order of the file tells lines.
    database.run("SET preserve_insertion_order = true");
    long records =
        database.run(
            "COPY (SELECT "
                + columns
                + own
                + " FROM ("
                + new StagedColumns(all, false).select(source.columns(), source.table())
                + ")) TO "
                + Duck.text(target.toAbsolutePath().toString())
                + " (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 4096)");
    database.run("SET preserve_insertion_order = false");
    return records;
  }

  /** Looks whether the records can be stored. */
  private void check() throws SQLException {
    UsageFaults faults = new UsageFaults(file.name());
    database.rows(
        "SELECT line, acct FROM mine WHERE acct <> "
            + Duck.text(account)
            + " ORDER BY line LIMIT "
            + UsageFaults.MOST,
        row ->
            faults.add(
                row.getLong(1),
                "the account ("
                    + row.getString(2)
                    + ") is not the one this was sent to, "
                    + account,
                "send it there"));
    String length =
        StoredForm.row(attributes.size()).stream()
            .filter(column -> Columns.isContract(column) || column.startsWith("a"))
            .map(column -> "coalesce(length(" + column + "), 0)")
            .reduce((one, other) -> one + " + " + other)
            .orElseThrow();
    database.rows(
        "SELECT line FROM mine WHERE length(record_id) > "
            + LONGEST_ID
            + " OR "
            + length
            + " > "
            + LONGEST_CONTENT
            + " ORDER BY line LIMIT "
            + UsageFaults.MOST,
        row ->
            faults.add(
                row.getLong(1),
                "the record is longer than "
                    + LONGEST_CONTENT
                    + " characters, or its id than "
                    + LONGEST_ID,
                "shorten it"));
    faults.throwIfAny();
  }

  /**
   * Compares the records with those that are stored, and writes what is to be stored.
   *
   * @param stored the account's
   * @param content tells whether a record is the one that came before
   * @param batch the number of this delivery
   * @param names how the sender of a delivery calls its file
   * @param target makes the path of a new file
   * @throws FaultException if a record is not what it was and no version says which is right
   */
  public Outcome meet(
      List<? extends StoredSegment> stored,
      RecordContent content,
      long batch,
      LongFunction<String> names,
      Supplier<Path> target) {
    try {
      RecordContest contest =
          new RecordContest(tuning, database, file.name(), attributes, content, batch, names);
      boolean any = contest.hold(stored, records);
      String rows =
          "(SELECT m.*, CAST(%d AS BIGINT) AS batch, %s AS again FROM mine m%s)"
              .formatted(batch, any ? "coalesce(k.again = 1, false)" : "false", any ? KEPT : "");
      Segment segment =
          new SegmentWriter(database)
              .write(
                  rows,
                  attributes,
                  contest.replaced() == 0 ? null : REPLACED,
                  target.get(),
                  target.get());
      return new Outcome(
          records, records - contest.contested() + contest.added(), contest.replaced(), segment);
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + Duck.message(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    BulkMetered.end(spill, database);
  }
}
