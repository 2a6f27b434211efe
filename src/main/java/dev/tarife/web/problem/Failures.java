package dev.tarife.web.problem;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import java.util.List;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** What to answer when something fails: never a stack trace, nor more of a library than it says. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /**
   * What to answer.
   *
   * @param problem the problem
   * @param retryAfter seconds after which to try again; 0: that would not help
   */
  public record Answer(Problem problem, int retryAfter) {}

  /** What to answer to who made this fail. What nobody expected goes into the log. */
  public static Answer of(Exception e) {
    if (e instanceof FaultException fault) {
      List<String> faults = fault.findings().list().stream().map(Finding::toString).toList();
      return answer(new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "The input is at fault", faults));
    }
    if (e instanceof ProblemException problem) {
      return new Answer(problem.problem(), problem.retryAfter().orElse(0));
    }
    if (e instanceof MaxUploadSizeExceededException) {
      return answer(
          Problem.of(HttpStatus.CONTENT_TOO_LARGE, "This is larger than an upload may be"));
    }
    if (e instanceof MultipartException
        || e instanceof HttpMessageNotReadableException
        || e instanceof InvalidParameterException) {
      return NestedExceptionUtils.getMostSpecificCause(e) instanceof ProblemException cause
          ? of(cause)
          : answer(
              Problem.of(
                  HttpStatus.BAD_REQUEST,
                  "The body cannot be read; /openapi.json says what it must look like"));
    }
    if (e instanceof MethodArgumentTypeMismatchException mistyped) {
      return answer(Problem.of(HttpStatus.BAD_REQUEST, inWords(mistyped)));
    }
    if (e instanceof ErrorResponse known) {
      HttpStatus status = HttpStatus.resolve(known.getStatusCode().value());
      String detail = known.getBody().getDetail();
      return answer(
          Problem.of(
              status == null ? HttpStatus.BAD_REQUEST : status,
              detail == null ? "The request is not understood" : detail));
    }
    Optional<ProblemException> database = DatabaseFailure.problem(e);
    if (database.isPresent()) {
      LOG.warn("{}: {}", database.get().getMessage(), e.getMessage());
      return of(database.get());
    }
    LOG.error("An unexpected failure", e);
    return answer(
        Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "An unexpected failure, which is a fault of tarife; the log says where"));
  }

  private static String inWords(MethodArgumentTypeMismatchException e) {
    Class<?> required = e.getRequiredType();
    Class<?> type = required == null ? Object.class : required;
    return e.getName()
        + " ("
        + e.getValue()
        + ") is not understood; write "
        + (Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type))
            ? "a whole number"
            : "it as /openapi.json says");
  }

  private static Answer answer(Problem problem) {
    return new Answer(problem, 0);
  }
}
