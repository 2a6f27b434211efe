package dev.tarife.cli.console;

import dev.tarife.billing.Progress;
import dev.tarife.duckdb.Gauge;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far long work has come, step by step: on a terminal a bar for each, which is gone when
 * the step is done; else a line every ten seconds. Both say which step of how many it is. Of short
 * work nothing is shown.
 */
public final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final long THOUSAND = 1_000;
  private static final long MEGABYTE = 1_000_000;

  private final boolean terminal;
  private final PrintWriter err;
  private final Clock clock;
  private Instant shown;
  private Instant begun;
  private List<Step> steps = List.of();
  private @Nullable Step step;
  private long part;
  private @Nullable ProgressBar bar;

  /**
   * Prepares to show.
   *
   * @param terminal whether standard error is one
   * @param err where lines go
   */
  public ProgressLine(boolean terminal, PrintWriter err, Clock clock) {
    this.terminal = terminal;
    this.err = err;
    this.clock = clock;
    shown = clock.instant();
    begun = shown;
  }

  @Override
  public synchronized void begins(Set<Step> expected) {
    steps = expected.stream().sorted().toList();
  }

  @Override
  public synchronized void accounts(long accounts, long bytes, long all) {
    if (begins(Step.ACCOUNTS, bytes, all, MEGABYTE)) {
      count(accounts, "accounts");
      line(number(accounts) + " accounts read", accounts, "", bytes, all);
    }
  }

  @Override
  public synchronized void read(long documents, long bytes, long all) {
    if (begins(Step.CONTACT_RECORDS, bytes, all, MEGABYTE)) {
      count(documents, "records");
      line(number(documents) + " contact records read", documents, "", bytes, all);
    }
  }

  @Override
  public synchronized void metered(Gauge.Pass pass, long done, long all) {
    if (pass == Gauge.Pass.READ) {
      if (begins(Step.READ, done, all, MEGABYTE)) {
        long read = done / MEGABYTE;
        String size = number(read) + " of " + number(all / MEGABYTE);
        line(size + " MB of usage read", read, " MB", done, all);
      }
    } else if (begins(Step.of(pass), done, all, THOUSAND)) {
      String verb =
          switch (pass) {
            case COMPARE -> "compared";
            case METER -> "metered";
            default -> "counted";
          };
      line(number(done) + " of " + number(all) + " records " + verb, done, "", done, all);
    }
  }

  @Override
  public synchronized void rated(long done, long all) {
    if (begins(Step.RATE, done, all, 1)) {
      line(number(done) + " of " + number(all) + " accounts rated", done, "", done, all);
    }
  }

  private static String name(Step step) {
    return switch (step) {
      case ACCOUNTS -> "Reading accounts";
      case CONTACT_RECORDS -> "Reading contact records";
      case READ -> "Reading usage";
      case COMPARE -> "Comparing records";
      case METER -> "Metering records";
      case COUNT -> "Counting records";
      case RATE -> "Rating accounts";
    };
  }

  /** Which step of how many; empty where nobody said how many there are. */
  private String place(Step of) {
    int index = steps.indexOf(of);
    return index < 0 ? "" : index + 1 + " of " + steps.size() + " · ";
  }

  /**
   * Moves the bar, another one where another step begins; false: there is nothing to say yet.
   *
   * @param done how much of the step
   * @param unit what one of its unit is
   */
  private boolean begins(Step now, long done, long all, long unit) {
    Instant time = clock.instant();
    if (step != now || done < part) {
      close();
      step = now;
      begun = time;
    }
    part = done;
    Duration since = Duration.between(begun, time);
    if (terminal && bar == null && done < all && since.compareTo(SHORT) >= 0) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(place(now) + name(now))
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
    err.println((step == null ? "" : place(step)) + said + rate(since, count, unit, done, all));
    err.flush();
  }

  /** How fast the step goes, and how long it takes: no less does the run, and its last no more. */
  private String rate(Duration since, long count, String unit, long done, long all) {
    if (since.compareTo(SHORT) < 0) {
      // A step that has only begun says nothing about its rate.
      return "";
    }
    double seconds = since.toMillis() / 1000.0;
    boolean last = steps.isEmpty() || step == steps.get(steps.size() - 1);
    String left =
        done <= 0 || done >= all
            ? ""
            : ", "
                + (last ? "" : "at least ")
                + number(Math.round(seconds * (all - done) / done))
                + " s left";
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
