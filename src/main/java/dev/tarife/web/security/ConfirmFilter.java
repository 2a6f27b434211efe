package dev.tarife.web.security;

import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has the provider say from time to time that whoever it signed in still has their role. Where it
 * gives no refresh token, the next page that is opened goes by way of the provider and comes back;
 * a session that this does not confirm ends.
 */
final class ConfirmFilter extends OncePerRequestFilter {
  private final Users users;
  private final Confirmations confirmations;
  private final OidcSettings settings;
  private final RequestCache visited;

  ConfirmFilter(
      Users users, Confirmations confirmations, OidcSettings settings, RequestCache visited) {
    this.users = users;
    this.confirmations = confirmations;
    this.settings = settings;
    this.visited = visited;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof ProviderUser known) {
      User user = users.find(known.getName()).map(confirmations::current).orElse(null);
      if (user != null && !confirmations.isRecent(user, settings.confirm())) {
        if (isPage(request)) {
          visited.saveRequest(request, response);
          response.sendRedirect(
              request.getContextPath() + "/oauth2/authorization/" + OidcConfiguration.REGISTRATION);
          return;
        }
        if (!confirmations.isRecent(user, settings.sessionsHold())) {
          end(request);
        }
      }
    }
    chain.doFilter(request, response);
  }

  /** Whether a request can go by way of the provider: somebody opens a page. */
  private static boolean isPage(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && accepted != null
        && accepted.contains("text/html")
        && request.getHeader("HX-Request") == null
        && !Refusals.isOfPrograms(request);
  }

  static void end(HttpServletRequest request) {
    SecurityContextHolder.clearContext();
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
