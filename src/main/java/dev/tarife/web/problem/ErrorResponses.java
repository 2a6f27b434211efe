package dev.tarife.web.problem;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import java.util.List;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.annotation.MethodArgumentConversionNotSupportedException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** What to answer when something fails: never a stack trace, nor more of a library than it says. */
public final class ErrorResponses {
  /** Seconds after which a database is likely to be free again. */
  private static final int AGAIN = 5;

  private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);
  private static final SparseLog SPARSE = new SparseLog(LOG);

  private ErrorResponses() {}

  /**
   * What to answer.
   *
   * @param problem the problem
   * @param retryAfter seconds after which to try again; 0: that would not help
   */
  public record Answer(Problem problem, int retryAfter) {}

  /** Says what to answer after a failure. An unexpected one goes into the log. */
  public static Answer of(Exception e) {
    if (e instanceof FaultException fault) {
      List<String> faults = fault.findings().list().stream().map(Finding::toString).toList();
      return answer(new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "The input has errors", faults));
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
                  "The body cannot be read" + place(e) + "; /openapi.json says how it must look"));
    }
    if (e instanceof NoResourceFoundException nothing) {
      return answer(
          Problem.of(
              HttpStatus.NOT_FOUND,
              "There is nothing at /"
                  + nothing.getResourcePath()
                  + "; /openapi.json lists what is"));
    }
    if (e instanceof MethodArgumentConversionNotSupportedException misplaced) {
      return answer(
          Problem.of(
              HttpStatus.BAD_REQUEST,
              misplaced.getName() + " is a file here, and must be a plain field"));
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
      SPARSE.warn(String.valueOf(database.get().getMessage()), String.valueOf(e.getMessage()));
      return of(database.get());
    }
    if (e instanceof DataAccessException || e instanceof CannotCreateTransactionException) {
      return ofData(e);
    }
    LOG.error("An unexpected failure", e);
    return answer(Problem.UNEXPECTED);
  }

  /** A row that is locked, or made by two requests at once, is nobody's mistake, and passes. */
  private static Answer ofData(Exception e) {
    LOG.warn("The database refuses", e);
    if (e instanceof DuplicateKeyException) {
      return answer(
          Problem.of(
              HttpStatus.CONFLICT,
              "Somebody made the same at the same time; nothing was changed, so try again"));
    }
    if (e instanceof DataIntegrityViolationException) {
      return answer(
          Problem.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "A value is too long, or has characters that cannot be kept, such as NUL"));
    }
    if (DatabaseFailure.isLocked(e)
        || e instanceof TransientDataAccessException
        || e instanceof RecoverableDataAccessException
        || e instanceof NonTransientDataAccessResourceException
        || e instanceof CannotCreateTransactionException) {
      return new Answer(
          Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "The database is busy or cannot be reached; nothing was changed, so try again"),
          AGAIN);
    }
    LOG.error("An unexpected failure", e);
    return answer(Problem.UNEXPECTED);
  }

  /** Names the field of a body that is wrong, or the line where it is not JSON. */
  private static String place(Exception e) {
    if (!(e.getCause() instanceof JacksonException json)) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : json.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    if (!path.isEmpty()) {
      return " at " + path;
    }
    TokenStreamLocation where = json.getLocation();
    return where == null || where.getLineNr() < 1
        ? ""
        : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
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
