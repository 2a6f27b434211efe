package dev.tarife.cli;

import dev.tarife.billing.Progress;
import dev.tarife.metering.Gauge;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
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
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final long THOUSAND = 1_000;
  private static final long MEGABYTE = 1_000_000;

  private final boolean terminal;
  private final PrintWriter err;
  private final Clock clock;
  private Instant shown;
  private Instant begun;
  private String task = "";
  private long part;
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
  public synchronized void accounts(long accounts, long bytes, long all) {
    if (begins("Reading accounts", bytes, all, MEGABYTE)) {
      count(accounts, "accounts");
      line(number(accounts) + " accounts read", accounts, "", bytes, all);
    }
  }

  @Override
  public synchronized void read(long documents, long bytes, long all) {
    if (begins("Reading contact records", bytes, all, MEGABYTE)) {
      count(documents, "records");
      line(number(documents) + " contact records read", documents, "", bytes, all);
    }
  }

  @Override
  public synchronized void metered(Gauge.Pass pass, long done, long all) {
    switch (pass) {
      case READ -> {
        if (begins("Reading usage", done, all, MEGABYTE)) {
          long read = done / MEGABYTE;
          line(
              number(read) + " of " + number(all / MEGABYTE) + " MB of usage read",
              read,
              " MB",
              done,
              all);
        }
      }
      case COMPARE -> records("Comparing records", "compared", done, all);
      case METER -> records("Metering records", "metered", done, all);
      case COUNT -> records("Counting records", "counted", done, all);
    }
  }

  private void records(String name, String verb, long done, long all) {
    if (begins(name, done, all, THOUSAND)) {
      line(number(done) + " of " + number(all) + " records " + verb, done, "", done, all);
    }
  }

  @Override
  public synchronized void rated(long done, long all) {
    if (begins("Rating accounts", done, all, 1)) {
      line(number(done) + " of " + number(all) + " accounts rated", done, "", done, all);
    }
  }

  /**
   * Moves the bar, another one where another task begins; false: there is nothing to say yet.
   *
   * @param done how much of the task
   * @param unit what one of its unit is
   */
  private boolean begins(String name, long done, long all, long unit) {
    Instant now = clock.instant();
    if (!task.equals(name) || done < part) {
      close();
      task = name;
      begun = now;
    }
    part = done;
    Duration since = Duration.between(begun, now);
    if (terminal && bar == null && done < all && since.compareTo(SHORT) >= 0) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(all)
              .setUnit(unit == MEGABYTE ? " MB" : unit == THOUSAND ? "k" : "", unit)
              .startsFrom(0, since)
              .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
              .setStyle(ProgressBarStyle.ASCII)
              .clearDisplayOnFinish()
              .build();
    }
    if (bar != null) {
      bar.stepTo(done);
    }
    return !terminal || bar != null;
  }

  private void count(long count, String what) {
    if (bar != null) {
      bar.setExtraMessage(number(count) + " " + what);
    }
  }

  /**
   * Prints a line, if it is time for one.
   *
   * @param said what is done
   * @param count how much that is, for the rate
   * @param done how much of all, for the time that is left
   */
  private void line(String said, long count, String unit, long done, long all) {
    Instant now = clock.instant();
    if (terminal || Duration.between(shown, now).compareTo(EVERY) < 0) {
      return;
    }
    shown = now;
    Duration since = Duration.between(begun, now);
    // A task that has only begun tells nothing of its rate.
    err.println(
        since.compareTo(SHORT) < 0
            ? said
            : said + rate(since.toMillis() / 1000.0, count, unit, done, all));
    err.flush();
  }

  private static String rate(double seconds, long count, String unit, long done, long all) {
    String left =
        done <= 0 || done >= all
            ? ""
            : ", " + number(Math.round(seconds * (all - done) / done)) + " s left";
    return ", " + number(Math.round(count / seconds)) + unit + " a second" + left;
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
