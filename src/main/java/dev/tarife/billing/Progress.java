package dev.tarife.billing;

/** Is told how far a billing run has come. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE = new Progress() {};

  /** Metering of so many bytes begins. */
  default void metering(long bytes) {}

  /** So many accounts are rated, of so many. */
  default void rated(long done, long all) {}
}
