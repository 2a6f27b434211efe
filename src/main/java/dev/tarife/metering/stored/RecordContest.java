package dev.tarife.metering.stored;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.metering.bulk.RepeatedHashes;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.input.Nanos;
import dev.tarife.metering.terms.RecordContent;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.model.UsageRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of the records of a delivery whose id is stored already, or is there more
 * than once: the later version stays. The database decides what is the same to the letter or
 * clearly later or earlier; Java reads the others.
 */
final class RecordContest {
  private static final int MOST_FAULTS = 100;
  private static final int CHUNK = 10_000;
  private static final String LATER =
      "(c.updated_ns IS NOT NULL AND (k.updated_ns IS NULL OR c.updated_ns > k.updated_ns))";
  private static final String EARLIER = "coalesce(k.updated_ns > c.updated_ns, false)";

  private final HashSettings tuning;
  private final Database database;
  private final String file;
  private final List<String> own;
  private final RecordContent content;
  private final long batch;
  private final LongFunction<String> names;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private List<String> attributes = List.of();
  private long contested;
  private long added;
  private long replaced;

  /** What a line does not agree with. */
  private record Fault(long line, String what) {}

  /** A version of a record, and where it came from. */
  private record Version(UsageRecord record, long batch, long line) {}

  /**
   * Compares the records of one delivery with those that are stored.
   *
   * @param file as faults call it
   * @param own names of the delivery's attributes
   * @param names how the sender of a delivery called its file
   */
  RecordContest(
      HashSettings tuning,
      Database database,
      String file,
      List<String> own,
      RecordContent content,
      long batch,
      LongFunction<String> names) {
    this.tuning = tuning;
    this.database = database;
    this.file = file;
    this.own = own;
    this.content = content;
    this.batch = batch;
    this.names = names;
  }

  /** How many records of the delivery were looked at. */
  long contested() {
    return contested;
  }

  /** How many of these are new. */
  long added() {
    return added;
  }

  /** How many of these replace another. */
  long replaced() {
    return replaced;
  }

  /**
   * Makes the tables {@code kept} and {@code dropped} of lines of {@code mine}, and {@code known}
   * of stored records; false, and no table: there is nothing to decide.
   *
   * @param records how many there are
   * @throws FaultException if a record is not what it was and no version says which is right
   */
  boolean hold(List<? extends StoredSegment> stored, long records)
      throws SQLException, IOException {
    List<StoredSegment> met = met(stored);
    RepeatedHashes repeats = new RepeatedHashes(tuning, database);
    if (repeats.find("repeated", Columns.RECORD_ID, "mine", records) == 0 && met.isEmpty()) {
      return false;
    }
    attributes = StoredForm.attributes(own, met);
    StoredForm.row(attributes.size()).forEach(column -> places.put(column, places.size() + 1));
    contested =
        database.run(
            "CREATE OR REPLACE TEMP TABLE contested AS SELECT * FROM (SELECT "
                + mapped()
                + ", line, h IN (SELECT h FROM met) AS met, "
                + tuning.hash(Columns.RECORD_ID)
                + " IN (SELECT h FROM repeated) AS repeated FROM mine) WHERE met OR repeated");
    if (met.isEmpty()) {
      database.run(
          "CREATE OR REPLACE TEMP TABLE known AS"
              + " SELECT *, CAST(NULL AS BIGINT) AS batch FROM contested WHERE false");
    } else {
      String all = "(" + StoredForm.fromFiles(met, attributes) + ")";
      database.run(StoredForm.replacing(all));
      database.run(
          "CREATE OR REPLACE TEMP TABLE known AS SELECT * EXCLUDE again FROM ("
              + StoredForm.latest(all)
              + ") WHERE record_id IN (SELECT record_id FROM contested)");
    }
    decide();
    judge();
    throwIfAny();
    database.run(
        "CREATE OR REPLACE TEMP TABLE dropped AS SELECT line FROM contested"
            + " ANTI JOIN kept ON kept.line = contested.line");
    return true;
  }

