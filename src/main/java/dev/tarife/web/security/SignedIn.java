package dev.tarife.web.security;

import dev.tarife.web.store.Role;
import dev.tarife.web.store.Scope;
import dev.tarife.web.store.User;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** A user of the database who signed in, by password or with a token. */
final class SignedIn implements UserDetails, UserStanding {
  private static final long serialVersionUID = 1;

  private final String name;
  private final String password;
  private final Role role;
  private final boolean mayAct;
  private final int credentials;
  private final Set<Scope> scopes;

  SignedIn(User user) {
    this(user, Set.of(Scope.ALL));
  }

  SignedIn(User user, Set<Scope> scopes) {
    name = user.name();
    password = user.password();
    role = user.role();
    mayAct = user.mayAct();
    credentials = user.credentials();
    this.scopes = Set.copyOf(scopes);
  }

  /** What they signed in with may be used for. */
  Set<Scope> scopes() {
    return scopes;
  }

  @Override
  public boolean isAs(User now) {
    return now.mayAct() && now.role() == role && now.credentials() == credentials;
  }

  @Override
  public String getUsername() {
    return name;
  }

  @Override
  public String getPassword() {
    return password;
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    return List.of(new SimpleGrantedAuthority("ROLE_" + role.name()));
  }

  @Override
  public boolean isEnabled() {
    return mayAct;
  }
}
