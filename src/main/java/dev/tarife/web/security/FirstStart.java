package dev.tarife.web.security;

import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.time.Clock;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Makes an administrator where there is no user, with a password that is shown once. */
@Component
public class FirstStart {
  private static final String ADMIN = "admin";

  private final Users users;
  private final Passwords passwords;
  private final DurableChanges durable;
  private final Clock clock;

  FirstStart(Users users, Passwords passwords, DurableChanges durable, Clock clock) {
    this.durable = durable;
    this.users = users;
    this.passwords = passwords;
    this.clock = clock;
  }

  /**
   * Makes the administrator, if there is no user.
   *
   * @param out gets the words for whoever started the service
   */
  public void greet(Consumer<String> out) {
    if (!users.isEmpty()) {
      return;
    }
    String password = passwords.generate();
    // Of several services that start at once, one makes it.
    User admin =
        new User(ADMIN, passwords.hash(password), Role.ADMIN, true, false, clock.instant());
    if (durable.change(() -> users.add(admin))) {
      out.accept(
          "First start: sign in as "
              + ADMIN
              + " with the one-time password "
              + password
              + ", and choose your own.");
    }
  }
}
