package dev.tarife.web.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionSystemException;

/** Says what a failed database means for a request, where this program did nothing wrong. */
public final class DatabaseFailure {
  /** As operating systems say it; the embedded database repeats them. */
  private static final List<String> FULL =
      List.of("No space left on device", "not enough space on the disk", "Disk quota exceeded");

  private static final String POSTGRESQL_DISK_FULL = "53100";

  /** PostgreSQL's states of a lock that did not come, and of two that wait for each other. */
  private static final Set<String> LOCKED = Set.of("55P03", "40001", "40P01");

  /** A connection that cannot be made or was lost; PostgreSQL that stops or starts. */
  private static final List<String> LOST = List.of("08", "57P");

  /**
   * The embedded database has closed itself: "is closed", "object is closed", an error of its file,
   * "is called at shutdown", and the failed write that it closed itself for.
   */
  private static final Set<Integer> CLOSED = Set.of(90098, 90007, 90028, 90031, 90121, 50000);

  /** What the pool says, without a state, of a connection that it closed under its user. */
  private static final String CLOSED_BY_POOL = "Connection is closed";

  private static final int RETRY_SECONDS = 5;

  private DatabaseFailure() {}

  /** What is answered where the disk is full. */
  public static ProblemException diskFull() {
    return ProblemException.busy(
        HttpStatus.INSUFFICIENT_STORAGE,
        "The disk of the database is full, and nothing of this was kept; make room, and send it"
            + " again",
        RETRY_SECONDS);
  }

  /** Whether something failed because the disk is full. */
  public static boolean isDiskFull(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause -> {
              String said = String.valueOf(cause.getMessage());
              return (cause instanceof ProblemException known
                      && known.problem().status() == HttpStatus.INSUFFICIENT_STORAGE)
                  || FULL.stream().anyMatch(said::contains)
                  || (cause instanceof SQLException sql
                      && POSTGRESQL_DISK_FULL.equals(sql.getSQLState()));
            });
  }

  /**
   * All causes, the last of which says most. Where a transaction could not be rolled back either,
   * that is the failure, and what came before it stands beside it.
   */
  public static Stream<Throwable> causes(Throwable failure) {
    Throwable cause = failure.getCause();
    Throwable before =
        failure instanceof TransactionSystemException lost ? lost.getApplicationException() : null;
    return Stream.of(Stream.of(failure), ofNullable(cause), ofNullable(before))
        .flatMap(causes -> causes);
  }

  private static Stream<Throwable> ofNullable(@Nullable Throwable failure) {
    return failure == null ? Stream.empty() : causes(failure);
  }

  /** Whether a connection can be used no more after this: the database behind it is gone. */
  public static boolean isLost(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof SQLTransientConnectionException
        || CLOSED.contains(failure.getErrorCode())
        || CLOSED_BY_POOL.equals(failure.getMessage())
        || LOST.stream().anyMatch(state::startsWith);
  }

  /** Whether something waited too long for what another has locked, or the other way round. */
  static boolean isLocked(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof SQLException sql
                    && LOCKED.contains(String.valueOf(sql.getSQLState())));
  }

  /** What to answer; empty: the database itself is well. */
  public static Optional<ProblemException> problem(Throwable failure) {
    if (isDiskFull(failure)) {
      return Optional.of(diskFull());
    }
    boolean lost =
        causes(failure).anyMatch(cause -> cause instanceof SQLException sql && isLost(sql));
    return lost
        ? Optional.of(
            ProblemException.busy(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database cannot be reached; send this again",
                RETRY_SECONDS))
        : Optional.empty();
  }
}
