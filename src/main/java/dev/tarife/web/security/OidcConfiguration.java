package dev.tarife.web.security;

import dev.tarife.web.store.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;

/**
 * Signing in elsewhere: an OpenID Connect provider says who somebody is, and a claim their role.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tarife.oidc.issuer")
class OidcConfiguration {
  @Bean
  ClientRegistrationRepository oidcRegistrations(Environment environment) {
    ClientRegistration registration =
        ClientRegistrations.fromIssuerLocation(
                environment.getRequiredProperty("tarife.oidc.issuer"))
            .registrationId("oidc")
            .clientId(environment.getRequiredProperty("tarife.oidc.client.id"))
            .clientSecret(environment.getProperty("tarife.oidc.client.secret", ""))
            .scope("openid", "profile")
            .userNameAttributeName(
                environment.getProperty("tarife.oidc.name", "preferred_username"))
            .build();
    return new InMemoryClientRegistrationRepository(registration);
  }

  /** Who has none of the roles may sign in, and do nothing. */
  @Bean
  GrantedAuthoritiesMapper oidcRoles(Environment environment) {
    String claim = environment.getProperty("tarife.oidc.roles", "tarife_roles");
    return authorities -> {
      Set<GrantedAuthority> roles = new HashSet<>();
      for (GrantedAuthority authority : authorities) {
        if (authority instanceof OidcUserAuthority user) {
          Object said = user.getIdToken().getClaims().get(claim);
          Collection<?> all = said instanceof Collection<?> several ? several : List.of();
          for (Role role : Role.values()) {
            if (all.contains(role.code()) || role.code().equals(said)) {
              roles.add(new SimpleGrantedAuthority("ROLE_" + role.name()));
            }
          }
        }
      }
      return roles;
    };
  }
}
