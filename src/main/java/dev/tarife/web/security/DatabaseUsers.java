package dev.tarife.web.security;

import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Finds a user who signs in, among those who have a password here. */
final class DatabaseUsers implements UserDetailsService {
  private final Users users;

  DatabaseUsers(Users users) {
    this.users = users;
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    return users
        .find(name)
        .filter(user -> user.kind() == User.Kind.LOCAL)
        .map(SignedIn::new)
        .orElseThrow(() -> new UsernameNotFoundException("There is no such user."));
  }
}
