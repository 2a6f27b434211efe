package dev.tarife.web.pages;

import dev.tarife.web.problem.ErrorResponses;
import dev.tarife.web.problem.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Says on a page what went wrong: what it means, what to do, and the faults in the words of the
 * command line. Programs get problems as JSON.
 */
@Controller
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageProblems implements ErrorController, HandlerExceptionResolver {
  /** Statuses that have their own text. */
  private static final Set<Integer> KNOWN =
      Set.of(400, 403, 404, 405, 408, 409, 413, 422, 429, 503, 507);

  /** Something failed while a page was made. */
  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception e) {
    if (!Problem.isOfPage(request)
        || e instanceof AccessDeniedException
        || e instanceof AuthenticationException) {
      return null;
    }
    ErrorResponses.Answer answer = ErrorResponses.of(e);
    if (answer.retryAfter() > 0) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(answer.retryAfter()));
    }
    boolean ours = !(e instanceof ErrorResponse);
    return view(answer.problem(), ours, request);
  }

  /** Something was refused before a page was begun. */
  @RequestMapping("/error")
  @Nullable ModelAndView show(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problem said = (Problem) request.getAttribute(Problem.SHOWN);
    Problem problem = said == null ? Problem.of(status(request), status(request).name()) : said;
    if (Problem.isOfPage(request)) {
      return view(problem, said != null, request);
    }
    problem.write(response);
    return null;
  }

  private static HttpStatus status(HttpServletRequest request) {
    HttpStatus status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? HttpStatus.resolve(code)
            : HttpStatus.NOT_FOUND;
    return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
  }

  /**
   * The page of a problem.
   *
   * @param ours whether this program wrote its text, and not a library
   */
  private static ModelAndView view(Problem problem, boolean ours, HttpServletRequest request) {
    List<String> said =
        problem.faults().isEmpty() && ours && problem.status() != HttpStatus.INTERNAL_SERVER_ERROR
            ? List.of(problem.title())
            : problem.faults();
    // What goes into the place of the whole page has to be a whole page.
    boolean part =
        request.getHeader("HX-Request") != null && !"main".equals(request.getHeader("HX-Target"));
    String whole = request.getUserPrincipal() == null ? "error" : "problem";
    return new ModelAndView(
        part ? "parts :: problem" : whole,
        Map.of("said", said, "kind", kind(problem.status(), request)),
        problem.status());
  }

  private static String kind(HttpStatus status, HttpServletRequest request) {
    if (request.getAttribute(WebAttributes.ACCESS_DENIED_403) instanceof CsrfException) {
      return "stale";
    }
    int code = status.value();
    return KNOWN.contains(code) ? String.valueOf(code) : code < 500 ? "400" : "500";
  }
}
