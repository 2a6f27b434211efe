package dev.tarife.web.store.usage;

import dev.tarife.metering.stored.Segment;
import dev.tarife.metering.stored.Segment.Count;
import dev.tarife.metering.stored.Segment.Span;
import dev.tarife.model.Period;
import dev.tarife.model.Sha256;
import dev.tarife.web.store.StoppableWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files of usage records, in pieces. They are in the database and not beside it: a delivery is
 * there wholly or not at all, with its entry in the journal, also after a kill; several services
 * share them; and whoever backs the database up has all.
 */
@Repository
class UsageSegments {
  /** Small enough to be in memory twice, and large enough that a file has few. */
  private static final int PIECE = 1_000_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  UsageSegments(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.template = template;
  }

  /** The files of a segment. */
  enum Kind {
    RECORDS,
    KEYS;

    String text() {
      return this == RECORDS ? "records" : "keys";
    }
  }

  /**
   * A stored segment.
   *
   * @param id its number
   * @param size how many records it holds
   * @param replacing how many of them took the place of another
   * @param lastBatch the last delivery that it has records of
   * @param attributes names of its columns beside the contract's
   * @param recordsSha256 of the file of records
   * @param keysSha256 of the file of keys
   */
  record Row(
      long id,
      long size,
      long replacing,
      long lastBatch,
      List<String> attributes,
      String recordsSha256,
      String keysSha256) {
    String sha256(Kind kind) {
      return kind == Kind.RECORDS ? recordsSha256 : keysSha256;
    }
  }

  /** All of an account, in the order in which they came. */
  List<Row> of(String account) {
    return jdbc.sql("select * from usage_segments where account = :account order by id")
        .param("account", account)
        .query(UsageSegments::row)
        .list();
  }

  /** Those with records, or with what took the place of records, that may concern a month. */
  List<Row> of(String account, Period period, Collection<String> holdings) {
    return jdbc.sql(
            """
            select s.* from usage_segments s
            where s.account = :account
              and (exists (select 1 from usage_months m
                           where m.segment = s.id and m.period = :period)
                or exists (select 1 from usage_spans p
                           where p.segment = s.id
                             and (p.usage_type in (:holdings) or p.usage_type = '')
                             and p.starts < :from and (p.ends is null or p.ends > :from)))
            order by s.id
            """)
        .param("account", account)
        .param("period", period.toString())
        .param("holdings", holdings.isEmpty() ? List.of("") : List.copyOf(holdings))
        .param("from", period.start().getEpochSecond())
        .query(UsageSegments::row)
        .list();
  }

