package dev.tarife.web.security;

import dev.tarife.web.store.User;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** Somebody whom the provider signed in, under the name that they have here. */
final class ProviderUser extends DefaultOidcUser implements UserStanding {
  private static final long serialVersionUID = 1;

  private final SignedIn user;

  ProviderUser(User user, OidcIdToken said) {
    super(List.of(new SimpleGrantedAuthority("ROLE_" + user.role().name())), said);
    this.user = new SignedIn(user);
  }

  @Override
  public String getName() {
    return user.getUsername();
  }

  @Override
  public boolean isAs(User now) {
    return user.isAs(now);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProviderUser one
        && one.getName().equals(getName())
        && super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
