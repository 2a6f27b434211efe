package dev.tarife.web.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The users. */
@Repository
public class Users {
  private final JdbcClient jdbc;

  Users(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether there is no user yet. */
  public boolean isEmpty() {
    return jdbc.sql("select count(*) from users").query(Long.class).single() == 0;
  }

  /** All, by name. */
  public List<User> all() {
    return jdbc.sql("select * from users order by name").query(Users::user).list();
  }

  /** A user whom nobody else changes until the transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<User> hold(String name) {
    return jdbc.sql("select * from users where name = :name for update")
        .param("name", name)
        .query(Users::user)
        .optional();
  }

  public Optional<User> find(String name) {
    return jdbc.sql("select * from users where name = :name")
        .param("name", name)
        .query(Users::user)
        .optional();
  }

  /** A provider's person, whatever they are called. */
  public Optional<User> find(String issuer, String subject) {
    return jdbc.sql("select * from users where issuer = :issuer and subject = :subject")
        .param("issuer", issuer)
        .param("subject", subject)
        .query(Users::user)
        .optional();
  }

  /**
   * Adds a user.
   *
   * @return whether there was none of that name, nor of that identity
   */
  public boolean add(User user) {
    User.Identity identity = user.identity();
    return jdbc.sql(
                """
                insert into users (name, password, role, must_change, disabled, created_at, kind,
                  credentials, issuer, subject, confirmed_at, withdrawn)
                values (:name, :password, :role, :mustChange, :disabled, :createdAt, :kind,
                  :credentials, :issuer, :subject, :confirmedAt, :withdrawn)
                on conflict do nothing
                """)
            .param("name", user.name())
            .param("password", user.password())
            .param("role", user.role().code())
            .param("mustChange", user.mustChange())
            .param("disabled", user.disabled())
            .param("createdAt", user.createdAt().atOffset(ZoneOffset.UTC))
            .param("kind", user.kind().code())
            .param("credentials", user.credentials())
            .param("issuer", identity == null ? null : identity.issuer(), Types.VARCHAR)
            .param("subject", identity == null ? null : identity.subject(), Types.VARCHAR)
            .param(
                "confirmedAt",
                identity == null ? null : identity.confirmedAt().atOffset(ZoneOffset.UTC),
                Types.TIMESTAMP_WITH_TIMEZONE)
            .param("withdrawn", identity != null && identity.withdrawn())
            .update()
        == 1;
  }

  /** Gives a user another password, by its hash. Sessions of the old one end. */
  public void setPassword(String name, String password, boolean mustChange) {
    jdbc.sql(
            """
            update users
            set password = :password, must_change = :must, credentials = credentials + 1
            where name = :name
            """)
        .param("password", password)
        .param("must", mustChange)
        .param("name", name)
        .update();
  }

  /** Gives a user a role, and lets them sign in or not. */
  public void setStanding(String name, Role role, boolean disabled) {
    jdbc.sql("update users set role = :role, disabled = :disabled where name = :name")
        .param("role", role.code())
        .param("disabled", disabled)
        .param("name", name)
        .update();
  }

  /** Keeps what a provider says of its person now. */
  public void confirm(String name, Role role, boolean withdrawn, Instant now) {
    jdbc.sql(
            """
            update users set role = :role, withdrawn = :withdrawn, confirmed_at = :now
            where name = :name
            """)
        .param("role", role.code())
        .param("withdrawn", withdrawn)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("name", name)
        .update();
  }

  private static User user(ResultSet row, int number) throws SQLException {
    OffsetDateTime confirmed = row.getObject("confirmed_at", OffsetDateTime.class);
    return new User(
        row.getString("name"),
        row.getString("password"),
        Role.of(row.getString("role")),
        row.getBoolean("must_change"),
        row.getBoolean("disabled"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        User.Kind.of(row.getString("kind")),
        row.getInt("credentials"),
        confirmed == null
            ? null
            : new User.Identity(
                row.getString("issuer"),
                row.getString("subject"),
                confirmed.toInstant(),
                row.getBoolean("withdrawn")));
  }
}
