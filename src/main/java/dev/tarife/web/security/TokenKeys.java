package dev.tarife.web.security;

import dev.tarife.model.Sha256;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.Scope;
import dev.tarife.web.store.Token;
import dev.tarife.web.store.Tokens;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** Makes tokens, and finds the owner of one. */
@Component
public class TokenKeys {
  private static final Logger LOG = LoggerFactory.getLogger(TokenKeys.class);
  private static final String PREFIX = "tarife_";
  private static final Duration USE_KEPT_EVERY = Duration.ofMinutes(5);

  private final Tokens tokens;
  private final Users users;
  private final Audit audit;
  private final DurableChanges durable;
  private final Clock clock;
  private final Confirmations confirmations;
  private final OidcSettings settings;
  private final SecureRandom random = new SecureRandom();

  TokenKeys(
      Tokens tokens,
      Users users,
      Audit audit,
      DurableChanges durable,
      Clock clock,
      Confirmations confirmations,
      OidcSettings settings) {
    this.tokens = tokens;
    this.confirmations = confirmations;
    this.settings = settings;
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

  /** Makes a token with which a user's programs may do all that the user may. */
  public Made make(String owner, String label, Duration holds) {
    return make(owner, label, Set.of(Scope.ALL), holds, owner);
  }

  /**
   * Makes a token.
   *
   * @param owner the user it stands for
   * @param scopes what it may be used for; at least one
   * @param holds from now
   * @param who makes it
   */
  public Made make(String owner, String label, Set<Scope> scopes, Duration holds, String who) {
    String key = PREFIX + hex(32);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Token token = new Token(hex(8), owner, label, scopes, now, now.plus(holds), null);
    return durable.change(
        () -> {
          tokens.add(token, Sha256.of(key));
          audit.write(who, "make-token", token.id(), "of " + owner + ": " + label);
          return new Made(token, key);
        });
  }

  /**
   * Revokes a token.
   *
   * @param owner whose it must be; null: anybody's
   * @param who revokes it
   * @return whether there was such a token
   */
  public boolean remove(String id, @Nullable String owner, String who) {
    return durable.change(
        () -> {
          Token token =
              tokens
                  .find(id)
                  .filter(one -> owner == null || one.owner().equals(owner))
                  .orElse(null);
          if (token == null) {
            return false;
          }
          tokens.remove(id);
          audit.write(who, "revoke-token", id, "of " + token.owner() + ": " + token.label());
          return true;
        });
  }

  /**
   * The owner of a token; empty: nobody has it, or it is no longer valid.
   *
   * @throws UnconfirmedException if its owner must sign in with the provider first
   */
  Optional<SignedIn> signIn(String key) {
    if (!key.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Token token = tokens.find(Sha256.of(key), now).orElse(null);
    if (token == null) {
      return Optional.empty();
    }
    User owner = users.find(token.owner()).map(confirmations::current).orElse(null);
    if (owner == null || !owner.mayAct()) {
      return Optional.empty();
    }
    if (!confirmations.isRecent(owner, settings.tokensHold())) {
      throw new UnconfirmedException();
    }
    keepUse(token, now);
    return Optional.of(new SignedIn(owner, token.scopes()));
  }

  /** The provider has not said for too long that the owner of a token still has their role. */
  static final class UnconfirmedException extends AuthenticationException {
    private static final long serialVersionUID = 1;

    UnconfirmedException() {
      super(
          "Your organisation has not confirmed your role for too long: sign in with it once, and"
              + " the token works again");
    }
  }

  /** Not for every request, and none is refused because it cannot be written. */
  private void keepUse(Token token, Instant now) {
    Instant before = token.usedAt();
    boolean recent = before != null && before.plus(USE_KEPT_EVERY).isAfter(now);
    if (recent || !durable.hasRoom()) {
      return;
    }
    try {
      tokens.used(token.id(), now);
    } catch (DataAccessException e) {
      LOG.warn("That the token {} was used could not be kept: {}", token.id(), e.getMessage());
    }
  }

  private String hex(int bytes) {
    byte[] made = new byte[bytes];
    random.nextBytes(made);
    return HexFormat.of().formatHex(made);
  }
}
