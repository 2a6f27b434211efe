package dev.tarife.web.api;

import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.security.Passwords;
import dev.tarife.web.security.People;
import dev.tarife.web.security.TokenKeys;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.Token;
import dev.tarife.web.store.Tokens;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import jakarta.annotation.security.RolesAllowed;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users, and what each may do for themselves. */
@RestController
@RolesAllowed(Roles.VIEWER)
class PeopleApi {
  private static final int LONGEST_LABEL = 100;
  private static final int MOST_DAYS = 366;

  private final Users users;
  private final People people;
  private final Passwords passwords;
  private final Tokens tokens;
  private final TokenKeys keys;

  PeopleApi(Users users, People people, Passwords passwords, Tokens tokens, TokenKeys keys) {
    this.users = users;
    this.people = people;
    this.passwords = passwords;
    this.tokens = tokens;
    this.keys = keys;
  }

  record Person(String name, String role, boolean disabled, Instant createdAt) {
    static Person of(User user) {
      return new Person(user.name(), user.role().code(), user.disabled(), user.createdAt());
    }
  }

  record NewPerson(String name, String role) {}

  record Invited(String name, String role, String password) {}

  record Change(@Nullable String role, @Nullable Boolean disabled) {}

  record NewPassword(String present, String next) {}

  record NewToken(String label, int days) {}

  record MadeToken(Token token, String key) {}

  @GetMapping("/api/v1/me")
  Person me(Principal who) {
    return users
        .find(who.getName())
        .map(Person::of)
        .orElseThrow(() -> ProblemException.notFound("You are signed in elsewhere"));
  }

  @PutMapping("/api/v1/me/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(Principal who, @RequestBody NewPassword body) {
    passwords.change(who.getName(), body.present(), body.next());
  }

  @GetMapping("/api/v1/me/tokens")
  List<Token> tokens(Principal who) {
    return tokens.of(who.getName());
  }

  @PostMapping("/api/v1/me/tokens")
  @ResponseStatus(HttpStatus.CREATED)
  MadeToken makeToken(Principal who, @RequestBody NewToken body) {
    if (body.label().isBlank() || body.label().length() > LONGEST_LABEL) {
      throw ProblemException.bad("label must have 1 to " + LONGEST_LABEL + " characters");
    }
    if (body.days() < 1 || body.days() > MOST_DAYS) {
      throw ProblemException.bad("days must be 1 to " + MOST_DAYS);
    }
    TokenKeys.Made made = keys.make(who.getName(), body.label(), Duration.ofDays(body.days()));
    return new MadeToken(made.token(), made.key());
  }

  @DeleteMapping("/api/v1/me/tokens/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeToken(Principal who, @PathVariable String id) {
    keys.remove(who.getName(), id);
  }

  @GetMapping("/api/v1/users")
  @RolesAllowed(Roles.ADMIN)
  List<Person> all() {
    return users.all().stream().map(Person::of).toList();
  }

  @PostMapping("/api/v1/users")
  @ResponseStatus(HttpStatus.CREATED)
  @RolesAllowed(Roles.ADMIN)
  Invited add(Principal who, @RequestBody NewPerson body) {
    Role role = role(body.role());
    return new Invited(body.name(), role.code(), people.add(body.name(), role, who.getName()));
  }

  @PatchMapping("/api/v1/users/{name}")
  @RolesAllowed(Roles.ADMIN)
  Person change(Principal who, @PathVariable String name, @RequestBody Change body) {
    return Person.of(
        people.change(
            name, body.role() == null ? null : role(body.role()), body.disabled(), who.getName()));
  }

  @PostMapping("/api/v1/users/{name}/password")
  @RolesAllowed(Roles.ADMIN)
  Invited resetPassword(Principal who, @PathVariable String name) {
    String password = people.resetPassword(name, who.getName());
    User user = users.find(name).orElseThrow();
    return new Invited(name, user.role().code(), password);
  }

  private static Role role(String code) {
    try {
      return Role.of(code);
    } catch (IllegalArgumentException e) {
      throw ProblemException.bad("role is one of viewer, finance, approver, admin");
    }
  }
}
