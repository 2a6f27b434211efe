package dev.tarife.web.store;

import dev.tarife.bundle.BundleRepository;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps bundles, their journal and who approved them in the database. */
@Repository
public class BundleRows implements BundleRepository {
  private final JdbcClient jdbc;
  private final Locks locks;
  private final Clock clock;

  BundleRows(JdbcClient jdbc, Locks locks, Clock clock) {
    this.jdbc = jdbc;
    this.locks = locks;
    this.clock = clock;
  }

  /**
   * An approval of a bundle.
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

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public <R> R locked(Change<R> change) throws IOException {
    hold();
    return change.apply();
  }

  /** Names a part by itself, without where the service keeps its data. */
  @Override
  public String name(String part) {
    return part.isEmpty() ? "the store" : part;
  }

  @Override
  public List<String> journal() {
    return jdbc.sql("select line from bundle_journal order by seq").query(String.class).list();
  }

  /** How many lines the journal has. */
  public long length() {
    return jdbc.sql("select coalesce(max(seq), 0) from bundle_journal").query(Long.class).single();
  }

  @Override
  public void append(String line) {
    jdbc.sql("insert into bundle_journal (seq, line) values (:seq, :line)")
        .param("seq", length() + 1)
        .param("line", line)
        .update();
  }

  @Override
  public Optional<byte[]> jar(String file) {
    return jdbc.sql("select jar from bundles where file = :file")
        .param("file", file)
        .query((row, number) -> row.getBytes(1))
        .optional();
  }

  @Override
  public void put(String file, byte[] jar) {
    if (jar(file).isEmpty()) {
      jdbc.sql("insert into bundles (file, jar) values (?, ?)").params(file, jar).update();
    }
  }

  /** Refuses: issued invoices are explained with their bundles. */
  @Override
  public void removeAllBut(Set<String> files) {
    throw new UnsupportedOperationException("The service keeps every bundle");
  }

  /** Stores an approval. */
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
