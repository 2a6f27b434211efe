package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import dev.tarife.web.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers whose form cannot be read, or is cut off by {@link BodyPace}, before a controller has
 * begun: the filters read forms already, where nobody else turns the problem into an answer.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableBodyFilter extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableBodyFilter.class);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      Problem problem = problem(e);
      if (problem == null) {
        throw e;
      }
      LOG.warn("{}: {} from {}", problem.title(), request.getMethod(), request.getRemoteAddr());
      if (!response.isCommitted()) {
        problem.write(response);
      }
    }
  }

  private static @Nullable Problem problem(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException known) {
        return known.problem();
      }
      if (cause instanceof InvalidParameterException) {
        return Problem.of(HttpStatus.BAD_REQUEST, "The form cannot be read");
      }
    }
    return null;
  }
}
