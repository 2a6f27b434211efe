package dev.tarife.web.security;

import dev.tarife.web.problem.DatabaseFailure;
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
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers whose form cannot be read, or is cut off by {@link BodyPace}, before a controller has
 * begun: the filters read forms already, where nobody else turns the problem into an answer. So do
 * they ask the database who signs in, which may be lost.
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
      ProblemException known = problem(e);
      if (known == null) {
        throw e;
      }
      Problem problem = known.problem();
      LOG.warn("{}: {} from {}", problem.title(), request.getMethod(), request.getRemoteAddr());
      if (!response.isCommitted()) {
        known
            .retryAfter()
            .ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, "" + seconds));
        problem.write(request, response);
      }
    }
  }

  private static @Nullable ProblemException problem(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException known) {
        return known;
      }
      if (cause instanceof InvalidParameterException) {
        return ProblemException.bad("The form cannot be read");
      }
    }
    return DatabaseFailure.problem(failure).orElse(null);
  }
}