  /** The segments that may hold an id of the delivery; its hashes are the table {@code met}. */
  private List<StoredSegment> met(List<? extends StoredSegment> stored) throws SQLException {
    if (stored.isEmpty()) {
      database.run("CREATE OR REPLACE TEMP TABLE met (h UBIGINT, segment INTEGER)");
      return List.of();
    }
    String keys =
        IntStream.range(0, stored.size())
            .mapToObj(
                i ->
                    "SELECT h, "
                        + i
                        + " AS segment FROM "
                        + Duck.parquet(List.<Path>of(stored.get(i).keys())))
            .collect(Collectors.joining(" UNION ALL "));
    database.run(
        "CREATE OR REPLACE TEMP TABLE met AS SELECT h, segment FROM ("
            + keys
            + ") WHERE h IN (SELECT h FROM mine)");
    List<StoredSegment> met = new ArrayList<>();
    database.rows(
        "SELECT DISTINCT segment FROM met ORDER BY segment",
        row -> met.add(stored.get(row.getInt(1))));
    return met;
  }

  /** The columns of {@code mine}, with all attributes. */
  private String mapped() {
    List<String> columns = new ArrayList<>(StoredForm.row(0));
    for (int i = 0; i < attributes.size(); i++) {
      int at = own.indexOf(attributes.get(i));
      columns.add((at < 0 ? "CAST(NULL AS VARCHAR)" : "a" + at) + " AS a" + i);
    }
    return String.join(", ", columns);
  }

  /** Decides what needs no look at what the columns mean; the other ids are {@code open}. */
  private void decide() throws SQLException {
    List<String> compared = StoredForm.compared(attributes.size());
    database.run(
        "CREATE OR REPLACE TEMP TABLE ids AS SELECT record_id, min(line) AS line, count(DISTINCT"
            + " row("
            + String.join(", ", compared)
            + ")) AS forms FROM contested WHERE repeated GROUP BY record_id"
            + " UNION ALL SELECT record_id, line, 1 FROM contested WHERE NOT repeated");
    String same =
        compared.stream()
            .map(column -> "c.%1$s IS NOT DISTINCT FROM k.%1$s".formatted(column))
            .collect(Collectors.joining(" AND "));
    database.run(
        "CREATE OR REPLACE TEMP TABLE fates AS SELECT c.record_id, c.line, CASE"
            + " WHEN i.forms > 1 THEN 'open' WHEN k.record_id IS NULL THEN 'new' WHEN "
            + same
            + " THEN 'known' WHEN "
            + LATER
            + " THEN 'later' WHEN "
            + EARLIER
            + " AND c.updated_ns IS NOT NULL THEN 'known' ELSE 'open' END AS fate"
            + " FROM ids i JOIN contested c ON c.line = i.line"
            + " LEFT JOIN known k ON k.record_id = i.record_id");
    database.run(
        "CREATE OR REPLACE TEMP TABLE kept AS SELECT record_id, line,"
            + " CASE fate WHEN 'later' THEN 1 ELSE 0 END AS again"
            + " FROM fates WHERE fate IN ('new', 'later')");
    added = database.number("SELECT count(*) FROM fates WHERE fate = 'new'");
    replaced = database.number("SELECT count(*) FROM fates WHERE fate = 'later'");
  }

  private void judge() throws SQLException {
    String columns = String.join(", ", StoredForm.row(attributes.size()));
    String open = " WHERE record_id IN (SELECT record_id FROM fates WHERE fate = 'open')";
    List<List<@Nullable Object>> kept = new ArrayList<>();
    Judge judge = new Judge(kept);
    database.rows(
        "SELECT "
            + columns
            + ", batch, line FROM known"
            + open
            + " UNION ALL SELECT "
            + columns
            + ", NULL, line FROM contested"
            + open
            + " ORDER BY record_id, batch NULLS LAST, line",
        row -> {
          UsageRecord record = record(row);
          long from = row.getLong(places.size() + 1);
          long origin = row.wasNull() ? batch : from;
          judge.next(new Version(record, origin, row.getLong(places.size() + 2)));
        });
    judge.end();
    for (int i = 0; i < kept.size(); i += CHUNK) {
      database.append("kept", kept.subList(i, Math.min(kept.size(), i + CHUNK)));
    }
  }

