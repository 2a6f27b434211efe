package dev.tarife.web.problem;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import java.util.List;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** Answers what goes wrong with a problem: never a stack trace, nor the words of a library. */
@RestControllerAdvice
class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler
  ResponseEntity<Problem.Body> fault(FaultException e) {
    List<String> faults = e.findings().list().stream().map(Finding::toString).toList();
    return answer(
        new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "The input is at fault", faults), 0);
  }

  @ExceptionHandler
  ResponseEntity<Problem.Body> problem(ProblemException e) {
    return answer(e.problem(), e.retryAfter().orElse(0));
  }

  @ExceptionHandler
  ResponseEntity<Problem.Body> tooLarge(MaxUploadSizeExceededException e) {
    return answer(
        Problem.of(HttpStatus.CONTENT_TOO_LARGE, "This is larger than an upload may be"), 0);
  }

  @ExceptionHandler({
    MultipartException.class,
    HttpMessageNotReadableException.class,
    InvalidParameterException.class
  })
  ResponseEntity<Problem.Body> unreadable(Exception e) {
    if (NestedExceptionUtils.getMostSpecificCause(e) instanceof ProblemException cause) {
      return problem(cause);
    }
    return answer(
        Problem.of(
            HttpStatus.BAD_REQUEST,
            "The body cannot be read; /openapi.json says what it must look like"),
        0);
  }

  @ExceptionHandler
  ResponseEntity<Problem.Body> mistyped(MethodArgumentTypeMismatchException e) {
    return answer(
        Problem.of(
            HttpStatus.BAD_REQUEST,
            e.getName()
                + " ("
                + e.getValue()
                + ") is not understood; write "
                + (Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type(e)))
                    ? "a whole number"
                    : "it as /openapi.json says")),
        0);
  }

  private static Class<?> type(MethodArgumentTypeMismatchException e) {
    Class<?> required = e.getRequiredType();
    return required == null ? Object.class : required;
  }

  @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
  void refused(RuntimeException e) {
    // Security answers.
    throw e;
  }

  @ExceptionHandler
  ResponseEntity<Problem.Body> other(Exception e) throws Exception {
    if (e instanceof ErrorResponse known) {
      HttpStatusCode code = known.getStatusCode();
      HttpStatus status = HttpStatus.resolve(code.value());
      String detail = known.getBody().getDetail();
      return answer(
          Problem.of(
              status == null ? HttpStatus.BAD_REQUEST : status,
              detail == null ? "The request is not understood" : detail),
          0);
    }
    Optional<ProblemException> database = DatabaseFailure.problem(e);
    if (database.isPresent()) {
      LOG.warn("{}: {}", database.get().getMessage(), e.getMessage());
      return problem(database.get());
    }
    LOG.error("An unexpected failure", e);
    return answer(
        Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "An unexpected failure, which is a fault of tarife; the log says where"),
        0);
  }

  private static ResponseEntity<Problem.Body> answer(Problem problem, int retryAfter) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (retryAfter > 0) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter));
    }
    return answer.body(problem.body());
  }
}
