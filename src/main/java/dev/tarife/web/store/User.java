package dev.tarife.web.store;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in, or a program that has tokens.
 *
 * @param name how they are called here, and in the journal
 * @param password its hash, with the name of the way it was hashed; empty: they have none
 * @param role what they may do
 * @param mustChange whether the password was given to them, and must be changed before anything
 * @param disabled whether an administrator has shut them out
 * @param createdAt since when they are known
 * @param kind how they sign in
 * @param credentials how often the password was changed; a session knows the number it began with
 * @param identity who the provider says they are; null: no provider does
 */
public record User(
    String name,
    String password,
    Role role,
    boolean mustChange,
    boolean disabled,
    Instant createdAt,
    Kind kind,
    int credentials,
    @Nullable Identity identity) {
  /** How somebody signs in. */
  public enum Kind {
    /** With a password of this service. */
    LOCAL,
    /** With an OpenID Connect provider. */
    PROVIDER,
    /** Not at all: a program with tokens that administrators make. */
    MACHINE;

    /** As the database and the API write it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of a code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind of(String code) {
      for (Kind kind : values()) {
        if (kind.code().equals(code)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("There is no kind " + code + ".");
    }
  }

  /**
   * A person at a provider.
   *
   * @param issuer the provider
   * @param subject the person, in the provider's words; names change hands, this does not
   * @param confirmedAt when the provider last said what role they have
   * @param withdrawn whether it gave them none then
   */
  public record Identity(String issuer, String subject, Instant confirmedAt, boolean withdrawn) {}

  /** Somebody with a password here. */
  public User(
      String name,
      String password,
      Role role,
      boolean mustChange,
      boolean disabled,
      Instant createdAt) {
    this(name, password, role, mustChange, disabled, createdAt, Kind.LOCAL, 0, null);
  }

  /** A program, which has tokens and no password. */
  public static User machine(String name, Role role, Instant createdAt) {
    return new User(name, "", role, false, false, createdAt, Kind.MACHINE, 0, null);
  }

  /** Whether they may do anything: nobody has shut them out, and the provider gives them a role. */
  public boolean mayAct() {
    return !disabled && (identity == null || !identity.withdrawn());
  }
}
