package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import dev.tarife.web.store.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds a token to its scopes. What no rule names asks for a token of all scopes, so that what is
 * added later is not open to narrower ones by accident.
 */
final class Scopes extends OncePerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private static final List<Rule> RULES =
      List.of(
          new Rule("[A-Z]+", "/api/v1/(users|tokens)(/.*)?", Scope.USERS),
          new Rule("[A-Z]+", "/api/v1/me/.*", Scope.ALL),
          new Rule("POST", "/api/v1/estimate(/.*)?|/api/v1/rate", Scope.RATE),
          new Rule("[A-Z]+", "/api/v1/jobs/.*", Scope.RATE),
          new Rule("PUT", "/api/v1/accounts/[^/]+(/name)?", Scope.USAGE),
          new Rule("POST", "/api/v1/accounts/[^/]+/usage", Scope.USAGE),
          new Rule("POST", "/api/v1/accounts/[^/]+/invoices", Scope.INVOICES),
          new Rule("POST", "/api/v1/tables/[^/]+|/api/v1/bundles", Scope.TABLES),
          new Rule("POST", "/api/v1/bundles/(rollback|[^/]+/(approve|deploy))", Scope.DEPLOY));

  private record Rule(Pattern method, Pattern path, Scope scope) {
    Rule(String method, String path, Scope scope) {
      this(Pattern.compile(method), Pattern.compile(path), scope);
    }

    boolean isFor(String asked, String where) {
      return method.matcher(asked).matches() && path.matcher(where).matches();
    }
  }

  /** What a token needs for a request. */
  static Scope needed(String method, String path) {
    for (Rule rule : RULES) {
      if (rule.isFor(method, path)) {
        return rule.scope();
      }
    }
    return READING.contains(method) ? Scope.READ : Scope.ALL;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    if (user != null && user.getPrincipal() instanceof SignedIn signedIn) {
      Scope needed = needed(request.getMethod(), request.getRequestURI());
      Set<Scope> had = signedIn.scopes();
      if (!had.contains(Scope.ALL) && !had.contains(needed)) {
        Problem.of(
                HttpStatus.FORBIDDEN,
                "The token may not be used for this: it lacks the scope " + needed.code())
            .write(response);
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
