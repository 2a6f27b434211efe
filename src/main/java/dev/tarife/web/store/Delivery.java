package dev.tarife.web.store;

import dev.tarife.metering.RecordContent;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.model.UsageRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A delivery that is being taken in, within one transaction. */
public final class Delivery {
  private static final int CHUNK = 1_000;

  /** The longest id that a key of the database holds, whatever its letters. */
  private static final int LONGEST_ID = 512;

  private static final int LONGEST_CONTENT = 1_000_000;
  private static final int MOST_FAULTS = 100;

  private final Usages usages;
  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final String account;
  private final String name;
  private final long id;
  private final RecordContent content;
  private final Findings findings = new Findings();
  private final List<StoredRecord> waiting = new ArrayList<>();
  private long records;
  private long added;
  private long replaced;
  private int faults;

  /**
   * Begins. The batch is there, in the transaction that is open and holds the account.
   *
   * @param content tells whether a record is the one that came before
   */
  Delivery(
      Usages usages,
      JdbcClient jdbc,
      JdbcTemplate template,
      String account,
      String name,
      long id,
      RecordContent content) {
    this.usages = usages;
    this.jdbc = jdbc;
    this.template = template;
    this.account = account;
    this.name = name;
    this.id = id;
    this.content = content;
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
    return usages.batches(account, Long.MAX_VALUE, 1).get(0);
  }

  private void flush() {
    int[] inserted = insert(waiting);
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
    UsageRecord before = RecordJson.record(known.content());
    UsageRecord now = RecordJson.record(record.content());
    boolean later = isLater(now.updatedAt(), before.updatedAt());
    if (content.isSame(unversioned(before), unversioned(now))) {
      if (later) {
        replace(record);
        replaced++;
      }
      return;
    }
    boolean earlier = before.updatedAt() != null && isLater(before.updatedAt(), now.updatedAt());
    if (later) {
      replace(record);
      replaced++;
    } else if (!earlier || now.updatedAt() == null) {
      String where = "in batch " + known.batch() + " (" + known.name() + ":" + known.line() + ")";
      fault(
          record.line(),
          "the record "
              + record.id()
              + " is not the one that came before: "
              + content.difference(now, before, where),
          "give the right one a later updated_at");
    }
  }

  private static UsageRecord unversioned(UsageRecord record) {
    return record.withUpdatedAt(null);
  }

  /** Whether a version is later than another; any is later than none. */
  private static boolean isLater(@Nullable Instant one, @Nullable Instant other) {
    return one != null && (other == null || one.isAfter(other));
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

  private int[] insert(List<StoredRecord> records) {
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
          public void setValues(PreparedStatement row, int i) throws SQLException {
            StoredRecord record = records.get(i);
            row.setString(1, account);
            row.setString(2, record.id());
            row.setString(3, record.usageType());
            row.setLong(4, record.starts());
            row.setObject(5, record.ends(), Types.BIGINT);
            row.setString(6, record.content());
            row.setLong(7, id);
            row.setLong(8, record.line());
          }

          @Override
          public int getBatchSize() {
            return records.size();
          }
        });
  }

  /** A record that came before. */
  private record Known(String content, long line, long batch, String name) {
    static Known of(ResultSet row, int number) throws SQLException {
      return new Known(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4));
    }
  }
}
