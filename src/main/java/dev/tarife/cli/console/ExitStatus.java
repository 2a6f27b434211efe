package dev.tarife.cli.console;

/** Exit statuses. */
public final class ExitStatus {
  public static final int DONE = 0;

  /** The input or the tables have errors; nothing was written. */
  public static final int FAULT = 1;

  /** Wrong use of the command; nothing was written. */
  public static final int USAGE = 2;

  /** An invoice was written, but usage was rejected. */
  public static final int REJECTED = 3;

  private ExitStatus() {}
}
