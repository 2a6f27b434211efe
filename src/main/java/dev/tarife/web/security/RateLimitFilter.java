package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Slows down users who ask too often. */
final class RateLimitFilter extends OncePerRequestFilter {
  private final RateLimits paces;

  RateLimitFilter(RateLimits paces) {
    this.paces = paces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    String path = request.getRequestURI();
    boolean counted = !path.startsWith("/assets/") && !path.startsWith("/webjars/");
    // Strangers are counted by their addresses: together they would shut each other out.
    if (user != null && !(user instanceof AnonymousAuthenticationToken) && counted) {
      ConsumptionProbe probe = paces.ask(user.getName());
      response.setHeader("RateLimit-Policy", paces.policy());
      response.setHeader("RateLimit", paces.left(probe));
      if (!probe.isConsumed()) {
        long wait = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait + 1));
        Problem.of(HttpStatus.TOO_MANY_REQUESTS, "You ask too often; slow down")
            .write(request, response);
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
