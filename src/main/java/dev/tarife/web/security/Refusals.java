package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Answers programs with the reason why they may not do something. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
  /** Whether a request is a program's, and not a page's. */
  static boolean isOfPrograms(HttpServletRequest request) {
    return isOfPrograms(request.getRequestURI());
  }

  /** Whether a request that the server refused by itself was a program's. */
  static boolean failed(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
        && isOfPrograms(path);
  }

  private static boolean isOfPrograms(String address) {
    String path = address.startsWith("//") ? address.replaceAll("/+", "/") : address;
    return path.startsWith("/api/")
        || path.equals("/api")
        || path.startsWith("/actuator/")
        || path.equals("/openapi.json");
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (e instanceof LimitedPasswords.RefusedException refused) {
      refused.write(request, response);
      return;
    }
    // Not Basic: browsers would ask for a password, keep it, and send it from other sites' pages.
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    Problem.of(
            HttpStatus.UNAUTHORIZED,
            e instanceof TokenKeys.UnconfirmedException
                ? String.valueOf(e.getMessage())
                : "You are not signed in, or name and password do not match")
        .write(response);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    if (SecurityContextHolder.getContext().getAuthentication() == null) {
      // The check for forgery comes before the one for a login, and says what the latter would.
      commence(request, response, new InsufficientAuthenticationException("nobody signed in", e));
      return;
    }
    Problem.of(
            HttpStatus.FORBIDDEN,
            e instanceof CsrfException
                ? "A change in a session needs the page's token; programs send an Authorization"
                    + " header instead"
                : "Your role does not allow this")
        .write(response);
  }
}