  /** How many records of an account start in each month, by their latest version. */
  Map<String, Long> months(String account) {
    Map<String, Long> months = new TreeMap<>();
    jdbc.sql(
            """
            select m.period, sum(m.records) - sum(m.replaced) from usage_months m
            join usage_segments s on s.id = m.segment
            where s.account = :account group by m.period
            """)
        .param("account", account)
        .query(
            row -> {
              if (row.getLong(2) > 0) {
                months.put(row.getString(1), row.getLong(2));
              }
            });
    return months;
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getLong("id"),
        row.getLong("records"),
        row.getLong("replacing"),
        row.getLong("last_batch"),
        JSON.readValue(row.getString("attributes"), new TypeReference<List<String>>() {}),
        row.getString("records_sha256"),
        row.getString("keys_sha256"));
  }

  /** Stores a segment, in the transaction that is open and holds its account. */
  void add(String account, Segment segment, long lastBatch) {
    jdbc.sql(
            """
            insert into usage_segments (account, records, replacing, last_batch,
              attributes, records_sha256, keys_sha256)
            values (:account, :records, :replacing, :last, :attributes, :sha256, :keys)
            """)
        .param("account", account)
        .param("records", segment.size())
        .param("replacing", segment.replacing())
        .param("last", lastBatch)
        .param("attributes", JSON.writeValueAsString(segment.attributes()))
        .param("sha256", Sha256.of(segment.records()))
        .param("keys", Sha256.of(segment.keys()))
        .update();
    long id =
        jdbc.sql("select max(id) from usage_segments where account = :account")
            .param("account", account)
            .query(Long.class)
            .single();
    store(id, Kind.RECORDS, segment.records());
    store(id, Kind.KEYS, segment.keys());
    template.batchUpdate(
        "insert into usage_months (segment, period, records, replaced) values (?, ?, ?, ?)",
        segment.months().entrySet(),
        PIECE,
        (insert, month) -> {
          insert.setLong(1, id);
          insert.setString(2, month.getKey());
          insert.setLong(3, month.getValue().records());
          insert.setLong(4, month.getValue().replaced());
        });
    template.batchUpdate(
        "insert into usage_spans (segment, usage_type, starts, ends) values (?, ?, ?, ?)",
        segment.spans(),
        PIECE,
        (insert, span) -> {
          insert.setLong(1, id);
          insert.setString(2, span.usageType());
          insert.setLong(3, span.starts());
          insert.setObject(4, span.ends(), Types.BIGINT);
        });
  }

  private void store(long id, Kind kind, Path file) {
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      int number = 0;
      for (int length = in.readNBytes(piece, 0, PIECE);
          length > 0;
          length = in.readNBytes(piece, 0, PIECE)) {
        jdbc.sql("insert into usage_chunks values (:segment, :file, :number, :content)")
            .param("segment", id)
            .param("file", kind.text())
            .param("number", number++)
            .param("content", Arrays.copyOf(piece, length), Types.BINARY)
            .update();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a stored file.
   *
   * @return false: it is not there any more, for it was merged into another
   * @throws IllegalStateException if it is not what it was
   */
  boolean fetch(Row row, Kind kind, Path target) {
    try (DigestOutputStream out =
        new DigestOutputStream(Files.newOutputStream(target), Sha256.digest())) {
      for (int number = 0; ; number++) {
        StoppableWork.stopIfAsked();
        List<byte[]> piece =
            jdbc.sql(
                    """
                    select content from usage_chunks
                    where segment = :segment and file = :file and number = :number
                    """)
                .param("segment", row.id())
                .param("file", kind.text())
                .param("number", number)
                .query((content, index) -> content.getBytes(1))
                .list();
        if (piece.isEmpty()) {
          break;
        }
        out.write(piece.get(0));
      }
      out.flush();
      String sha256 = Sha256.of(out.getMessageDigest());
      if (sha256.equals(row.sha256(kind))) {
        return true;
      }
      if (isThere(row)) {
        throw new IllegalStateException(
            "The stored usage (segment %d, %s) is damaged: its SHA-256 is %s and was %s. Restore the database from a backup."
                .formatted(row.id(), kind.text(), sha256, row.sha256(kind)));
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataAccessException e) {
      // The embedded database may have deleted a piece that it was about to read.
      if (isThere(row)) {
        throw e;
      }
      return false;
    }
  }

  private boolean isThere(Row row) {
    return jdbc.sql("select count(*) from usage_segments where id = :id")
            .param("id", row.id())
            .query(Long.class)
            .single()
        > 0;
  }

  /** What the segments hold together, beside their files. */
  Segment summed(Collection<Row> rows, Segment merged) {
    List<Long> ids = rows.stream().map(Row::id).toList();
    TreeMap<String, Count> months = new TreeMap<>();
    jdbc.sql("select period, records, replaced from usage_months where segment in (:ids)")
        .param("ids", ids)
        .query(
            row -> {
              months.merge(
                  row.getString(1), new Count(row.getLong(2), row.getLong(3)), Count::plus);
            });
    TreeMap<String, Span> spans = new TreeMap<>();
    jdbc.sql("select usage_type, starts, ends from usage_spans where segment in (:ids)")
        .param("ids", ids)
        .query(
            row -> {
              spans.merge(
                  row.getString(1),
                  new Span(row.getString(1), row.getLong(2), row.getObject(3, Long.class)),
                  Span::plus);
            });
    return new Segment(
        merged.records(),
        merged.keys(),
        merged.size(),
        merged.replacing(),
        merged.attributes(),
        months,
        List.copyOf(spans.values()));
  }

  void remove(Collection<Row> rows) {
    List<Long> ids = rows.stream().map(Row::id).toList();
    jdbc.sql("delete from usage_segments where id in (:ids)").param("ids", ids).update();
  }
}
