package dev.tarife.cli;

import dev.tarife.billing.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far long work has come; only on a terminal, and gone when it is done. */
final class ProgressLine implements Progress, AutoCloseable {
  private static final long LONG_METERING = 50_000_000;
  private static final long MANY_ACCOUNTS = 500;

  private final boolean terminal;
  private @Nullable ProgressBar bar;

  ProgressLine(boolean terminal) {
    this.terminal = terminal;
  }

  @Override
  public void metering(long bytes) {
    if (terminal && bytes >= LONG_METERING) {
      bar = start("Metering " + bytes / 1_000_000 + " MB", -1);
    }
  }

  @Override
  public void rated(long done, long all) {
    if (done == 1) {
      close();
      bar = terminal && all >= MANY_ACCOUNTS ? start("Rating accounts", all) : null;
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  private static ProgressBar start(String task, long max) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(max)
        .setStyle(ProgressBarStyle.ASCII)
        .clearDisplayOnFinish()
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
