package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Stops those who try passwords, before one is looked at. */
final class TryFilter extends OncePerRequestFilter {
  private final Paces paces;

  TryFilter(Paces paces) {
    this.paces = paces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean tries =
        header != null
            || (request.getMethod().equals("POST") && request.getRequestURI().equals("/login"));
    if (tries && !paces.mayTry(request.getRemoteAddr())) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "60");
      Problem.of(
              HttpStatus.TOO_MANY_REQUESTS,
              "Too many wrong passwords came from your address; try again in a minute")
          .write(response);
      return;
    }
    chain.doFilter(request, response);
  }
}
