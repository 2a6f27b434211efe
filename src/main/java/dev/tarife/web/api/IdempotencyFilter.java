package dev.tarife.web.api;

import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Lets {@link Idempotency} read the body of a request, and what is answered. */
@Component
final class IdempotencyFilter extends OncePerRequestFilter {
  private final TemporaryFiles scratch;
  private final Uploads uploads;

  IdempotencyFilter(TemporaryFiles scratch, Uploads uploads) {
    this.scratch = scratch;
    this.uploads = uploads;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(Idempotency.HEADER) == null
        || !request.getMethod().equals("POST")
        || !request.getRequestURI().startsWith("/api/v1/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    try (RequestFolder folder = scratch.folder()) {
      chain.doFilter(new SpooledRequest(request, folder, uploads), answer);
    }
    answer.copyBodyToResponse();
  }
}
