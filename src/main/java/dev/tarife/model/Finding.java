package dev.tarife.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a workbook or an input file, said so that its owner can fix it.
 *
 * @param place where
 * @param severity how bad
 * @param check stable code of the check that found it, such as {@code tier-gap}
 * @param what what is wrong, with the value
 * @param fix what to do
 * @param rows the rows of the tables that are involved, the one at {@code place} first
 * @param counterExample a usage record that shows it, or null
 * @param fingerprint what {@code charges.xlsx}, Accepted names this warning by, or null
 */
public record Finding(
    Place place,
    Severity severity,
    String check,
    String what,
    String fix,
    List<Origin> rows,
    @Nullable CounterExample counterExample,
    @Nullable String fingerprint)
    implements Comparable<Finding> {
  /** The check of a fault in what is not a decision table: usage, an account, an option. */
  public static final String INPUT = "input";

  /** As many rows as details name. */
  private static final int MOST_ROWS = 8;

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::place)
          .thenComparing(Finding::severity)
          .thenComparing(Finding::what)
          .thenComparing(Finding::fix)
          .thenComparing(Finding::check);

  public Finding {
    rows = List.copyOf(rows);
  }

  /** How bad a finding is. */
  public enum Severity {
    /** Nothing is priced until it is fixed. */
    ERROR,
    /** Worth a look. */
    WARNING
  }

  /** A fault of the check {@link #INPUT}. */
  public static Finding error(Place place, String what, String fix) {
    return error(INPUT, place, what, fix);
  }

  public static Finding error(String check, Place place, String what, String fix) {
    return new Finding(place, Severity.ERROR, check, what, fix, List.of(), null, null);
  }

  public static Finding warning(String check, Place place, String what, String fix) {
    return new Finding(place, Severity.WARNING, check, what, fix, List.of(), null, null);
  }

  /** This finding, with the rows that are involved. */
  public Finding of(List<Origin> involved) {
    return new Finding(place, severity, check, what, fix, involved, counterExample, fingerprint);
  }

  /** This finding, of another place. */
  public Finding at(Place other) {
    return new Finding(other, severity, check, what, fix, rows, counterExample, fingerprint);
  }

  /** This finding, with the rows that are involved. */
  public Finding of(Origin... involved) {
    return of(List.of(involved));
  }

  /** This finding, with a record that shows it; null: none does. */
  public Finding shownBy(@Nullable CounterExample example) {
    return new Finding(place, severity, check, what, fix, rows, example, fingerprint);
  }

  /** This finding, which a row of {@code charges.xlsx}, Accepted can accept by its fingerprint. */
  public Finding acceptedBy(String name) {
    return new Finding(place, severity, check, what, fix, rows, counterExample, name);
  }

  /** This finding, of a file that lies in a folder, a bundle or a revision of this name. */
  public Finding in(String folder) {
    Place there =
        new Place(folder + "/" + place.file(), place.sheet(), place.row(), place.column());
    return new Finding(there, severity, check, what, fix, rows, counterExample, fingerprint);
  }

  /**
   * What else there is to tell, for lines under the finding: the rows, where there are several, and
   * the counter-example.
   */
  public List<String> details() {
    List<String> details = new ArrayList<>();
    if (rows.size() > 1) {
      details.add("rows: " + named(rows));
    }
    if (counterExample != null) {
      details.addAll(counterExample.lines());
    }
    return details;
  }

  /**
   * {@code prices.xlsx:Prices!3, 4, telephony.xlsx:Inbound!12}: the sheet once, and not too many.
   */
  private static String named(List<Origin> rows) {
    StringBuilder text = new StringBuilder();
    Origin before = null;
    for (Origin row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
      boolean sameSheet =
          before != null
              && before.workbook().equals(row.workbook())
              && before.sheet().equals(row.sheet());
      text.append(before == null ? "" : ", ")
          .append(sameSheet ? Integer.toString(row.row()) : Place.row(row).toString());
      before = row;
    }
    return rows.size() > MOST_ROWS
        ? text + " and " + (rows.size() - MOST_ROWS) + " more"
        : text.toString();
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** {@code prices.xlsx:Prices!H12: the unit price (-0.018) is negative; write 0 or more}. */
  @Override
  public String toString() {
    return place + ": " + (severity == Severity.WARNING ? "warning: " : "") + what + "; " + fix;
  }
}
