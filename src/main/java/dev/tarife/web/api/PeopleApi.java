package dev.tarife.web.api;

import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.security.Passwords;
import dev.tarife.web.security.People;
import dev.tarife.web.security.TokenKeys;
import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.ListPart;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.Scope;
import dev.tarife.web.store.Token;
import dev.tarife.web.store.Tokens;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import jakarta.annotation.security.RolesAllowed;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

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
  private final DurableChanges durable;
  private final JsonMapper json;

  PeopleApi(
      Users users,
      People people,
      Passwords passwords,
      Tokens tokens,
      TokenKeys keys,
      DurableChanges durable,
      JsonMapper json) {
    this.durable = durable;
    this.json = json;
    this.users = users;
    this.people = people;
    this.passwords = passwords;
    this.tokens = tokens;
    this.keys = keys;
  }

  /**
   * A user as others see them.
   *
   * @param disabled whether they may do nothing: an administrator shut them out, or their provider
   *     gives them no role
   * @param issuer the provider who says who they are; null: none does
   * @param subject who they are there; null: nobody says
   */
  record Person(
      String name,
      String kind,
      String role,
      boolean disabled,
      @Nullable String issuer,
      @Nullable String subject,
      Instant createdAt) {
    static Person of(User user) {
      User.Identity identity = user.identity();
      return new Person(
          user.name(),
          user.kind().code(),
          user.role().code(),
          !user.mayAct(),
          identity == null ? null : identity.issuer(),
          identity == null ? null : identity.subject(),
          user.createdAt());
    }
  }

  record NewPerson(String name, String role, @Nullable String kind) {
    NewPerson {
      RequestTexts.there("name", name);
      RequestTexts.there("role", role);
    }
  }

  /** A new user, or one with a new password; null: a machine user has none. */
  record Invited(String name, String role, @Nullable String password) {}

  record Change(@Nullable String role, @Nullable Boolean disabled) {}

  record NewPassword(String present, String next) {
    NewPassword {
      RequestTexts.there("present", present);
      RequestTexts.there("next", next);
    }
  }

  record NewToken(@Nullable String label, int days, @Nullable List<String> scopes) {
    NewToken {
      scopes = scopes == null ? null : RequestTexts.allThere("scopes", scopes);
    }
  }

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
  Listing<Token> tokens(
      Principal who,
      @RequestParam @Nullable String after,
      @RequestParam(defaultValue = Listing.USUAL) int limit) {
    return Listing.of(
        ListPart.of(tokens.of(who.getName()), Listing.slice(after, limit), Token::id));
  }

  @Idempotent(secret = true)
  @PostMapping("/api/v1/me/tokens")
  @ResponseStatus(HttpStatus.CREATED)
  MadeToken makeToken(Principal who, @RequestBody NewToken body) {
    return make(who.getName(), body, who);
  }

  @DeleteMapping("/api/v1/me/tokens/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeToken(Principal who, @PathVariable String id) {
    if (!keys.remove(id, who.getName(), who.getName())) {
      throw ProblemException.notFound("You have no token " + id);
    }
  }

  @GetMapping("/api/v1/tokens")
  @RolesAllowed(Roles.ADMIN)
  Listing<Token> everybodysTokens(
      @RequestParam @Nullable String after, @RequestParam(defaultValue = Listing.USUAL) int limit) {
    return Listing.of(ListPart.of(tokens.all(), Listing.slice(after, limit), Token::id));
  }

  @DeleteMapping("/api/v1/tokens/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @RolesAllowed(Roles.ADMIN)
  void revokeToken(Principal who, @PathVariable String id) {
    if (!keys.remove(id, null, who.getName())) {
      throw ProblemException.notFound("There is no token " + id);
    }
  }

  @GetMapping("/api/v1/users/{name}/tokens")
  @RolesAllowed(Roles.ADMIN)
  Listing<Token> tokensOf(
      @PathVariable String name,
      @RequestParam @Nullable String after,
      @RequestParam(defaultValue = Listing.USUAL) int limit) {
    return Listing.of(
        ListPart.of(tokens.of(find(name).name()), Listing.slice(after, limit), Token::id));
  }

  @Idempotent(secret = true)
  @PostMapping("/api/v1/users/{name}/tokens")
  @ResponseStatus(HttpStatus.CREATED)
  @RolesAllowed(Roles.ADMIN)
  MadeToken makeTokenOf(Principal who, @PathVariable String name, @RequestBody NewToken body) {
    if (find(name).kind() != User.Kind.MACHINE) {
      throw ProblemException.conflict(
          name + " is a person, who makes their own tokens; others are made for machine users");
    }
    return make(name, body, who);
  }

  private MadeToken make(String owner, NewToken body, Principal who) {
    String label = body.label();
    if (label == null || label.isBlank() || label.length() > LONGEST_LABEL) {
      throw ProblemException.bad("label must have 1 to " + LONGEST_LABEL + " characters");
    }
    if (body.days() < 1 || body.days() > MOST_DAYS) {
      throw ProblemException.bad("days must be 1 to " + MOST_DAYS);
    }
    TokenKeys.Made made =
        keys.make(owner, label, scopes(body.scopes()), Duration.ofDays(body.days()), who.getName());
    return new MadeToken(made.token(), made.key());
  }

  private static Set<Scope> scopes(@Nullable List<String> codes) {
    if (codes == null) {
      return Set.of(Scope.ALL);
    }
    if (codes.isEmpty()) {
      throw ProblemException.bad("scopes is empty: such a token could do nothing; name some");
    }
    try {
      return codes.stream().map(Scope::of).collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw ProblemException.bad(String.valueOf(e.getMessage()));
    }
  }

  private User find(String name) {
    return users
        .find(name)
        .orElseThrow(() -> ProblemException.notFound("There is no user " + name));
  }

  @GetMapping("/api/v1/users")
  @RolesAllowed(Roles.ADMIN)
  Listing<Person> all(
      @RequestParam @Nullable String after, @RequestParam(defaultValue = Listing.USUAL) int limit) {
    return Listing.of(
        ListPart.of(users.all(), Listing.slice(after, limit), User::name).map(Person::of));
  }

  @Idempotent(secret = true)
  @PostMapping("/api/v1/users")
  @ResponseStatus(HttpStatus.CREATED)
  @RolesAllowed(Roles.ADMIN)
  Invited add(Principal who, @RequestBody NewPerson body) {
    Role role = role(body.role());
    String kind = body.kind() == null ? User.Kind.LOCAL.code() : body.kind();
    if (kind.equals(User.Kind.MACHINE.code())) {
      return new Invited(
          people.addMachine(body.name(), role, who.getName()).name(), role.code(), null);
    }
    if (!kind.equals(User.Kind.LOCAL.code())) {
      throw ProblemException.bad("kind is local or machine; the others come from their provider");
    }
    return new Invited(body.name(), role.code(), people.add(body.name(), role, who.getName()));
  }

  @GetMapping("/api/v1/users/{name}")
  @RolesAllowed(Roles.ADMIN)
  Person one(@PathVariable String name) {
    return Person.of(find(name));
  }

  @PatchMapping("/api/v1/users/{name}")
  @RolesAllowed(Roles.ADMIN)
  ResponseEntity<Person> change(
      Principal who,
      @PathVariable String name,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
      @RequestBody Change body) {
    Role role = body.role() == null ? null : role(body.role());
    Person changed =
        durable.change(
            () -> {
              User present = users.hold(name).orElse(null);
              Etags.expect(match, null, present == null ? null : written(Person.of(present)));
              return Person.of(people.change(name, role, body.disabled(), who.getName()));
            });
    return ResponseEntity.ok().eTag(Etags.of(written(changed))).body(changed);
  }

  /** As a GET answers. */
  private String written(Person person) {
    return json.writeValueAsString(person);
  }

  @Idempotent(secret = true)
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
