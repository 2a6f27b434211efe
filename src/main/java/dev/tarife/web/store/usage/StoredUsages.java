package dev.tarife.web.store.usage;

import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.stored.Segment;
import dev.tarife.metering.stored.StoredSegment;
import dev.tarife.metering.stored.StoredUsage;
import dev.tarife.metering.stored.UsageIntake;
import dev.tarife.metering.terms.RecordContent;
import dev.tarife.model.Period;
import dev.tarife.web.store.ListPart;
import dev.tarife.web.store.ListSlice;
import dev.tarife.web.store.usage.UsageSegments.Kind;
import dev.tarife.web.store.usage.UsageSegments.Row;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Usage as it was delivered. A record is known by its account and id: delivered again it changes
 * nothing, and a later version, by {@code updated_at}, takes the place of an earlier one.
 *
 * <p>A delivery is stored as a file of compressed columns, a {@link Segment}. So that many small
 * deliveries are not many files, eight of about the same size are merged into one.
 */
@Repository
public class StoredUsages {
  private static final Logger LOG = LoggerFactory.getLogger(StoredUsages.class);
  private static final int MERGED = 8;

  /** A reader that finds a segment merged looks again. */
  private static final int TRIES = 20;

  /** What is larger is merged no more: a delivery does not wait for millions of old records. */
  private static final long LARGEST_MERGED = 500_000;

  /** As many columns as a file may have beside those of the input format. */
  private static final int MOST_ATTRIBUTES = 1_000;

  private final JdbcClient jdbc;
  private final UsageSegments segments;

  StoredUsages(JdbcClient jdbc, UsageSegments segments) {
    this.jdbc = jdbc;
    this.segments = segments;
  }

  /**
   * Stores a delivery, in the transaction that is open and holds the account.
   *
   * @param intake its records
   * @param content decides whether a record is the one that came before
   * @param files makes the path of a new file
   * @throws dev.tarife.model.FaultException if a record is not what it was and no version says
   *     which is right
   */
  public Delivery take(
      String account,
      String name,
      String sha256,
      Instant at,
      String who,
      UsageIntake intake,
      RecordContent content,
      Supplier<Path> files,
      BulkMeter.Options options) {
    jdbc.sql(
            """
            insert into batches
              (account, name, sha256, records, added, replaced, received_at, received_by)
            values (:account, :name, :sha256, 0, 0, 0, :at, :who)
            """)
        .param("account", account)
        .param("name", name)
        .param("sha256", sha256)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("who", who)
        .update();
    long batch = lastBatch(account);
    List<Row> stored = segments.of(account);
    UsageIntake.Outcome outcome =
        intake.meet(
            stored.stream().map(row -> new Fetched(row, files)).toList(),
            content,
            batch,
            this::name,
            files);
    jdbc.sql(
            "update batches set records = :records, added = :added, replaced = :replaced"
                + " where id = :id")
        .param("records", outcome.records())
        .param("added", outcome.added())
        .param("replaced", outcome.replaced())
        .param("id", batch)
        .update();
    Segment segment = outcome.segment();
    if (segment != null) {
      segments.add(account, segment, batch);
      merge(account, files, options);
    }
    return batches(account, Long.MAX_VALUE, 1).get(0);
  }

  private String name(long batch) {
    return jdbc.sql("select name from batches where id = :id")
        .param("id", batch)
        .query(String.class)
        .single();
  }

  /** A segment whose files are fetched when they are asked for. */
  private final class Fetched implements StoredSegment {
    private final Row row;
    private final Supplier<Path> target;
    private final Map<Kind, Path> files = new HashMap<>();

    Fetched(Row row, Supplier<Path> target) {
      this.row = row;
      this.target = target;
    }

    @Override
    public List<String> attributes() {
      return row.attributes();
    }

    @Override
    public Path records() {
      return files.computeIfAbsent(Kind.RECORDS, this::fetch);
    }

    @Override
    public Path keys() {
      return files.computeIfAbsent(Kind.KEYS, this::fetch);
    }

    private Path fetch(Kind kind) {
      Path file = target.get();
      if (!segments.fetch(row, kind, file)) {
        throw new MergedMeanwhile();
      }
      return file;
    }
  }

