package dev.tarife.cli.option;

import picocli.CommandLine.Option;

/** How a command prices a month, and whether it puts up with rejected usage. */
public final class RunOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      hidden = true,
      description = "How many accounts to rate at once (default: one a core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--allow-rejected", description = "Exit with 0 although usage was rejected.")
  private boolean allowRejected;

  public int threads() {
    return threads;
  }

  public boolean allowRejected() {
    return allowRejected;
  }
}
