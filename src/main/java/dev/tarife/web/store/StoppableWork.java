package dev.tarife.web.store;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Work of one thread that can be stopped from another.
 *
 * <p>Stopping interrupts the thread, which ends metering and rating at their next check, but never
 * while the thread holds a connection to the service's database: an interrupt closes the file of
 * the embedded database, and with it the database for everybody. Such a thread is interrupted when
 * it gives the connection back; until then {@link #stopIfAsked} tells it.
 */
public final class StoppableWork {
  private static final ThreadLocal<@Nullable StoppableWork> CURRENT = new ThreadLocal<>();

  private @Nullable Thread thread;
  private int connections;
  private boolean stopped;

  /** Begins on the current thread; returns false if it was stopped before. */
  public synchronized boolean begin() {
    if (stopped) {
      return false;
    }
    thread = Thread.currentThread();
    CURRENT.set(this);
    return true;
  }

  /** Ends on the current thread, which is left without an interrupt. */
  public synchronized void end() {
    thread = null;
    CURRENT.remove();
    Thread.interrupted();
  }

  /** Stops the work: now, or when it gives its database connection back. */
  public synchronized void stop() {
    stopped = true;
    Thread running = thread;
    if (running != null && connections == 0) {
      running.interrupt();
    }
  }

  private synchronized void connect() {
    if (stopped || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The work was stopped.");
    }
    connections++;
  }

  private synchronized void disconnect() {
    connections--;
    if (stopped && connections == 0) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void check() {
    if (stopped) {
      throw new CancellationException("The work was stopped.");
    }
  }

  /**
   * Ends the current thread's work if it was asked to stop. For loops over rows of the database.
   *
   * @throws CancellationException if it was
   */
  public static void stopIfAsked() {
    StoppableWork work = CURRENT.get();
    if (work != null) {
      work.check();
    }
  }

  /**
   * Counts a connection of the current thread, if its work can be stopped.
   *
   * @return what to run when the connection is given back
   * @throws CancellationException if the work was stopped
   */
  static Runnable connected() {
    StoppableWork work = CURRENT.get();
    if (work == null) {
      return () -> {};
    }
    work.connect();
    return work::disconnect;
  }
}
