package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down clients that are not signed in and ask too often, before a session is made for them.
 * Health is not counted: whoever watches the service may share their address.
 */
final class AnonymousLimitFilter extends OncePerRequestFilter {
  private final RateLimits paces;

  AnonymousLimitFilter(RateLimits paces) {
    this.paces = paces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!isKnown(request.getSession(false))
        && !request.getRequestURI().startsWith("/actuator/health")
        && !paces.mayAskUnknown(request.getRemoteAddr())) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      Problem.of(HttpStatus.TOO_MANY_REQUESTS, "Too many requests came from your address")
          .write(request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isKnown(@Nullable HttpSession session) {
    return session != null
        && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
            != null;
  }
}
