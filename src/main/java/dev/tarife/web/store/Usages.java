package dev.tarife.web.store;

import dev.tarife.metering.RecordContent;
import dev.tarife.model.Period;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Usage as it was delivered. A record is known by its account and id: delivered again it changes
 * nothing, and a later version, by {@code updated_at}, takes the place of an earlier one.
 */
@Repository
public class Usages {
  private static final int FETCHED = 5_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  Usages(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.template = template;
  }

  /**
   * Begins a delivery, in the transaction that is open and holds the account.
   *
   * @param content tells whether a record is the one that came before
   */
  public Delivery begin(
      String account, String name, String sha256, Instant at, String who, RecordContent content) {
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
    return new Delivery(this, jdbc, template, account, name, lastBatch(account), content);
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

  /** A part of an account's deliveries, the latest first. */
  public Part<Batch> part(String account, Slice slice) {
    long before = slice.after() == null ? Long.MAX_VALUE : Part.number(slice.after());
    long total =
        jdbc.sql("select count(*) from batches where account = :account")
            .param("account", account)
            .query(Long.class)
            .single();
    return Part.ofRows(
        batches(account, before, slice.limit() + 1),
        slice,
        total,
        batch -> String.valueOf(batch.id()));
  }

  /** How many records of an account start in each month. */
  public Map<String, Long> months(String account) {
    Map<String, Long> months = new TreeMap<>();
    jdbc.sql(
            """
            select starts / 86400 as on_day, count(*) as records from usage_records
            where account = :account group by starts / 86400
            """)
        .param("account", account)
        .query(
            row -> {
              months.merge(
                  YearMonth.from(LocalDate.ofEpochDay(row.getLong(1))).toString(),
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
                StoppableWork.stopIfAsked();
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
