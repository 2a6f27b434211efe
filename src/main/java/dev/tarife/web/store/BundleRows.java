package dev.tarife.web.store;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Bundles and their journal, as the database keeps them. */
@Repository
public class BundleRows {
  private final JdbcClient jdbc;
  private final Locks locks;
  private final Clock clock;

  BundleRows(JdbcClient jdbc, Locks locks, Clock clock) {
    this.jdbc = jdbc;
    this.locks = locks;
    this.clock = clock;
  }

  /**
   * That somebody approved a bundle.
   *
   * @param file SHA-256 of its file
   * @param who approved it
   * @param why they did
   * @param at when
   */
  public record Approval(String file, String who, String why, Instant at) {}

  /** Lets one change at a time in, in all processes, until the transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void hold() {
    locks.take(Locks.BUNDLES);
  }

  /** The lines of the journal, the oldest first. */
  public List<String> journal() {
    return jdbc.sql("select line from bundle_journal order by seq").query(String.class).list();
  }

  /** How many lines the journal has. */
  public long length() {
    return jdbc.sql("select coalesce(max(seq), 0) from bundle_journal").query(Long.class).single();
  }

  /** Adds a line to the journal. */
  public void append(long seq, String line) {
    jdbc.sql("insert into bundle_journal (seq, line) values (:seq, :line)")
        .param("seq", seq)
        .param("line", line)
        .update();
  }

  /** The bytes of a bundle; empty: it is not there. */
  public Optional<byte[]> jar(String file) {
    return jdbc.sql("select jar from bundles where file = :file")
        .param("file", file)
        .query((row, number) -> row.getBytes(1))
        .optional();
  }

  /** Keeps the bytes of a bundle. */
  public void put(String file, byte[] jar) {
    if (jar(file).isEmpty()) {
      jdbc.sql("insert into bundles (file, jar) values (?, ?)").params(file, jar).update();
    }
  }

  /** Keeps that somebody approved a bundle. */
  public void approve(String file, String who, String why) {
    jdbc.sql("insert into approvals (file, who, why, at) values (:file, :who, :why, :at)")
        .param("file", file)
        .param("who", who)
        .param("why", why)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Who approved a bundle, the first first. */
  public List<Approval> approvals(String file) {
    return jdbc.sql("select * from approvals where file = :file order by at, who")
        .param("file", file)
        .query(
            (row, number) ->
                new Approval(
                    row.getString("file"),
                    row.getString("who"),
                    row.getString("why"),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
