package dev.tarife.web.security;

import dev.tarife.web.store.Audit;
import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.stereotype.Component;

/**
 * The people of a provider, who are users here like others: with a role, tokens, drafts and a name
 * for the journal. They are known by issuer and subject. Their name begins with {@code oidc:},
 * which no name of a local user can: the provider's admin is not the one of this service.
 */
@Component
class ProviderPeople {
  private static final String PREFIX = "oidc:";
  private static final int LONGEST = 50;

  /** Somebody with several roles gets the first of these. */
  private static final List<Role> BY_RIGHTS =
      List.of(Role.ADMIN, Role.APPROVER, Role.FINANCE, Role.VIEWER);

  private final OidcSettings settings;
  private final Users users;
  private final Audit audit;
  private final DurableChanges durable;
  private final Clock clock;

  ProviderPeople(
      OidcSettings settings, Users users, Audit audit, DurableChanges durable, Clock clock) {
    this.settings = settings;
    this.users = users;
    this.audit = audit;
    this.durable = durable;
    this.clock = clock;
  }

  /**
   * Keeps what the provider says of somebody now.
   *
   * @return the user; empty: the provider gives them no role, and never did
   */
  Optional<User> confirm(OidcIdToken said) {
    String issuer =
        Objects.requireNonNull(said.getIssuer(), "an id token has an issuer").toString();
    String subject = Objects.requireNonNull(said.getSubject(), "an id token has a subject");
    Role role = role(said.getClaim(settings.roles())).orElse(null);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return durable.change(
        () -> {
          User known = users.find(issuer, subject).orElse(null);
          if (known == null) {
            return role == null
                ? Optional.empty()
                : Optional.of(
                    add(name(said, subject), role, new User.Identity(issuer, subject, now, false)));
          }
          Role next = role == null ? known.role() : role;
          boolean withdrawn = role == null;
          boolean before = Objects.requireNonNull(known.identity()).withdrawn();
          users.confirm(known.name(), next, withdrawn, now);
          if (next != known.role() || withdrawn != before) {
            audit.write(
                known.name(),
                "change-user",
                known.name(),
                (withdrawn ? "no role" : next.code()) + ", says the provider");
          }
          return users.find(known.name());
        });
  }

  private User add(String name, Role role, User.Identity identity) {
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    users.all().forEach(user -> taken.add(user.name()));
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      free = name + "~" + i;
    }
    User user =
        new User(
            free, "", role, false, false, identity.confirmedAt(), User.Kind.PROVIDER, 0, identity);
    if (!users.add(user)) {
      // The same person signs in twice at once.
      return users.find(identity.issuer(), identity.subject()).orElseThrow();
    }
    audit.write(
        free,
        "add-user",
        free,
        role.code() + ", " + identity.subject() + " of " + identity.issuer());
    return user;
  }

  private String name(OidcIdToken said, String subject) {
    Object claim = said.getClaim(settings.name());
    String name = claim instanceof String text && !text.isBlank() ? text : subject;
    String plain = name.strip().replaceAll("[^a-zA-Z0-9._@-]", "-");
    return PREFIX + plain.substring(0, Math.min(LONGEST, plain.length()));
  }

  private static Optional<Role> role(@Nullable Object claim) {
    Collection<?> said =
        claim instanceof Collection<?> several
            ? several
            : claim == null ? List.of() : List.of(claim);
    return BY_RIGHTS.stream().filter(role -> said.contains(role.code())).findFirst();
  }
}
