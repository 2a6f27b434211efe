package dev.tarife.web.security;

import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.Tokens;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds users and changes them. */
@Component
public class People {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._@-]{0,63}");

  private final Users users;
  private final Tokens tokens;
  private final Passwords passwords;
  private final Audit audit;
  private final DurableChanges durable;
  private final Clock clock;

  People(
      Users users,
      Tokens tokens,
      Passwords passwords,
      Audit audit,
      DurableChanges durable,
      Clock clock) {
    this.users = users;
    this.tokens = tokens;
    this.passwords = passwords;
    this.audit = audit;
    this.durable = durable;
    this.clock = clock;
  }

  /**
   * Adds a user.
   *
   * @return the password of one use that they begin with
   * @throws ProblemException if the name is taken, also in other letters, or is not a name
   */
  public String add(String name, Role role, String who) {
    String password = passwords.generate();
    User user =
        new User(checked(name), passwords.hash(password), role, true, false, clock.instant());
    return durable.change(
        () -> {
          addNew(user);
          audit.write(who, "add-user", name, role.code());
          return password;
        });
  }

  /**
   * Adds a machine user: a program, which signs in with tokens only.
   *
   * @throws ProblemException if the name is taken, also in other letters, or is not a name
   */
  public User addMachine(String name, Role role, String who) {
    User machine = User.machine(checked(name), role, clock.instant());
    return durable.change(
        () -> {
          addNew(machine);
          audit.write(who, "add-machine-user", name, role.code());
          return machine;
        });
  }

  /**
   * Changes what a user may do.
   *
   * @param role null: as it is
   * @param disabled null: as it is
   * @throws ProblemException if there is no such user, it is the last administrator with a
   *     password, or a provider says what role they have
   */
  public User change(String name, @Nullable Role role, @Nullable Boolean disabled, String who) {
    return durable.change(
        () -> {
          User user = find(name);
          Role next = role == null ? user.role() : role;
          boolean off = disabled == null ? user.disabled() : disabled;
          if (user.kind() == User.Kind.PROVIDER && next != user.role()) {
            throw ProblemException.conflict(
                "The provider says what role " + name + " has; change it there");
          }
          // One with a password: a provider may be out of reach, and a program signs in nowhere.
          boolean another =
              users.all().stream()
                  .anyMatch(
                      other ->
                          !other.name().equals(name)
                              && other.kind() == User.Kind.LOCAL
                              && other.role() == Role.ADMIN
                              && !other.disabled());
          if (!another && (next != Role.ADMIN || off)) {
            throw ProblemException.conflict(name + " is the only administrator");
          }
          users.setStanding(name, next, off);
          audit.write(who, "change-user", name, next.code() + (off ? ", disabled" : ""));
          return find(name);
        });
  }

  /**
   * Gives a user a new password of one use. Their sessions and tokens end.
   *
   * @throws ProblemException if there is no such user, or they have no password here
   */
  public String resetPassword(String name, String who) {
    String password = passwords.generate();
    String hash = passwords.hash(password);
    return durable.change(
        () -> {
          if (find(name).kind() != User.Kind.LOCAL) {
            throw ProblemException.conflict(name + " has no password here");
          }
          users.setPassword(name, hash, true);
          audit.write(who, "reset-password", name, Passwords.ended(tokens.removeAll(name)));
          return password;
        });
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.bad(
          "name must be 1 to 64 letters, digits, dots, hyphens, underscores or @");
    }
    return name;
  }

  private void addNew(User user) {
    boolean taken =
        users.all().stream().anyMatch(other -> other.name().equalsIgnoreCase(user.name()));
    if (taken || !users.add(user)) {
      throw ProblemException.conflict("There is a user " + user.name() + " already");
    }
  }

  private User find(String name) {
    return users
        .find(name)
        .orElseThrow(() -> ProblemException.notFound("There is no user " + name));
  }
}
