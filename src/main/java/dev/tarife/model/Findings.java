package dev.tarife.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was found wrong: sorted, each thing once, so that a user sees all errors at once. */
public final class Findings implements Iterable<Finding> {
  /** As many findings of one check in one sheet as people are told. */
  private static final int MOST_ALIKE = 20;

  private final TreeSet<Finding> findings = new TreeSet<>();
  private int accepted;

  public void add(Finding finding) {
    findings.add(finding);
  }

  /** An error of the check {@link Finding#INPUT}. */
  public void error(Place place, String what, String fix) {
    add(Finding.error(place, what, fix));
  }

  public void error(String check, Place place, String what, String fix) {
    add(Finding.error(check, place, what, fix));
  }

  /** A doubt of the check {@link Finding#INPUT}. */
  public void warning(Place place, String what, String fix) {
    warning(Finding.INPUT, place, what, fix);
  }

  public void warning(String check, Place place, String what, String fix) {
    add(Finding.warning(check, place, what, fix));
  }

  public void addAll(Findings others) {
    findings.addAll(others.findings);
    accepted += others.accepted;
  }

  public void addAll(Collection<Finding> others) {
    findings.addAll(others);
  }

  public boolean isEmpty() {
    return findings.isEmpty();
  }

  public boolean hasErrors() {
    return !errors().isEmpty();
  }

  public List<Finding> errors() {
    return of(Finding.Severity.ERROR);
  }

  public List<Finding> warnings() {
    return of(Finding.Severity.WARNING);
  }

  private List<Finding> of(Finding.Severity severity) {
    return findings.stream().filter(f -> f.severity() == severity).toList();
  }

  public List<Finding> list() {
    return List.copyOf(findings);
  }

  /**
   * The findings for people, each with its details, indented, under it: first the warnings, then
   * the errors, so that a terminal ends with what must be fixed. Of one check in one sheet only the
   * first {@value #MOST_ALIKE} are told, and how many more there are.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(lines(Finding.Severity.WARNING));
    lines.addAll(lines(Finding.Severity.ERROR));
    return lines;
  }

  private List<String> lines(Finding.Severity severity) {
    Map<String, Integer> alike = new LinkedHashMap<>();
    Map<String, Finding> last = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (Finding finding : of(severity)) {
      String key = finding.place().file() + '|' + finding.place().sheet() + '|' + finding.check();
      // Faults of input files are capped where they are found.
      boolean counts = !finding.check().equals(Finding.INPUT);
      if (counts && alike.merge(key, 1, Integer::sum) > MOST_ALIKE) {
        last.put(key, finding);
        continue;
      }
      lines.add(finding.toString());
      finding.details().forEach(detail -> lines.add("  " + detail));
      if (finding.fingerprint() != null) {
        lines.add(
            "  if it is right, add a row to charges.xlsx, Accepted: Finding "
                + finding.check()
                + ", Fingerprint "
                + finding.fingerprint());
      }
    }
    last.forEach(
        (key, finding) ->
            lines.add(
                new Place(finding.place().file(), finding.place().sheet(), 0, -1)
                    + ": and "
                    + (alike.getOrDefault(key, 0) - MOST_ALIKE)
                    + " more like these ("
                    + finding.check()
                    + "); check --format json lists all"));
    return lines;
  }

  /**
   * How many there are of each kind: {@code 1 error, 10 warnings}; {@code no errors}; {@code no
   * errors, 0 warnings, 10 accepted}.
   */
  public String count() {
    int errors = errors().size();
    int warnings = warnings().size();
    boolean tells = errors == 0 && accepted > 0;
    return (errors == 0 ? "no errors" : counted(errors, "error"))
        + (warnings == 0 && !tells ? "" : ", " + counted(warnings, "warning"))
        + (tells ? ", " + accepted + " accepted" : "");
  }

  /** How many warnings were left out because somebody accepted them. */
  public int accepted() {
    return accepted;
  }

  /** Says how many warnings were left out because somebody accepted them. */
  public void accept(int warnings) {
    accepted = warnings;
  }

  private static String counted(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  @Override
  public Iterator<Finding> iterator() {
    return list().iterator();
  }

  /**
   * Stops if any finding is an error.
   *
   * @throws FaultException with all of the findings
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new FaultException(this);
    }
  }

  /** One finding a line. */
  @Override
  public String toString() {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }
}
