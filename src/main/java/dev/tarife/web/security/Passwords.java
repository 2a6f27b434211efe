package dev.tarife.web.security;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.Tokens;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Makes passwords, and lets people change theirs. */
@Component
public class Passwords {
  private static final int SHORTEST = 12;

  /** The way of hashing takes no more. */
  private static final int LONGEST_BYTES = 72;

  /** Without letters that look like others. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private final Users users;
  private final Tokens tokens;
  private final PasswordEncoder encoder;
  private final RateLimits paces;
  private final Audit audit;
  private final DurableChanges durable;
  private final SecureRandom random = new SecureRandom();

  Passwords(
      Users users,
      Tokens tokens,
      PasswordEncoder encoder,
      RateLimits paces,
      Audit audit,
      DurableChanges durable) {
    this.paces = paces;
    this.users = users;
    this.tokens = tokens;
    this.audit = audit;
    this.durable = durable;
    this.encoder = encoder;
  }

  /** Makes a password that nobody guesses. */
  public String generate() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  /** The hash of a password, as it is stored. */
  public String hash(String password) {
    String hash = encoder.encode(password);
    if (hash == null) {
      throw new IllegalStateException("The password was not hashed.");
    }
    return hash;
  }

  /**
   * Changes somebody's own password. Their sessions and tokens end.
   *
   * @throws FaultException if the present one is not right, or the new one is too short, too long
   *     or the same
   */
  public void change(String name, String present, String next) {
    User user = users.find(name).orElse(null);
    if (user == null || user.kind() != User.Kind.LOCAL) {
      throw fault("you have none here", "change it where you sign in");
    }
    // Whoever got hold of a session shall not guess the password with it.
    String tries = "user " + name;
    if (!paces.countTry(tries)) {
      throw fault("too many wrong ones were typed", "try again in a minute");
    }
    if (!encoder.matches(present, user.password())) {
      throw fault("the present password is not right", "type it again");
    }
    paces.right(tries);
    if (next.codePointCount(0, next.length()) < SHORTEST) {
      throw fault(
          "the new password is shorter than " + SHORTEST + " characters", "choose a longer one");
    }
    if (next.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
      throw fault(
          "the new password is longer than " + LONGEST_BYTES + " bytes", "choose a shorter one");
    }
    if (next.equals(present)) {
      throw fault("the new password is the present one", "choose another");
    }
    String hash = hash(next);
    durable.change(
        () -> {
          users.setPassword(name, hash, false);
          audit.write(name, "change-password", name, ended(tokens.removeAll(name)));
          return true;
        });
  }

  /** For the journal: what ended with the password. */
  static String ended(int tokens) {
    return tokens == 0 ? "" : tokens + (tokens == 1 ? " token" : " tokens") + " revoked";
  }

  private static FaultException fault(String what, String fix) {
    return FaultException.of(Place.ofFile("password"), what, fix);
  }
}
