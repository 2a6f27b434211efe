package dev.tarife.web.problem;

import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** A request that is answered with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final int retryAfter;

  private ProblemException(Problem problem, int retryAfter) {
    super(problem.title());
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public ProblemException(Problem problem) {
    this(problem, 0);
  }

  /** There is no such thing. */
  public static ProblemException notFound(String what) {
    return new ProblemException(Problem.of(HttpStatus.NOT_FOUND, what));
  }

  /** It cannot be done as things stand. */
  public static ProblemException conflict(String what) {
    return new ProblemException(Problem.of(HttpStatus.CONFLICT, what));
  }

  /** It cannot be done as things stand, for these reasons. */
  public static ProblemException conflict(String what, List<String> faults) {
    return new ProblemException(new Problem(HttpStatus.CONFLICT, what, faults));
  }

  /** The request cannot be understood. */
  public static ProblemException bad(String what) {
    return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, what));
  }

  /** There is too much to do; it may be tried again after some seconds. */
  public static ProblemException busy(HttpStatus status, String what, int seconds) {
    return new ProblemException(Problem.of(status, what), seconds);
  }

  /** What to answer. */
  public Problem problem() {
    return problem;
  }

  /** After how many seconds to try again; empty: that would not help. */
  public Optional<Integer> retryAfter() {
    return retryAfter == 0 ? Optional.empty() : Optional.of(retryAfter);
  }
}
