package dev.tarife.web.security;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which OpenID Connect provider signs people in, and how long what it said of them is believed.
 *
 * @param issuer its address; empty: people have passwords here
 * @param client what the provider knows this service by
 * @param scopes what is asked of it
 * @param roles the claim that holds somebody's roles
 * @param name the claim that holds somebody's name
 * @param confirm after this time it is asked again whether somebody still has their role
 * @param tokensHold how long the tokens of somebody hold of whom it has said nothing since
 */
@ConfigurationProperties("tarife.oidc")
record OidcSettings(
    String issuer,
    Client client,
    List<String> scopes,
    String roles,
    String name,
    Duration confirm,
    Duration tokensHold) {
  /** A session that could not be confirmed ends after so many times that time. */
  private static final int PATIENCE = 3;

  OidcSettings {
    scopes = List.copyOf(scopes);
  }

  /** The name and the secret of this service at the provider. */
  record Client(String id, String secret) {}

  /** After this time a session ends of whose user the provider has said nothing since. */
  Duration sessionsHold() {
    return confirm.multipliedBy(PATIENCE);
  }
}
