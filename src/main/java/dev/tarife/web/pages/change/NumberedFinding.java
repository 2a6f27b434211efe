package dev.tarife.web.pages.change;

import dev.tarife.model.Finding;
import dev.tarife.model.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * A finding, with a number that ties its text to its cell.
 *
 * @param number from 1, in the order of the workbooks
 * @param at number of the first remark of the same place: where a link leads to
 * @param finding what was found
 */
record NumberedFinding(int number, int at, Finding finding) {
  /** Numbers findings. */
  static List<NumberedFinding> of(Iterable<Finding> findings) {
    List<NumberedFinding> remarks = new ArrayList<>();
    for (Finding finding : findings) {
      int number = remarks.size() + 1;
      int at =
          remarks.stream()
              .filter(other -> other.finding.place().equals(finding.place()))
              .mapToInt(NumberedFinding::at)
              .findFirst()
              .orElse(number);
      remarks.add(new NumberedFinding(number, at, finding));
    }
    return remarks;
  }

  public boolean isError() {
    return finding.severity() == Finding.Severity.ERROR;
  }

  /** The place without its workbook: {@code Prices!H12}; the workbook where that is all. */
  public String where() {
    Place place = finding.place();
    return place.sheet() == null
        ? place.toString()
        : place.toString().substring(place.file().length() + 1);
  }

  /** The id of the cell, row or sheet that it is about. */
  public String anchor() {
    return "at-" + at;
  }

  /** The id of its text. */
  public String note() {
    return "note-" + number;
  }
}
