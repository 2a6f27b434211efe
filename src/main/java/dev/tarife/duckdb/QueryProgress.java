package dev.tarife.duckdb;

import dev.tarife.duckdb.Gauge.Pass;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reports the progress of the running statement to a {@link Gauge}, four times a second. */
final class QueryProgress implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;

  /** How far a statement is. */
  @FunctionalInterface
  interface Source {
    /** Of a hundred; less than 0: it does not know. */
    double percentage() throws SQLException;
  }

  private final Gauge gauge;
  private final @Nullable ScheduledExecutorService timer;
  private Pass pass = Pass.READ;
  private long all;
  private @Nullable Source running;

  private QueryProgress(Gauge gauge, @Nullable ScheduledExecutorService timer) {
    this.gauge = gauge;
    this.timer = timer;
  }

  /** Makes one that reports only when {@link #ask} is called. */
  static QueryProgress still(Gauge gauge) {
    return new QueryProgress(gauge, null);
  }

  /** Starts to report, unless the gauge is {@link Gauge#NONE}. */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends with the timer.
  static QueryProgress start(Gauge gauge) {
    if (gauge == Gauge.NONE) {
      return still(gauge);
    }
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "metering-progress");
              thread.setDaemon(true);
              return thread;
            });
    QueryProgress progress = new QueryProgress(gauge, timer);
    timer.scheduleWithFixedDelay(progress::ask, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return progress;
  }

  /**
   * Begins a pass, which the statements from now on are part of.
   *
   * @param size how much it goes through, in its unit
   */
  synchronized void pass(Pass begun, long size) {
    pass = begun;
    all = size;
  }

  /** A statement begins. */
  synchronized void begin(Source statement) {
    running = statement;
  }

  /** No statement runs: it may be closed then. */
  synchronized void end() {
    running = null;
  }

  /** Reports once. */
  synchronized void ask() {
    if (running == null || all <= 0) {
      return;
    }
    try {
      double percentage = running.percentage();
      if (percentage > 0) {
        gauge.at(pass, Math.min(all, (long) (all * percentage / 100)), all);
      }
    } catch (SQLException e) {
      running = null;
    }
  }

  @Override
  public void close() {
    end();
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
