package dev.tarife.web.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Keeps requests that are done once, with their answers. */
@Repository
public class IdempotencyKeys {
  /** How long a request is known. */
  public static final Duration KEPT = Duration.ofHours(24);

  private final JdbcClient jdbc;
  private final DurableChanges durable;
  private final Clock clock;

  IdempotencyKeys(JdbcClient jdbc, DurableChanges durable, Clock clock) {
    this.jdbc = jdbc;
    this.durable = durable;
    this.clock = clock;
  }

  /**
   * A request that came before.
   *
   * @param request its hash
   * @param answer what it was answered with; null: it was begun, and nobody knows how it ended
   */
  public record Earlier(String request, @Nullable Answer answer) {}

  /**
   * An answer.
   *
   * @param body null: it held a secret, and is not kept
   */
  public record Answer(
      int status, @Nullable String location, @Nullable String type, @Nullable String body) {}

  /**
   * Begins a request.
   *
   * @param id of the user and their key
   * @param request hash of the request
   * @return the request of the same key that came before; empty: there was none, and this one is to
   *     be done and then {@link #answered} or {@link #forgotten}
   */
  public Optional<Earlier> begin(String id, String request) {
    return durable.change(
        () -> {
          OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
          jdbc.sql("delete from idempotency_keys where id = :id and begun_at < :oldest")
              .param("id", id)
              .param("oldest", now.minus(KEPT))
              .update();
          boolean begun =
              jdbc.sql(
                          """
                          insert into idempotency_keys (id, request, begun_at)
                          values (:id, :request, :now) on conflict do nothing
                          """)
                      .param("id", id)
                      .param("request", request)
                      .param("now", now)
                      .update()
                  == 1;
          return begun ? Optional.empty() : find(id);
        });
  }

  private Optional<Earlier> find(String id) {
    return jdbc.sql("select * from idempotency_keys where id = :id")
        .param("id", id)
        .query(IdempotencyKeys::earlier)
        .optional();
  }

  private static Earlier earlier(ResultSet row, int number) throws SQLException {
    int status = row.getInt("status");
    Answer answer =
        row.wasNull()
            ? null
            : new Answer(
                status,
                row.getString("location"),
                row.getString("content_type"),
                row.getString("answer"));
    return new Earlier(row.getString("request"), answer);
  }

  /** Keeps what a request was answered with. */
  public void answered(String id, Answer answer) {
    durable.change(
        () ->
            jdbc.sql(
                    """
                    update idempotency_keys
                    set status = :status, location = :location, content_type = :type, answer = :body
                    where id = :id
                    """)
                .param("status", answer.status())
                .param("location", answer.location())
                .param("type", answer.type())
                .param("body", answer.body())
                .param("id", id)
                .update());
  }

  /** Forgets a request that changed nothing: it may be tried again. */
  public void forgotten(String id) {
    durable.change(
        () -> jdbc.sql("delete from idempotency_keys where id = :id").param("id", id).update());
  }

  @Scheduled(fixedDelay = 3_600_000)
  void dropOld() {
    jdbc.sql("delete from idempotency_keys where begun_at < :oldest")
        .param("oldest", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
  }
}
