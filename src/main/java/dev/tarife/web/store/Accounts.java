package dev.tarife.web.store;

import dev.tarife.model.Account;
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

/** The billing accounts, each as the JSON that an {@code accounts.jsonl} has. */
@Repository
public class Accounts {
  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  Accounts(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /** Ids of all accounts, ascending. */
  public List<String> ids() {
    return jdbc.sql("select id from accounts order by id").query(String.class).list();
  }

  /**
   * An account in a list.
   *
   * @param account its id
   * @param updatedAt when it was described last
   * @param updatedBy by whom
   */
  public record Entry(String account, Instant updatedAt, String updatedBy) {}

  /** A part of the accounts, by their ids, ascending. */
  public ListPart<Entry> part(ListSlice slice) {
    List<Entry> rows =
        jdbc.sql(
                """
                select id, updated_at, updated_by from accounts where id > :after
                order by id limit :most
                """)
            .param("after", slice.after() == null ? "" : slice.after())
            .param("most", slice.limit() + 1)
            .query(
                (row, number) ->
                    new Entry(
                        row.getString("id"),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                        row.getString("updated_by")))
            .list();
    return ListPart.ofRows(rows, slice, count(), Entry::account);
  }

  /** How many accounts there are. */
  public long count() {
    return jdbc.sql("select count(*) from accounts").query(Long.class).single();
  }

  /** An account's description, one line of JSON. */
  public Optional<String> find(String id) {
    return jdbc.sql("select description from accounts where id = :id")
        .param("id", id)
        .query(String.class)
        .optional();
  }

  /** Adds an account, or describes it anew. */
  @Transactional
  public void put(Account account, String who) {
    String description = AccountJson.of(account);
    // Added first: of two who add it at once, the second waits, and describes it anew.
    boolean added =
        write(
            "insert into accounts values (:id, :description, :at, :who) on conflict do nothing",
            account.id(),
            description,
            who);
    if (!added) {
      write(
          """
          update accounts set description = :description, updated_at = :at, updated_by = :who
          where id = :id
          """,
          account.id(),
          description,
          who);
    }
    audit.write(who, added ? "add-account" : "change-account", account.id(), description);
  }

  private boolean write(String sql, String id, String description, String who) {
    return jdbc.sql(sql)
            .param("description", description)
            .param("at", clock.instant().atOffset(ZoneOffset.UTC))
            .param("who", who)
            .param("id", id)
            .update()
        == 1;
  }

  /** Holds an account until the transaction ends, so that nothing comes between its changes. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<String> hold(String id) {
    return jdbc.sql("select description from accounts where id = :id for update")
        .param("id", id)
        .query(String.class)
        .optional();
  }
}
