package dev.tarife.web.security;

import static org.springframework.security.config.Customizer.withDefaults;

import dev.tarife.web.problem.Problem;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.session.DisableEncodeUrlFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** Says who may come in, and sets the headers of every answer. Only health needs no sign-in. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity(prePostEnabled = false, jsr250Enabled = true)
class SecurityConfiguration {
  /** Scripts, styles and pictures are files of this service, and it is shown in no frame. */
  private static final String CONTENT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);
  private static final String NO_ROLE = "no_role";

  private static final String[] OPEN = {
    "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"
  };
  private static final String[] OF_THE_LOGIN = {"/login", "/assets/**", "/error"};

  @Bean
  static RoleHierarchy roles() {
    return RoleHierarchyImpl.withDefaultRolePrefix()
        .role(Role.ADMIN.name())
        .implies(Role.FINANCE.name(), Role.APPROVER.name())
        .role(Role.FINANCE.name())
        .implies(Role.VIEWER.name())
        .role(Role.APPROVER.name())
        .implies(Role.VIEWER.name())
        .build();
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  /** Addresses that nothing has, such as with a slash that is written as %2F. */
  @Bean
  RequestRejectedHandler rejected() {
    HttpStatusRequestRejectedHandler pages = new HttpStatusRequestRejectedHandler();
    return (request, response, e) -> {
      if (Refusals.isOfPrograms(request)) {
        Problem.of(
                HttpStatus.BAD_REQUEST,
                "The method, the address or a header has characters that are not allowed there")
            .write(response);
      } else {
        pages.handle(request, response, e);
      }
    };
  }

  /**
   * Programs: who they are is in each request, so that there is no session to ride on. Pages are
   * for people, who have one.
   */
  @Bean
  @Order(1)
  SecurityFilterChain ofPrograms(HttpSecurity http, Users users, TokenKeys keys, RateLimits paces)
      throws Exception {
    // Health is open: a client with a token learns too when the database is lost.
    http.securityMatcher(
            request ->
                request.getHeader(HttpHeaders.AUTHORIZATION) != null
                    && !List.of(OPEN).contains(request.getRequestURI()))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .httpBasic(basic -> basic.authenticationEntryPoint(new Refusals()))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(new Refusals())
                    .accessDeniedHandler(new Refusals()))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .addFilterBefore(new TokenFilter(keys), BasicAuthenticationFilter.class)
        .addFilterBefore(new StandingFilter(users), AuthorizationFilter.class)
        .addFilterBefore(new Scopes(), AuthorizationFilter.class)
        .addFilterBefore(new RateLimitFilter(paces), AuthorizationFilter.class);
    headers(http);
    return http.build();
  }

  /** People: a session. Every change proves that it comes from a page of this service. */
  @Bean
  @Order(2)
  SecurityFilterChain ofPeople(
      HttpSecurity http,
      Users users,
      RateLimits paces,
      ProviderPeople people,
      Confirmations confirmations,
      OidcSettings settings,
      ObjectProvider<ClientRegistrationRepository> elsewhere)
      throws Exception {
    RequestCache visited = visited();
    if (elsewhere.getIfAvailable() != null) {
      http.oauth2Login(
              login ->
                  login
                      .loginPage("/login")
                      .defaultSuccessUrl("/")
                      .failureHandler(SecurityConfiguration::refusedElsewhere)
                      .userInfoEndpoint(user -> user.oidcUserService(ask -> user(ask, people))))
          .addFilterBefore(
              new ConfirmFilter(users, confirmations, settings, visited),
              AuthorizationFilter.class);
    }
    http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(OPEN)
                    .permitAll()
                    .requestMatchers(OF_THE_LOGIN)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .formLogin(
            form ->
                form.loginPage("/login")
                    .defaultSuccessUrl("/")
                    .failureHandler(SecurityConfiguration::refusedHere))
        .logout(logout -> logout.logoutSuccessUrl("/login?out"))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(SecurityConfiguration::signInFirst)
                    .defaultAccessDeniedHandlerFor(new Refusals(), Refusals::isOfPrograms)
                    .defaultAccessDeniedHandlerFor(
                        SecurityConfiguration::refuse, AnyRequestMatcher.INSTANCE))
        .requestCache(cache -> cache.requestCache(visited))
        .csrf(withDefaults())
        .addFilterBefore(new AnonymousLimitFilter(paces), DisableEncodeUrlFilter.class)
        .addFilterBefore(new StandingFilter(users), AuthorizationFilter.class)
        .addFilterBefore(new RateLimitFilter(paces), AuthorizationFilter.class);
    headers(http);
    return http.build();
  }

  private static OidcUser user(OidcUserRequest asked, ProviderPeople people) {
    OidcIdToken said = asked.getIdToken();
    return people
        .confirm(said)
        .filter(User::mayAct)
        .map(user -> new ProviderUser(user, said))
        .orElseThrow(() -> new OAuth2AuthenticationException(NO_ROLE));
  }

  private static void refusedHere(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (e instanceof LimitedPasswords.RefusedException refused) {
      refused.write(request, response);
    } else {
      response.sendRedirect(request.getContextPath() + "/login?error");
    }
  }

  private static void refusedElsewhere(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    boolean noRole =
        e instanceof OAuth2AuthenticationException known
            && known.getError().getErrorCode().equals(NO_ROLE);
    if (!noRole) {
      LOG.warn("The provider signed nobody in: {}", e.getMessage());
    }
    response.sendRedirect(request.getContextPath() + "/login?" + (noRole ? "role" : "elsewhere"));
  }

  private static void signInFirst(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (Refusals.isOfPrograms(request)) {
      new Refusals().commence(request, response, e);
    } else if (request.getHeader("HX-Request") != null) {
      // A redirect would put the login into the middle of the page that the session ended on.
      response.setHeader("HX-Redirect", request.getContextPath() + "/login");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      response.sendRedirect(request.getContextPath() + "/login");
    }
  }

  /** The page says whether a form was open for too long, or a role may not do it. */
  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    request.setAttribute(WebAttributes.ACCESS_DENIED_403, e);
    response.sendError(HttpServletResponse.SC_FORBIDDEN);
  }

  /** The page that somebody asked for before signing in; programs get no session for asking. */
  private static RequestCache visited() {
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(
        request -> request.getMethod().equals("GET") && !Refusals.isOfPrograms(request));
    return cache;
  }

  private static void headers(HttpSecurity http) throws Exception {
    http.headers(
        headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                    policy -> policy.policy("camera=(), geolocation=(), microphone=()")));
  }
}
