package dev.tarife.web.security;

import dev.tarife.web.problem.DatabaseFailure;
import dev.tarife.web.problem.Problem;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.problem.SparseLog;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers whose form cannot be read, or is cut off by {@link SlowBodies}, before a controller has
 * begun: the filters read forms already, where nobody else turns the problem into an answer. So do
 * they ask the database who signs in, which may be lost.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableBodyFilter extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableBodyFilter.class);
  private static final SparseLog SPARSE = new SparseLog(LOG);

  /** What the server refuses by itself comes as an error, and is answered here too. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getDispatcherType() == DispatcherType.ERROR && Refusals.failed(request)) {
      HttpStatus status = HttpStatus.resolve(response.getStatus());
      Problem.of(
              status == null ? HttpStatus.BAD_REQUEST : status,
              "The request cannot be answered; /openapi.json says what can")
          .write(response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      ProblemException known = problem(e);
      if (known == null && !Refusals.isOfPrograms(request)) {
        throw e;
      }
      if (known == null) {
        LOG.error("An unexpected failure", e);
        known = new ProblemException(Problem.UNEXPECTED);
      } else {
        SPARSE.warn(
            String.valueOf(known.getMessage()),
            request.getMethod() + " from " + request.getRemoteAddr());
      }
      if (!response.isCommitted()) {
        Optional<Integer> seconds = known.retryAfter();
        if (seconds.isPresent()) {
          response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds.get()));
        }
        known.problem().write(request, response);
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
