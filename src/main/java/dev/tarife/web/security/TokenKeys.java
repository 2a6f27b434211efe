package dev.tarife.web.security;

import dev.tarife.web.store.Audit;
import dev.tarife.web.store.Durable;
import dev.tarife.web.store.Token;
import dev.tarife.web.store.Tokens;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes tokens, and knows whose one is. */
@Component
public class TokenKeys {
  private static final String PREFIX = "tarife_";

  private final Tokens tokens;
  private final Users users;
  private final Audit audit;
  private final Durable durable;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  TokenKeys(Tokens tokens, Users users, Audit audit, Durable durable, Clock clock) {
    this.tokens = tokens;
    this.users = users;
    this.audit = audit;
    this.durable = durable;
    this.clock = clock;
  }

  /**
   * A token that was made just now.
   *
   * @param token what is kept of it
   * @param key the token itself, which is shown this once
   */
  public record Made(Token token, String key) {}

  /** Makes a token for a user. */
  public Made make(String owner, String label, Duration holds) {
    String key = PREFIX + hex(32);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Token token = new Token(hex(8), owner, label, now, now.plus(holds));
    return durable.change(
        () -> {
          tokens.add(token, sha256(key));
          audit.write(owner, "make-token", token.id(), label);
          return new Made(token, key);
        });
  }

  /** Takes one of a user's tokens back; there may be none such. */
  public void remove(String owner, String id) {
    durable.change(
        () -> {
          boolean removed = tokens.remove(owner, id);
          if (removed) {
            audit.write(owner, "remove-token", id, "");
          }
          return removed;
        });
  }

  /** Whose a token is; empty: nobody's, or nobody's any more. */
  Optional<User> owner(String key) {
    return key.startsWith(PREFIX)
        ? tokens.find(sha256(key), clock.instant()).flatMap(token -> users.find(token.owner()))
        : Optional.empty();
  }

  private String hex(int bytes) {
    byte[] made = new byte[bytes];
    random.nextBytes(made);
    return HexFormat.of().formatHex(made);
  }

  private static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
