package dev.tarife.web.security;

import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/**
 * Signing in elsewhere: an OpenID Connect provider says who somebody is, and a claim their role.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${tarife.oidc.issuer:}'.isEmpty()")
class OidcConfiguration {
  static final String REGISTRATION = "oidc";

  private static final Duration WAIT = Duration.ofSeconds(5);

  @Bean
  ClientRegistrationRepository oidcRegistrations(OidcSettings settings) {
    ClientRegistration registration =
        ClientRegistrations.fromIssuerLocation(settings.issuer())
            .registrationId(REGISTRATION)
            .clientId(settings.client().id())
            .clientSecret(settings.client().secret())
            .scope(settings.scopes())
            .userNameAttributeName("sub")
            .build();
    return new InMemoryClientRegistrationRepository(registration);
  }

  /** Refresh tokens stay in memory: whoever reads the database shall not get them. */
  @Bean
  OAuth2AuthorizedClientService oidcClients(ClientRegistrationRepository registrations) {
    return new InMemoryOAuth2AuthorizedClientService(registrations);
  }

  @Bean
  RestClientRefreshTokenTokenResponseClient oidcRefresh() {
    SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(WAIT);
    requests.setReadTimeout(WAIT);
    RestClientRefreshTokenTokenResponseClient client =
        new RestClientRefreshTokenTokenResponseClient();
    client.setRestClient(
        RestClient.builder()
            .requestFactory(requests)
            .configureMessageConverters(
                converters ->
                    converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return client;
  }
}
