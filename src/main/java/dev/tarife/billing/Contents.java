package dev.tarife.billing;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import java.time.YearMonth;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the files of a run hold, as far as it decides whether the run may be invoiced. Parts of one
 * run find it together, see {@link #and}.
 *
 * @param any whether anything lies in the month
 * @param months the months that records are of; of usage records only where none lies in the month
 * @param untagged tags that lines are to be told apart by, and no record has
 * @param tags that usage files have a column of
 */
public record Contents(
    boolean any, SortedSet<YearMonth> months, SortedSet<String> untagged, SortedSet<String> tags) {
  private static final int MOST_MONTHS = 12;

  public Contents {
    months = new TreeSet<>(months);
    untagged = new TreeSet<>(untagged);
    tags = new TreeSet<>(tags);
  }

  static Contents of(
      boolean any,
      Collection<YearMonth> months,
      Collection<String> untagged,
      Collection<String> tags) {
    return new Contents(any, new TreeSet<>(months), new TreeSet<>(untagged), new TreeSet<>(tags));
  }

  /** What the files of two parts hold together. */
  public Contents and(Contents other) {
    TreeSet<YearMonth> allMonths = new TreeSet<>(months);
    allMonths.addAll(other.months);
    TreeSet<String> nowhere = new TreeSet<>(untagged);
    nowhere.retainAll(other.untagged);
    TreeSet<String> allTags = new TreeSet<>(tags);
    allTags.addAll(other.tags);
    return new Contents(any || other.any, allMonths, nowhere, allTags);
  }

  /**
   * Looks whether the run may be invoiced (decision A-77).
   *
   * @param files the input in words, as {@code usage.csv and 3 more}
   * @param emptyAllowed whether a month without records is invoiced
   * @throws FaultException if nothing lies in the month and that is not allowed, or if no record
   *     has a tag that lines are to be told apart by
   */
  public void check(String files, Period period, boolean emptyAllowed) {
    if (any) {
      Findings findings = new Findings();
      for (String tag : untagged) {
        findings.error(
            Place.ofFile("--by " + tag),
            "no record has this tag",
            tags.isEmpty()
                ? "leave it out: no usage file has a column of a tag"
                : "name one that records have: " + String.join(", ", tags));
      }
      findings.throwIfErrors();
    } else if (!emptyAllowed) {
      throw FaultException.of(
          Place.ofFile(files),
          nothing(period),
          (months.isEmpty() ? "check what was delivered" : "name the month with --month")
              + "; --allow-empty writes an invoice without usage");
    }
  }

  /** Says where the records lie, since none lies in the month. */
  public String nothing(Period period) {
    return months.isEmpty()
        ? "the input holds no record"
        : "no record lies in " + period + ": the records are of " + listed();
  }

  private String listed() {
    if (months.size() <= MOST_MONTHS) {
      return String.join(", ", months.stream().map(YearMonth::toString).toList());
    }
    return months.first() + " to " + months.last();
  }
}
