package dev.tarife.web;

import dev.tarife.web.security.Passwords;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.time.Instant;
import java.util.Locale;

/** Who uses the service in tests: one of each role, with {@link Running#PASSWORD}. */
final class People {
  static final String VERA = "vera";
  static final String FATMA = "fatma";
  static final String ADA = "ada";
  static final String ALI = "ali";

  private People() {}

  /** Lets them all in: Vera views, Fatma is of finance, Ada approves, Ali administers. */
  static void add(Service service) {
    add(service, VERA, Role.VIEWER);
    add(service, FATMA, Role.FINANCE);
    add(service, ADA, Role.APPROVER);
    add(service, ALI, Role.ADMIN);
  }

  static void add(Service service, String name, Role role) {
    service
        .part(Users.class)
        .add(
            new User(
                name.toLowerCase(Locale.ROOT),
                service.part(Passwords.class).hash(Running.PASSWORD),
                role,
                false,
                false,
                Instant.EPOCH));
  }
}
