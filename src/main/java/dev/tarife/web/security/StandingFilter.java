package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks at each request how the user stands now: a session does not outlive its user, nor a role,
 * and a user who was given a password changes it first.
 */
final class StandingFilter extends OncePerRequestFilter {
  private static final Set<String> BEFORE_THE_CHANGE =
      Set.of("/password", "/logout", "/api/v1/me/password", "/error");

  private final Users users;

  StandingFilter(Users users) {
    this.users = users;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof UserStanding signedIn) {
      User user = users.find(authentication.getName()).orElse(null);
      if (user == null || !signedIn.isAs(user)) {
        ConfirmFilter.end(request);
      } else if (user.mustChange() && !isOpen(request.getRequestURI())) {
        if (Refusals.isOfPrograms(request)) {
          Problem.of(
                  HttpStatus.FORBIDDEN,
                  "The password was given to you; choose your own with PUT /api/v1/me/password")
              .write(response);
        } else {
          response.sendRedirect(request.getContextPath() + "/password");
        }
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private static boolean isOpen(String path) {
    return BEFORE_THE_CHANGE.contains(path)
        || path.startsWith("/assets/")
        || path.startsWith("/webjars/");
  }
}