  /** Goes through the versions of one id after the other, in the order in which they came. */
  private final class Judge {
    private final List<List<@Nullable Object>> kept;
    private @Nullable Version first;
    private @Nullable Version now;

    Judge(List<List<@Nullable Object>> kept) {
      this.kept = kept;
    }

    void next(Version version) {
      if (now == null || !now.record().recordId().equals(version.record().recordId())) {
        end();
        first = version;
        now = version;
        if (version.batch() == batch) {
          added++;
        }
        return;
      }
      UsageRecord before = now.record();
      UsageRecord record = version.record();
      if (record.equals(before)) {
        return;
      }
      if (isLater(record.updatedAt(), before.updatedAt())) {
        replaced++;
        now = version;
      } else if (!content.isSame(before.withUpdatedAt(null), record.withUpdatedAt(null))) {
        boolean earlier =
            before.updatedAt() != null && isLater(before.updatedAt(), record.updatedAt());
        if (!earlier || record.updatedAt() == null) {
          contradict(version, now);
        }
      }
    }

    void end() {
      if (now != null && first != null && now.batch() == batch) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(now.record().recordId());
        row.add(now.line());
        row.add(first.batch() == batch ? 0 : 1);
        kept.add(row);
      }
    }
  }

  /** Whether a version is later than another; any is later than none. */
  private static boolean isLater(@Nullable Instant one, @Nullable Instant other) {
    return one != null && (other == null || one.isAfter(other));
  }

  private void contradict(Version here, Version before) {
    String where =
        "in batch "
            + before.batch()
            + " ("
            + names.apply(before.batch())
            + ":"
            + before.line()
            + ")";
    faults.add(
        new Fault(
            here.line(),
            "the record "
                + here.record().recordId()
                + " is not the one that came before: "
                + content.difference(here.record(), before.record(), where)));
    if (faults.size() > 10 * MOST_FAULTS) {
      shorten();
    }
  }

  private void shorten() {
    faults.sort(Comparator.comparingLong(Fault::line));
    faults.subList(Math.min(MOST_FAULTS, faults.size()), faults.size()).clear();
  }

  private void throwIfAny() {
    shorten();
    Findings findings = new Findings();
    for (Fault fault : faults) {
      findings.error(
          Place.line(file, (int) Math.min(fault.line(), Integer.MAX_VALUE)),
          fault.what(),
          "give the right one a later updated_at");
    }
    findings.throwIfErrors();
  }

  private UsageRecord record(ResultSet row) throws SQLException {
    UsageRecord.Builder record =
        UsageRecord.of(
            row.getString(at(Columns.RECORD_ID)),
            row.getString(at(Columns.INSTANCE)),
            row.getString(at(Columns.USAGE_TYPE)),
            Nanos.instant(row.getLong(at("start_ns"))));
    record
        .endTime(time(row, "end_ns"))
        .updatedAt(time(row, "updated_ns"))
        .quantity(decimal(row, "q"))
        .connectedSeconds(decimal(row, "conn"))
        .count(row.getLong(at("cnt")))
        .contactId(row.getString(at(Columns.CONTACT_ID)))
        .resourceId(row.getString(at(Columns.RESOURCE_ID)))
        .country(row.getString(at(Columns.COUNTRY)))
        .numberCountry(row.getString(at(Columns.NUMBER_COUNTRY)))
        .numberType(row.getString(at(Columns.NUMBER_TYPE)));
    for (int i = 0; i < attributes.size(); i++) {
      String value = row.getString(at("a" + i));
      if (value != null) {
        record.attribute(attributes.get(i), value);
      }
    }
    return record.build();
  }

  private int at(String column) {
    return Objects.requireNonNull(places.get(column));
  }

  private @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long nanos = row.getLong(at(column));
    return row.wasNull() ? null : Nanos.instant(nanos);
  }

  private @Nullable BigDecimal decimal(ResultSet row, String column) throws SQLException {
    long whole = row.getLong(at(column));
    if (row.wasNull()) {
      return null;
    }
    long nano = row.getLong(at(column + "_nano"));
    return BigDecimal.valueOf(whole).add(BigDecimal.valueOf(nano, 9)).stripTrailingZeros();
  }
}
