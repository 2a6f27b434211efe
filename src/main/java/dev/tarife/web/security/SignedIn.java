package dev.tarife.web.security;

import dev.tarife.web.store.Role;
import dev.tarife.web.store.User;
import java.util.Collection;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** A user of the database who signed in. */
final class SignedIn implements UserDetails {
  private static final long serialVersionUID = 1;

  private final String name;
  private final String password;
  private final Role role;
  private final boolean disabled;

  SignedIn(User user) {
    name = user.name();
    password = user.password();
    role = user.role();
    disabled = user.disabled();
  }

  Role role() {
    return role;
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
    return !disabled;
  }
}
