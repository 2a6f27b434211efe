package dev.tarife.web.security;

import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.Durable;
import dev.tarife.web.store.Role;
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
  private final Passwords passwords;
  private final Audit audit;
  private final Durable durable;
  private final Clock clock;

  People(Users users, Passwords passwords, Audit audit, Durable durable, Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.audit = audit;
    this.durable = durable;
    this.clock = clock;
  }

  /**
   * Adds a user.
   *
   * @return the password of one use that they begin with
   * @throws ProblemException if the name is taken, also in other letters, or is none
   */
  public String add(String name, Role role, String who) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.bad(
          "name must be 1 to 64 letters, digits, dots, hyphens, underscores or @");
    }
    String password = passwords.generate();
    String hash = passwords.hash(password);
    return durable.change(
        () -> {
          boolean taken = users.all().stream().anyMatch(user -> user.name().equalsIgnoreCase(name));
          if (taken || !users.add(new User(name, hash, role, true, false, clock.instant()))) {
            throw ProblemException.conflict("There is a user " + name + " already");
          }
          audit.write(who, "add-user", name, role.code());
          return password;
        });
  }

  /**
   * Changes what a user may do.
   *
   * @param role null: as it is
   * @param disabled null: as it is
   * @throws ProblemException if there is no such user, or it is the last administrator
   */
  public User change(String name, @Nullable Role role, @Nullable Boolean disabled, String who) {
    return durable.change(
        () -> {
          User user = find(name);
          Role next = role == null ? user.role() : role;
          boolean off = disabled == null ? user.disabled() : disabled;
          boolean another =
              users.all().stream()
                  .anyMatch(
                      other ->
                          !other.name().equals(name)
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
   * Gives a user a new password of one use.
   *
   * @throws ProblemException if there is no such user
   */
  public String resetPassword(String name, String who) {
    String password = passwords.generate();
    String hash = passwords.hash(password);
    return durable.change(
        () -> {
          find(name);
          users.setPassword(name, hash, true);
          audit.write(who, "reset-password", name, "");
          return password;
        });
  }

  private User find(String name) {
    return users
        .find(name)
        .orElseThrow(() -> ProblemException.notFound("There is no user " + name));
  }
}
