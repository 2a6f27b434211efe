package dev.tarife.billing;

/** Is told how far a billing run has come. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE = new Progress() {};

  /** Metering of so many bytes begins. */
  default void metering(long bytes) {}

  /**
   * Contact records are read.
   *
   * @param documents how many so far
   * @param bytes how much of the files, as they lie on disk
   * @param all how large these are
   */
  default void read(long documents, long bytes, long all) {}

  /** So many accounts are rated, of so many. */
  default void rated(long done, long all) {}
}
