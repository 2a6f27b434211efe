package dev.tarife.web.api;

import dev.tarife.model.Sha256;
import dev.tarife.web.problem.Problem;
import dev.tarife.web.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Gives every answer to a GET the hash of its content as its ETag, and answers 304 to a client that
 * has it already. What is changed can be asked to be as it was got.
 */
@Component
final class Etags extends ShallowEtagHeaderFilter {
  private static final int BYTES = 16;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    // Results of jobs may be large, and never change.
    return (!path.startsWith("/api/v1/") && !path.equals("/openapi.json"))
        || path.startsWith("/api/v1/jobs/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getMethod().equals("GET")) {
      // Kept by nobody but the program that asked, and asked for anew each time.
      response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
      super.doFilterInternal(request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  @Override
  protected String generateETagHeaderValue(InputStream content, boolean weak) throws IOException {
    return of(content.readAllBytes());
  }

  /** The ETag of what a GET answers with. */
  static String of(byte[] content) {
    return '"' + Sha256.of(content).substring(0, 2 * BYTES) + '"';
  }

  static String of(String content) {
    return of(content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Checks that something is still as the sender knows it.
   *
   * @param match the header If-Match; null: it may be anything
   * @param noneMatch the header If-None-Match; null: likewise
   * @param present what a GET answers with now; null: there is nothing
   * @throws ProblemException if it is not
   */
  static void expect(@Nullable String match, @Nullable String noneMatch, @Nullable String present) {
    if (match != null && !names(match, present)) {
      throw refused(
          present == null
              ? "If-Match: there is nothing to change; leave it out to add it"
              : "If-Match: it was changed meanwhile; get it again, and change that");
    }
    if (noneMatch != null && names(noneMatch, present)) {
      throw refused("If-None-Match: there is one already");
    }
  }

  private static boolean names(String header, @Nullable String present) {
    if (present == null) {
      return false;
    }
    String tag = of(present);
    return ETag.parse(header).stream()
        .anyMatch(
            named -> named.isWildcard() || (!named.weak() && named.formattedTag().equals(tag)));
  }

  private static ProblemException refused(String what) {
    return new ProblemException(Problem.of(HttpStatus.PRECONDITION_FAILED, what));
  }
}
