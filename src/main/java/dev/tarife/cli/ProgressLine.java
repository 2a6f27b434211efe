package dev.tarife.cli;

import dev.tarife.billing.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far long work has come: on a terminal a bar, which is gone when the work is done; else
 * a line every ten seconds. Of short work nothing is shown.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final long LONG_METERING = 50_000_000;
  private static final long MANY_ACCOUNTS = 500;

  private final boolean terminal;
  private final PrintWriter err;
  private final Clock clock;
  private Instant shown;
  private Instant begun;
  private boolean reading;
  private @Nullable ProgressBar bar;

  /**
   * Prepares to show.
   *
   * @param terminal whether standard error is one
   * @param err where lines go
   */
  ProgressLine(boolean terminal, PrintWriter err, Clock clock) {
    this.terminal = terminal;
    this.err = err;
    this.clock = clock;
    shown = clock.instant();
    begun = shown;
  }

  @Override
  public synchronized void metering(long bytes) {
    if (terminal && bytes >= LONG_METERING) {
      bar = start("Metering " + bytes / 1_000_000 + " MB", -1, "", 1);
    }
  }

  @Override
  public synchronized void read(long documents, long bytes, long all) {
    if (!reading) {
      reading = true;
      begun = clock.instant();
      if (bar != null) {
        close();
        bar = start("Reading contact records", all, " MB", 1_000_000);
      }
    }
    if (bar != null) {
      bar.stepTo(bytes);
      bar.setExtraMessage(number(documents) + " records");
    }
    line("contact records read", documents, bytes, all);
  }

  @Override
  public synchronized void rated(long done, long all) {
    if (done == 1) {
      close();
      begun = clock.instant();
      bar = terminal && all >= MANY_ACCOUNTS ? start("Rating accounts", all, "", 1) : null;
    }
    if (bar != null) {
      bar.stepTo(done);
    }
    line("of " + number(all) + " accounts rated", done, done, all);
  }

  /**
   * Prints a line, if it is time for one.
   *
   * @param what is counted
   * @param part how much of all is done
   */
  private void line(String what, long count, long part, long all) {
    Instant now = clock.instant();
    if (terminal || Duration.between(shown, now).compareTo(EVERY) < 0) {
      return;
    }
    shown = now;
    double seconds = Math.max(0.001, Duration.between(begun, now).toMillis() / 1000.0);
    String left =
        part <= 0 || part >= all
            ? ""
            : String.format(
                Locale.ROOT, ", %s s left", number(Math.round(seconds * (all - part) / part)));
    err.println(
        number(count)
            + " "
            + what
            + ", "
            + number(Math.round(count / seconds))
            + " a second"
            + left);
    err.flush();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static ProgressBar start(String task, long max, String unit, long unitSize) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(max)
        .setUnit(unit, unitSize)
        .showSpeed()
        .setStyle(ProgressBarStyle.ASCII)
        .clearDisplayOnFinish()
        .build();
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
