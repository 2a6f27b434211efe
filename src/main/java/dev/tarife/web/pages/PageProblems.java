package dev.tarife.web.pages;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.web.problem.DatabaseFailure;
import dev.tarife.web.problem.Problem;
import dev.tarife.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Says on a page what went wrong there, in the words of the command line. */
@ControllerAdvice(basePackages = "dev.tarife.web.pages")
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageProblems {
  @ExceptionHandler
  ModelAndView fault(FaultException e, HttpServletRequest request) {
    return view(HttpStatus.UNPROCESSABLE_CONTENT, e.findings().list(), request);
  }

  @ExceptionHandler
  ModelAndView problem(ProblemException e, HttpServletRequest request) {
    Problem problem = e.problem();
    return view(
        problem.status(),
        problem.faults().isEmpty() ? List.of(problem.title()) : problem.faults(),
        request);
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ModelAndView database(RuntimeException e, HttpServletRequest request) {
    return problem(DatabaseFailure.problem(e).orElseThrow(() -> e), request);
  }

  private static ModelAndView view(HttpStatus status, List<?> faults, HttpServletRequest request) {
    boolean part = request.getHeader("HX-Request") != null;
    return new ModelAndView(
        part ? "problem :: said" : "problem",
        Map.of("said", faults.stream().map(PageProblems::text).toList()),
        status);
  }

  private static String text(Object fault) {
    return fault instanceof Finding finding ? finding.toString() : String.valueOf(fault);
  }
}
