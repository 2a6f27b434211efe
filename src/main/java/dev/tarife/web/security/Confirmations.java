package dev.tarife.web.security;

import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Asks the provider from time to time whether its people still have their roles, with the refresh
 * token of their sign-in, where the provider gives one.
 */
@Component
class Confirmations {
  private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

  private final OidcSettings settings;
  private final ProviderPeople people;
  private final Users users;
  private final Clock clock;
  private final @Nullable OAuth2AuthorizedClientService clients;
  private final @Nullable RestClientRefreshTokenTokenResponseClient provider;
  private final OidcIdTokenDecoderFactory decoders = new OidcIdTokenDecoderFactory();
  private final Map<String, Instant> asked = new ConcurrentHashMap<>();

  Confirmations(
      OidcSettings settings,
      ProviderPeople people,
      Users users,
      Clock clock,
      ObjectProvider<OAuth2AuthorizedClientService> clients,
      ObjectProvider<RestClientRefreshTokenTokenResponseClient> provider) {
    this.settings = settings;
    this.people = people;
    this.users = users;
    this.clock = clock;
    this.clients = clients.getIfAvailable();
    this.provider = provider.getIfAvailable();
  }

  /** A user as they stand now; the provider is asked if it has said nothing of them for a while. */
  User current(User user) {
    if (isRecent(user, settings.confirm()) || !mayAskFor(user.name())) {
      return user;
    }
    ask(user);
    return users.find(user.name()).orElse(user);
  }

  /** Whether the provider has spoken of a user within this time; true for a user without one. */
  boolean isRecent(User user, Duration time) {
    User.Identity identity = user.identity();
    return identity == null || identity.confirmedAt().plus(time).isAfter(clock.instant());
  }

  /** One of several requests at the same time asks, and none at once after it did. */
  private boolean mayAskFor(String name) {
    Instant now = clock.instant();
    Instant[] before = new Instant[1];
    asked.compute(
        name,
        (who, last) -> {
          before[0] = last;
          return last == null || last.plus(settings.confirm()).isBefore(now) ? now : last;
        });
    return before[0] == null || before[0].plus(settings.confirm()).isBefore(now);
  }

  private void ask(User user) {
    OAuth2AuthorizedClientService known = clients;
    RestClientRefreshTokenTokenResponseClient to = provider;
    if (known == null || to == null) {
      return;
    }
    String name = user.name();
    OAuth2AuthorizedClient client =
        known.loadAuthorizedClient(OidcConfiguration.REGISTRATION, name);
    OAuth2RefreshToken refresh = client == null ? null : client.getRefreshToken();
    if (client == null || refresh == null) {
      return;
    }
    try {
      OAuth2AccessTokenResponse answer =
          to.getTokenResponse(
              new OAuth2RefreshTokenGrantRequest(
                  client.getClientRegistration(), client.getAccessToken(), refresh));
      OAuth2RefreshToken next = answer.getRefreshToken();
      known.saveAuthorizedClient(
          new OAuth2AuthorizedClient(
              client.getClientRegistration(),
              name,
              answer.getAccessToken(),
              next == null ? refresh : next),
          new UsernamePasswordAuthenticationToken(name, null));
      if (answer.getAdditionalParameters().get("id_token") instanceof String text) {
        Jwt said = decoders.createDecoder(client.getClientRegistration()).decode(text);
        User.Identity identity = user.identity();
        if (identity != null && identity.subject().equals(said.getSubject())) {
          people.confirm(
              new OidcIdToken(text, said.getIssuedAt(), said.getExpiresAt(), said.getClaims()));
        }
      }
    } catch (OAuth2AuthorizationException e) {
      // The provider takes the refresh token no more; it may have shut the person out.
      LOG.info("The provider did not confirm {}: {}", name, e.getError().getErrorCode());
      known.removeAuthorizedClient(OidcConfiguration.REGISTRATION, name);
    } catch (RestClientException | JwtException e) {
      LOG.warn("The provider could not be asked about {}: {}", name, e.getMessage());
    }
  }
}
