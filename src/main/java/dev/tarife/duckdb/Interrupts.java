package dev.tarife.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cancels statements whose thread is interrupted. The database itself does not look: without this a
 * run that nobody waits for any more would go on to its end.
 */
public final class Interrupts {
  /** How often it is looked, while something runs. */
  private static final long PERIOD_NANOS = 50_000_000;

  private static final Map<Statement, Thread> RUNNING = new ConcurrentHashMap<>();

  private Interrupts() {}

  /** Started when the first statement runs. */
  private static final class Watcher {
    static final Thread THREAD = start();

    private static Thread start() {
      Thread thread = new Thread(Watcher::look, "interrupts");
      thread.setDaemon(true);
      thread.start();
      return thread;
    }

    private static void look() {
      while (true) {
        if (RUNNING.isEmpty()) {
          LockSupport.park();
        }
        LockSupport.parkNanos(PERIOD_NANOS);
        // Within the map: a statement that is being cancelled cannot end, and be closed, meanwhile.
        RUNNING
            .keySet()
            .forEach(one -> RUNNING.computeIfPresent(one, Watcher::cancelledIfInterrupted));
      }
    }

    /** The thread, while there may be something to cancel still. */
    private static @Nullable Thread cancelledIfInterrupted(Statement statement, Thread thread) {
      if (thread.isInterrupted()) {
        try {
          statement.cancel();
        } catch (SQLException e) {
          // It has ended by itself.
          return null;
        }
      }
      return thread;
    }
  }

  /** What a statement does. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws SQLException;
  }

  /**
   * Lets a statement work, and cancels it if the current thread is interrupted meanwhile.
   *
   * @throws CancellationException if the thread is interrupted, which it stays
   */
  public static <T> T watching(Statement statement, Work<T> work) throws SQLException {
    stopIfInterrupted();
    RUNNING.put(statement, Thread.currentThread());
    LockSupport.unpark(Watcher.THREAD);
    try {
      return work.run();
    } catch (SQLException e) {
      stopIfInterrupted();
      throw e;
    } finally {
      RUNNING.remove(statement);
    }
  }

  /**
   * Ends the run of a thread that is interrupted; it stays interrupted.
   *
   * @throws CancellationException if it is
   */
  public static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The run was interrupted.");
    }
  }
}
