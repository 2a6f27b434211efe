package dev.tarife.cli;

/** Exit statuses. */
final class Exit {
  static final int DONE = 0;

  /** The input or the tables are at fault; nothing was written. */
  static final int FAULT = 1;

  /** Wrong use of the command; nothing was written. */
  static final int USAGE = 2;

  /** An invoice was written, but usage was rejected. */
  static final int REJECTED = 3;

  private Exit() {}
}
