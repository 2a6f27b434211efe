package dev.tarife.web.pages;

import dev.tarife.web.store.Role;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Says what a page offers to a user. Whatever is done is checked again where it is done. */
@Component
public class Rights {
  private final RoleHierarchy roles;

  Rights(RoleHierarchy roles) {
    this.roles = roles;
  }

  /** Whether somebody may upload workbooks and submit bundles. */
  public boolean brings(Authentication user) {
    return has(user, Role.FINANCE);
  }

  /** Whether somebody may approve, deploy and roll back. */
  public boolean approves(Authentication user) {
    return has(user, Role.APPROVER);
  }

  private boolean has(Authentication user, Role role) {
    return roles.getReachableGrantedAuthorities(user.getAuthorities()).stream()
        .anyMatch(authority -> ("ROLE_" + role.name()).equals(authority.getAuthority()));
  }
}
