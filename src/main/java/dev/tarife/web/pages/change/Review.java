package dev.tarife.web.pages.change;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.sheet.Sheet;
import dev.tarife.sheet.Workbook;
import dev.tarife.web.pages.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found in workbooks, drawn on their sheets.
 *
 * @param remarks everything that was found, the errors first
 * @param more how many findings are not among them
 * @param sheets the sheets that something was found in
 */
record Review(List<NumberedFinding> remarks, int more, List<MarkedSheet> sheets) {
  /** How many findings are shown: nobody fixes more before checking again. */
  private static final int MOST = 200;

  /** Draws findings on the workbooks that they are of. */
  static Review of(Map<String, byte[]> workbooks, Findings findings, Figures figures) {
    List<Finding> ordered = new ArrayList<>(findings.errors());
    findings.forEach(
        finding -> {
          if (finding.severity() != Finding.Severity.ERROR) {
            ordered.add(finding);
          }
        });
    List<NumberedFinding> remarks =
        NumberedFinding.of(ordered.subList(0, Math.min(MOST, ordered.size())));
    Map<Place, List<NumberedFinding>> bySheet = new LinkedHashMap<>();
    for (NumberedFinding remark : remarks) {
      Place place = remark.finding().place();
      if (place.sheet() != null) {
        bySheet
            .computeIfAbsent(Place.sheet(place.file(), place.sheet()), key -> new ArrayList<>())
            .add(remark);
      }
    }
    List<MarkedSheet> sheets = new ArrayList<>();
    Map<String, Workbook> opened = new LinkedHashMap<>();
    bySheet.forEach(
        (place, said) -> {
          Sheet sheet = sheet(workbooks, opened, place);
          sheets.add(
              sheet == null
                  ? new MarkedSheet(
                      place.file(), String.valueOf(place.sheet()), said, List.of(), List.of())
                  : MarkedSheet.of(sheet, said, figures));
        });
    return new Review(remarks, ordered.size() - remarks.size(), sheets);
  }

  public long errors() {
    return remarks.stream().filter(NumberedFinding::isError).count();
  }

  public long warnings() {
    return remarks.size() - errors();
  }

  /**
   * What the change itself concerns: every error, and the warnings about sheets that differ.
   *
   * @param touched the sheets that differ, as {@code prices.xlsx!Prices}
   */
  public List<NumberedFinding> own(Set<String> touched) {
    return remarks.stream().filter(remark -> isOwn(remark, touched)).toList();
  }

  /** The warnings that the version in force has as well. */
  public List<NumberedFinding> others(Set<String> touched) {
    return remarks.stream().filter(remark -> !isOwn(remark, touched)).toList();
  }

  /** The sheets with something that the change concerns. */
  public List<MarkedSheet> ownSheets(Set<String> touched) {
    return sheets.stream().filter(sheet -> isOwn(sheet, touched)).toList();
  }

  /** The sheets with nothing but warnings that the version in force has as well. */
  public List<MarkedSheet> otherSheets(Set<String> touched) {
    return sheets.stream().filter(sheet -> !isOwn(sheet, touched)).toList();
  }

  private boolean isOwn(MarkedSheet sheet, Set<String> touched) {
    return own(touched).stream()
        .map(remark -> remark.finding().place())
        .anyMatch(
            place -> place.file().equals(sheet.workbook()) && sheet.sheet().equals(place.sheet()));
  }

  private static boolean isOwn(NumberedFinding remark, Set<String> touched) {
    Place place = remark.finding().place();
    return remark.isError() || touched.contains(place.file() + "!" + place.sheet());
  }

  /** The remarks that no sheet shows: those of a workbook as a whole. */
  public List<NumberedFinding> unplaced() {
    return remarks.stream().filter(remark -> remark.finding().place().sheet() == null).toList();
  }

  /** Null if it cannot be read, which is a finding itself. */
  private static @Nullable Sheet sheet(
      Map<String, byte[]> workbooks, Map<String, Workbook> opened, Place place) {
    byte[] bytes = workbooks.get(place.file());
    String sheet = place.sheet();
    if (bytes == null || sheet == null) {
      return null;
    }
    try {
      return opened.computeIfAbsent(place.file(), file -> Workbook.open(file, bytes)).sheet(sheet);
    } catch (FaultException e) {
      return null;
    }
  }
}
