package dev.tarife.duckdb;

/** Gets the progress of metering, every now and then, from a thread of its own. */
@FunctionalInterface
public interface Gauge {
  /** Drops the progress. */
  Gauge NONE = (pass, done, all) -> {};

  /** Something that is done with every record. */
  enum Pass {
    /** The files are read; counted in bytes. */
    READ,
    /** Repeated records are looked for; counted in records, as are the passes after it. */
    COMPARE,
    /** Records are sorted by kind and summed. */
    METER,
    /** What needs more than a sum is counted: chains, different things, intervals, holdings. */
    COUNT
  }

  /**
   * Takes the progress of a pass.
   *
   * @param done how much of the pass, in its unit; less than before where it is made once more
   * @param all how much there is
   */
  void at(Pass pass, long done, long all);
}
