package dev.tarife.duckdb;

import dev.tarife.duckdb.Gauge.Pass;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks the statement that runs how far it is, four times a second, and tells a {@link Gauge}. */
final class CommandWatch implements AutoCloseable {
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

  private CommandWatch(Gauge gauge, @Nullable ScheduledExecutorService timer) {
    this.gauge = gauge;
    this.timer = timer;
  }

  /** A watch that somebody else lets {@link #ask}. */
  static CommandWatch still(Gauge gauge) {
    return new CommandWatch(gauge, null);
  }

  /** A watch that asks by itself; nobody to tell, nothing to ask. */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends with the timer.
  static CommandWatch start(Gauge gauge) {
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
    CommandWatch watch = new CommandWatch(gauge, timer);
    timer.scheduleWithFixedDelay(watch::ask, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  /**
   * Statements from now on are of a pass.
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

  /** Asks once, and tells. */
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
