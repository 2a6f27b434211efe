package dev.tarife.web.problem;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers programs with a problem when something fails. */
@RestControllerAdvice
class Problems {
  @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
  void refused(RuntimeException e) {
    // Security answers.
    throw e;
  }

  @ExceptionHandler
  ResponseEntity<Problem.Body> failed(Exception e) {
    ErrorResponses.Answer answer = ErrorResponses.of(e);
    ResponseEntity.BodyBuilder response =
        ResponseEntity.status(answer.problem().status())
            .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (e instanceof ErrorResponse known) {
      // Such as Allow: what would be allowed.
      response.headers(known.getHeaders()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
    if (answer.retryAfter() > 0) {
      response.header(HttpHeaders.RETRY_AFTER, String.valueOf(answer.retryAfter()));
    }
    return response.body(answer.problem().body());
  }
}