  /** Another delivery has merged a segment into a larger one. */
  private static final class MergedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Merges segments of about the same size, while there are many such. */
  private void merge(String account, Supplier<Path> files, BulkMeter.Options options) {
    for (List<Row> group = mergeable(account); !group.isEmpty(); group = mergeable(account)) {
      Segment merged;
      try (StoredUsage usage = StoredUsage.open(options)) {
        merged = usage.merge(group.stream().map(row -> new Fetched(row, files)).toList(), files);
      }
      segments.add(
          account,
          segments.summed(group, merged),
          group.stream().mapToLong(Row::lastBatch).max().orElseThrow());
      segments.remove(group);
    }
  }

  private List<Row> mergeable(String account) {
    Map<Integer, List<Row>> bySize = new TreeMap<>();
    for (Row row : segments.of(account)) {
      if (row.size() < LARGEST_MERGED) {
        int size = (63 - Long.numberOfLeadingZeros(row.size())) / 3;
        bySize.computeIfAbsent(size, key -> new ArrayList<>()).add(row);
      }
    }
    return bySize.values().stream()
        .filter(group -> group.size() >= MERGED && attributes(group) <= MOST_ATTRIBUTES)
        .findFirst()
        .orElse(List.of());
  }

  private static long attributes(List<Row> group) {
    return group.stream().flatMap(row -> row.attributes().stream()).distinct().count();
  }

  /** The number of an account's last delivery; 0: there is none. */
  public long lastBatch(String account) {
    return jdbc.sql("select coalesce(max(id), 0) from batches where account = :account")
        .param("account", account)
        .query(Long.class)
        .single();
  }

  /** The number of each account's last delivery; accounts without one are not among them. */
  public Map<String, Long> lastBatches() {
    Map<String, Long> last = new TreeMap<>();
    jdbc.sql("select account, max(id) from batches group by account")
        .query(
            row -> {
              last.put(row.getString(1), row.getLong(2));
            });
    return last;
  }

  /** Deliveries of an account, the latest first. */
  public List<Delivery> batches(String account, long before, int most) {
    return jdbc.sql(
            """
            select * from batches where account = :account and id < :before
            order by id desc limit :most
            """)
        .param("account", account)
        .param("before", before)
        .param("most", most)
        .query(StoredUsages::batch)
        .list();
  }

  /** A part of an account's deliveries, the latest first. */
  public ListPart<Delivery> part(String account, ListSlice slice) {
    long before = slice.after() == null ? Long.MAX_VALUE : ListPart.number(slice.after());
    long total =
        jdbc.sql("select count(*) from batches where account = :account")
            .param("account", account)
            .query(Long.class)
            .single();
    return ListPart.ofRows(
        batches(account, before, slice.limit() + 1),
        slice,
        total,
        batch -> String.valueOf(batch.id()));
  }

  /** How many records of an account start in each month. */
  public Map<String, Long> months(String account) {
    return segments.months(account);
  }

  /**
   * Fetches the records of an account that may concern a month, in the transaction that is open.
   *
   * @param holdings usage types whose records count in every month they touch
   * @param files makes the path of a new file
   */
  public StoredUsage.Asked month(
      String account, Period period, Set<String> holdings, Supplier<Path> files) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return fetched(segments.of(account, period, holdings), period, holdings, files);
      } catch (MergedMeanwhile e) {
        LOG.debug("usage of {} was merged while it was read", account, e);
      }
    }
    throw new IllegalStateException("The usage of " + account + " changes faster than it is read.");
  }

  private StoredUsage.Asked fetched(
      List<Row> rows, Period period, Set<String> holdings, Supplier<Path> files) {
    List<Fetched> fetched = rows.stream().map(row -> new Fetched(row, files)).toList();
    fetched.forEach(Fetched::records);
    return new StoredUsage.Asked(
        fetched, rows.stream().anyMatch(row -> row.replacing() > 0), period, holdings);
  }

  /**
   * Whether records that may concern a month came after a delivery. If not, none did; if so, {@link
   * StoredUsage#since} counts them.
   */
  public boolean isAnySince(String account, Period period, Set<String> holdings, long batch) {
    return segments.of(account, period, holdings).stream().anyMatch(row -> row.lastBatch() > batch);
  }

  private static Delivery batch(ResultSet row, int number) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        row.getString("account"),
        row.getString("name"),
        row.getString("sha256"),
        row.getLong("records"),
        row.getLong("added"),
        row.getLong("replaced"),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getString("received_by"));
  }
}
