package dev.tarife.metering.bulk;

import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.metering.terms.NumberScale;
import dev.tarife.metering.terms.RowSql;

/** Where a row lies, and what is the matter with it, as the bits of the number {@code place}. */
final class RowFlags {
  private static final int STARTS = 1;
  private static final int TOUCHES = 2;
  private static final int WIDE = 4;
  private static final int BAD = 8;
  private static final int BROKEN = 16;
  private static final int SLICE = 5;

  /** Conditions on rows that have the number: they start in the month. */
  static final String STARTING = is(STARTS);

  /** As holdings they touch the month. */
  static final String TOUCHING = is(TOUCHES);

  /** They are of no chain that is wide. */
  static final String NARROW = "place & " + WIDE + " = 0";

  /** They break the contract. */
  static final String UNREADABLE = is(BAD);

  /** Whole ticks are too coarse for them. */
  static final String FRACTIONAL = is(BROKEN);

  /** The number of a row's slice. */
  static final String SLICES = "(place >> " + SLICE + ")";

  private RowFlags() {}

  /**
   * The number of a row.
   *
   * @param anyWide whether rows are joined with wide chains, as w
   */
  static String of(MonthBounds month, RowSql row, NumberScale ticks, boolean anyWide) {
    return "CAST("
        + bit(month.contains("start_ns"), STARTS)
        + " + "
        + bit(month.overlaps("start_ns", "end_ns"), TOUCHES)
        + (anyWide ? " + " + bit("w.h IS NOT NULL", WIDE) : "")
        + " + "
        + bit("bad", BAD)
        + (ticks.isWhole() ? " + " + bit(row.isBroken(), BROKEN) : "")
        + (month.isOneSlice() ? "" : " + (" + month.slice("start_ns") + " << " + SLICE + ")")
        + " AS INTEGER)";
  }

  private static String bit(String condition, int bit) {
    return "CASE WHEN " + condition + " THEN " + bit + " ELSE 0 END";
  }

  private static String is(int bit) {
    return "place & " + bit + " <> 0";
  }
}
