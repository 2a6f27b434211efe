package dev.tarife.billing;

import dev.tarife.duckdb.Gauge;
import java.util.Set;

/** Is told how far a billing run has come; from several threads, one after another. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE = new Progress() {};

  /**
   * Something that is done with all of a run, in this order; what a run can do without it skips.
   */
  enum Step {
    ACCOUNTS,
    CONTACT_RECORDS,
    READ,
    COMPARE,
    METER,
    COUNT,
    RATE;

    /** The step that a pass of metering is. */
    public static Step of(Gauge.Pass pass) {
      return switch (pass) {
        case READ -> READ;
        case COMPARE -> COMPARE;
        case METER -> METER;
        case COUNT -> COUNT;
      };
    }
  }

  /** A run begins; of its steps some may be skipped. */
  default void begins(Set<Step> steps) {}

  /**
   * Accounts are read.
   *
   * @param accounts how many so far
   * @param bytes how much of their files
   * @param all how large these are
   */
  default void accounts(long accounts, long bytes, long all) {}

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

  /**
   * Usage is metered, in several passes.
   *
   * @param done how much of the pass, in its unit
   * @param all how much there is
   */
  default void metered(Gauge.Pass pass, long done, long all) {}

  /** So many accounts are rated, of so many. */
  default void rated(long done, long all) {}
}
