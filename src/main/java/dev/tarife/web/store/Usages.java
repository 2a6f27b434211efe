package dev.tarife.web.store;

import dev.tarife.model.Findings;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.model.UsageRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Usage as it was delivered. A record is known by its account and id: delivered again it changes
 * nothing, and a later version, by {@code updated_at}, takes the place of an earlier one.
 */
@Repository
public class Usages {
  /** The longest id that a key of the database holds, whatever its letters. */
  private static final int LONGEST_ID = 512;

  private static final int LONGEST_CONTENT = 1_000_000;
  private static final int FETCHED = 5_000;
  private static final int MOST_FAULTS = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  Usages(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.template = template;
  }

  /** A delivery that is being taken in, within one transaction. */
  public final class Delivery {
    private static final int CHUNK = 1_000;

    private final String account;
    private final String name;
    private final long id;
    private final Findings findings = new Findings();
    private final List<StoredRecord> waiting = new ArrayList<>();
    private long records;
    private long added;
    private long replaced;
    private int faults;

    private Delivery(String account, String name, long id) {
      this.account = account;
      this.name = name;
      this.id = id;
    }

    /** Takes a record in. */
    public void add(long line, UsageRecord record) {
      records++;
      if (record.account() != null && !record.account().equals(account)) {
        fault(
            line,
            "the account (" + record.account() + ") is not the one this was sent to, " + account,
            "send it there");
        return;
      }
      StoredRecord stored = StoredRecord.of(line, record);
      if (stored.id().length() > LONGEST_ID || stored.content().length() > LONGEST_CONTENT) {
        fault(
            line,
            "the record is longer than "
                + LONGEST_CONTENT
                + " characters, or its id than "
                + LONGEST_ID,
            "shorten it");
        return;
      }
      waiting.add(stored);
      if (waiting.size() == CHUNK) {
        flush();
      }
    }

    /**
     * Ends the delivery.
     *
     * @throws dev.tarife.model.FaultException if a record is not what it was and no version says
     *     which is right
     */
    public Batch finish() {
      flush();
      findings.throwIfErrors();
      jdbc.sql(
              "update batches set records = :records, added = :added, replaced = :replaced"
                  + " where id = :id")
          .param("records", records)
          .param("added", added)
          .param("replaced", replaced)
          .param("id", id)
          .update();
      return batches(account, Long.MAX_VALUE, 1).get(0);
    }

    private void flush() {
      int[] inserted = insert(waiting, account, id);
      for (int i = 0; i < inserted.length; i++) {
        if (inserted[i] == 0) {
          meet(waiting.get(i));
        } else {
          added++;
        }
      }
      waiting.clear();
    }

    /** A record whose id is known. */
    private void meet(StoredRecord record) {
      Known known =
          jdbc.sql(
                  """
                  select r.content, r.line, b.id, b.name, b.received_at
                  from usage_records r join batches b on b.id = r.batch
                  where r.account = :account and r.record_id = :record
                  """)
              .param("account", account)
              .param("record", record.id())
              .query(Known::of)
              .single();
      if (known.content().equals(record.content())) {
        return;
      }
      Instant before = updatedAt(known.content());
      Instant now = record.updatedAt();
      if (before == null || now == null || before.equals(now)) {
        fault(
            record.line(),
            "the record "
                + record.id()
                + " is not the one that came before: "
                + known.content()
                + " in batch "
                + known.batch()
                + " ("
                + known.name()
                + ":"
                + known.line()
                + "), now "
                + record.content(),
            "give the right one a later updated_at");
      } else if (now.isAfter(before)) {
        replace(record);
        replaced++;
      }
    }

    private void replace(StoredRecord record) {
      jdbc.sql(
              """
              insert into replaced_records
                (account, record_id, content, starts, ends, batch, line, replaced_by)
              select account, record_id, content, starts, ends, batch, line, :batch
              from usage_records where account = :account and record_id = :record
              """)
          .param("batch", id)
          .param("account", account)
          .param("record", record.id())
          .update();
      jdbc.sql(
              """
              update usage_records set usage_type = :type, starts = :starts, ends = :ends,
                content = :content, batch = :batch, line = :line
              where account = :account and record_id = :record
              """)
          .param("type", record.usageType())
          .param("starts", record.starts())
          .param("ends", record.ends())
          .param("content", record.content())
          .param("batch", id)
          .param("line", record.line())
          .param("account", account)
          .param("record", record.id())
          .update();
    }

    private void fault(long line, String what, String mend) {
      if (++faults <= MOST_FAULTS) {
        findings.error(Place.line(name, (int) Math.min(line, Integer.MAX_VALUE)), what, mend);
      }
    }
  }

