package dev.tarife.model;

import java.util.Comparator;

/**
 * Something wrong in a workbook or an input file, said so that its owner can mend it.
 *
 * @param place where
 * @param severity how bad
 * @param what what is wrong, with the value
 * @param mend what to do
 */
public record Finding(Place place, Severity severity, String what, String mend)
    implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::place)
          .thenComparing(Finding::severity)
          .thenComparing(Finding::what)
          .thenComparing(Finding::mend);

  /** How bad a finding is. */
  public enum Severity {
    /** Nothing is priced until it is mended. */
    ERROR,
    /** Worth a look. */
    WARNING
  }

  public static Finding error(Place place, String what, String mend) {
    return new Finding(place, Severity.ERROR, what, mend);
  }

  public static Finding warning(Place place, String what, String mend) {
    return new Finding(place, Severity.WARNING, what, mend);
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** {@code prices.xlsx:Prices!H12: the unit price (-0.018) is negative; write 0 or more}. */
  @Override
  public String toString() {
    return place + ": " + (severity == Severity.WARNING ? "warning: " : "") + what + "; " + mend;
  }
}
