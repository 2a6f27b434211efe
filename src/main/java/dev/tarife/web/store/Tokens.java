package dev.tarife.web.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tokens of programs. The token itself is not kept, only its hash. */
@Repository
public class Tokens {
  private final JdbcClient jdbc;

  Tokens(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public void add(Token token, String sha256) {
    jdbc.sql(
            """
            insert into tokens (id, owner, label, scopes, sha256, created_at, expires_at)
            values (:id, :owner, :label, :scopes, :sha256, :created, :expires)
            """)
        .param("id", token.id())
        .param("owner", token.owner())
        .param("label", token.label())
        .param("scopes", Scope.write(token.scopes()))
        .param("sha256", sha256)
        .param("created", token.createdAt().atOffset(ZoneOffset.UTC))
        .param("expires", token.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The token of a hash, if it still holds. */
  public Optional<Token> find(String sha256, Instant now) {
    return jdbc.sql("select * from tokens where sha256 = :sha256 and expires_at > :now")
        .param("sha256", sha256)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Tokens::token)
        .optional();
  }

  /** The token of an id, whether it still holds or not. */
  public Optional<Token> find(String id) {
    return jdbc.sql("select * from tokens where id = :id")
        .param("id", id)
        .query(Tokens::token)
        .optional();
  }

  /** Everybody's tokens by owner, each one's oldest first. */
  public List<Token> all() {
    return jdbc.sql("select * from tokens order by owner, created_at, id")
        .query(Tokens::token)
        .list();
  }

  /** A user's tokens, the oldest first. */
  public List<Token> of(String owner) {
    return jdbc.sql("select * from tokens where owner = :owner order by created_at, id")
        .param("owner", owner)
        .query(Tokens::token)
        .list();
  }

  /** Keeps when a token was used. */
  public void used(String id, Instant now) {
    jdbc.sql("update tokens set used_at = :now where id = :id")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("id", id)
        .update();
  }

  /**
   * Revokes a token.
   *
   * @return whether it was there
   */
  public boolean remove(String id) {
    return jdbc.sql("delete from tokens where id = :id").param("id", id).update() == 1;
  }

  /**
   * Revokes all tokens of a user.
   *
   * @return how many there were
   */
  public int removeAll(String owner) {
    return jdbc.sql("delete from tokens where owner = :owner").param("owner", owner).update();
  }

  private static Token token(ResultSet row, int number) throws SQLException {
    OffsetDateTime used = row.getObject("used_at", OffsetDateTime.class);
    return new Token(
        row.getString("id"),
        row.getString("owner"),
        row.getString("label"),
        Scope.read(row.getString("scopes")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        used == null ? null : used.toInstant());
  }
}