  /** A record that came before. */
  private record Known(String content, long line, long batch, String name) {
    static Known of(ResultSet row, int number) throws SQLException {
      return new Known(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4));
    }
  }

  /** Begins a delivery, in the transaction that is open and holds the account. */
  public Delivery begin(String account, String name, String sha256, Instant at, String who) {
    jdbc.sql(
            """
            insert into batches
              (account, name, sha256, records, added, replaced, received_at, received_by)
            values (:account, :name, :sha256, 0, 0, 0, :at, :who)
            """)
        .param("account", account)
        .param("name", name)
        .param("sha256", sha256)
        .param("at", at.atOffset(java.time.ZoneOffset.UTC))
        .param("who", who)
        .update();
    return new Delivery(account, name, lastBatch(account));
  }

  /** The number of an account's last delivery; 0: there is none. */
  public long lastBatch(String account) {
    return jdbc.sql("select coalesce(max(id), 0) from batches where account = :account")
        .param("account", account)
        .query(Long.class)
        .single();
  }

  /** Deliveries of an account, the latest first. */
  public List<Batch> batches(String account, long before, int most) {
    return jdbc.sql(
            """
            select * from batches where account = :account and id < :before
            order by id desc limit :most
            """)
        .param("account", account)
        .param("before", before)
        .param("most", most)
        .query(Usages::batch)
        .list();
  }

  /** How many records of an account start in each month. */
  public Map<String, Long> months(String account) {
    Map<String, Long> months = new java.util.TreeMap<>();
    jdbc.sql(
            """
            select starts / 86400 as on_day, count(*) as records from usage_records
            where account = :account group by starts / 86400
            """)
        .param("account", account)
        .query(
            row -> {
              months.merge(
                  java.time.YearMonth.from(java.time.LocalDate.ofEpochDay(row.getLong(1)))
                      .toString(),
                  row.getLong(2),
                  Long::sum);
            });
    return months;
  }

  /**
   * Writes the records that may concern a month as JSON lines, ordered by id.
   *
   * @param holdings usage types whose records count in every month they touch
   * @return how many
   */
  public long export(String account, Period period, Collection<String> holdings, Path file) {
    long[] records = {0};
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      select("r.content", account, period, holdings, 0)
          .withFetchSize(FETCHED)
          .query(
              row -> {
                try {
                  out.write(row.getString(1));
                  out.write('\n');
                  records[0]++;
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records[0];
  }

  /** How many records that may concern a month came after a delivery. */
  public long since(String account, Period period, Collection<String> holdings, long batch) {
    return select("count(*)", account, period, holdings, batch).query(Long.class).single();
  }

  private JdbcClient.StatementSpec select(
      String what, String account, Period period, Collection<String> holdings, long after) {
    String order = what.startsWith("count") ? "" : " order by r.record_id";
    return jdbc.sql(
            "select "
                + what
                + """
                 from usage_records r
                where r.account = :account and r.batch > :after
                  and (r.starts >= :from and r.starts < :to
                    or r.usage_type in (:holdings) and r.starts < :from
                      and (r.ends is null or r.ends > :from))
                """
                + order)
        .param("account", account)
        .param("after", after)
        .param("from", period.start().getEpochSecond())
        .param("to", period.end().getEpochSecond())
        .param("holdings", holdings.isEmpty() ? List.of("") : List.copyOf(holdings));
  }

  private int[] insert(List<StoredRecord> records, String account, long batch) {
    if (records.isEmpty()) {
      return new int[0];
    }
    return template.batchUpdate(
        """
        insert into usage_records
          (account, record_id, usage_type, starts, ends, content, batch, line)
        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
        """,
        new BatchPreparedStatementSetter() {
          @Override
          public void setValues(java.sql.PreparedStatement row, int i) throws SQLException {
            StoredRecord record = records.get(i);
            row.setString(1, account);
            row.setString(2, record.id());
            row.setString(3, record.usageType());
            row.setLong(4, record.starts());
            row.setObject(5, record.ends(), java.sql.Types.BIGINT);
            row.setString(6, record.content());
            row.setLong(7, batch);
            row.setLong(8, record.line());
          }

          @Override
          public int getBatchSize() {
            return records.size();
          }
        });
  }

  private static @Nullable Instant updatedAt(String content) {
    JsonNode at = JSON.readTree(content).path("updated_at");
    return at.isString() ? Instant.parse(at.stringValue()) : null;
  }

  private static Batch batch(ResultSet row, int number) throws SQLException {
    return new Batch(
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
