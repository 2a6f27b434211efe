package dev.tarife.table.read;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.model.Sha256;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.Row;
import dev.tarife.sheet.Sheet;
import dev.tarife.sheet.Table;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Workbook;
import dev.tarife.table.check.CellPlaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code charges.xlsx}, Accepted: warnings that somebody looked at and found right. A row names a
 * warning by the fingerprint that the check gives it, made of what the rows say that it is about:
 * where one of them changes, the warning is told again.
 */
final class AcceptedFindingsReader {
  static final String SHEET = "Accepted";

  private static final Headers HEADERS =
      Headers.needed("Finding", "Fingerprint", "Date", "By", "Reason").free("Where");
  private static final int LENGTH = 12;

  /** Columns that say nothing of what is priced. */
  private static final List<String> ASIDE = List.of("Note", CellPlaces.CHECKED);

  private final Map<String, Workbook> workbooks;
  private final Map<String, Map<Integer, Row>> rows = new HashMap<>();
  private final Map<String, TypedRow> accepted = new LinkedHashMap<>();

  private AcceptedFindingsReader(Map<String, Workbook> workbooks) {
    this.workbooks = workbooks;
  }

  /**
   * Reads what was accepted.
   *
   * @param book the workbook with the sheet, which may be missing
   * @param workbooks all of the workbooks that can be read, by file name
   */
  static AcceptedFindingsReader read(WorkbookReading book, Map<String, Workbook> workbooks) {
    AcceptedFindingsReader accepted = new AcceptedFindingsReader(workbooks);
    Table table = book.sheets().contains(SHEET) ? book.aside(SHEET, HEADERS) : null;
    for (TypedRow line : table == null ? List.<TypedRow>of() : table.lines()) {
      String finding = line.text("Finding");
      String fingerprint = line.text("Fingerprint");
      LocalDate date = line.date("Date");
      line.text("By");
      line.text("Reason");
      if (line.isGood() && date != null) {
        WorkbookReading.put(
            accepted.accepted,
            line,
            "Fingerprint",
            key(finding.strip(), fingerprint.strip()),
            line);
      }
    }
    return accepted;
  }

  /**
   * The findings without the warnings that were accepted, every warning with its fingerprint. A row
   * that accepts nothing is a warning itself.
   */
  Findings apply(Findings findings) {
    Findings left = new Findings();
    TreeSet<String> used = new TreeSet<>();
    int count = findings.accepted();
    for (Finding finding : findings) {
      if (finding.severity() == Finding.Severity.ERROR) {
        left.add(finding);
        continue;
      }
      String fingerprint = fingerprint(finding);
      if (accepted.containsKey(key(finding.check(), fingerprint))) {
        used.add(key(finding.check(), fingerprint));
        count++;
      } else {
        left.add(finding.acceptedBy(fingerprint));
      }
    }
    left.accept(count);
    if (!findings.hasErrors()) {
      accepted.forEach(
          (key, line) -> {
            if (!used.contains(key)) {
              left.add(unmatched(line));
            }
          });
    }
    return left;
  }

  private Finding unmatched(TypedRow line) {
    Finding finding =
        Finding.warning(
            "accepted-nothing",
            line.place("Fingerprint"),
            "no warning ("
                + line.text("Finding")
                + ") has the fingerprint ("
                + line.text("Fingerprint")
                + "): the row that it was about has changed, or is gone",
            "delete the row; if the warning is told again, look at it again");
    return finding.acceptedBy(fingerprint(finding));
  }

  private static String key(String finding, String fingerprint) {
    return finding + " " + fingerprint;
  }

  /** Names a warning by its check and by what the rows say that it is about. */
  private String fingerprint(Finding finding) {
    MessageDigest digest = Sha256.digest();
    Place place = finding.place();
    Collection<Origin> involved = new TreeSet<>(finding.rows());
    if (place.sheet() != null && place.row() > 0) {
      involved.add(new Origin(place.file(), place.sheet(), place.row()));
    }
    digest.update(text(finding.check(), place.file(), String.valueOf(place.sheet())));
    List<String> said = new ArrayList<>();
    involved.forEach(
        origin -> said.add(origin.workbook() + "\n" + origin.sheet() + "\n" + says(origin)));
    // Rows may be sorted and moved: what they say counts, not where they stand.
    said.stream().sorted().forEach(row -> digest.update(text(row)));
    if (said.isEmpty()) {
      digest.update(text(finding.what()));
    }
    return Sha256.of(digest).substring(0, LENGTH);
  }

  private static byte[] text(String... parts) {
    return (String.join("\n", parts) + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  /** What a row says, by header, whatever the order of the columns. */
  private String says(Origin origin) {
    Map<Integer, Row> sheet =
        rows.computeIfAbsent(origin.workbook() + '!' + origin.sheet(), key -> byNumber(origin));
    Row headers = sheet.get(1);
    Row row = sheet.get(origin.row());
    TreeSet<String> cells = new TreeSet<>();
    if (row != null && headers != null) {
      for (Cell cell : row.cells()) {
        String header = headers.cell(cell.place().column()).toString();
        if (!cell.isEmpty() && !ASIDE.contains(header)) {
          cells.add(header + "=" + cell);
        }
      }
    }
    return String.join("\n", cells);
  }

  private Map<Integer, Row> byNumber(Origin origin) {
    Workbook workbook = workbooks.get(origin.workbook());
    @Nullable Sheet sheet = workbook == null ? null : workbook.sheet(origin.sheet());
    Map<Integer, Row> byNumber = new HashMap<>();
    if (sheet != null) {
      sheet.rows().forEach(row -> byNumber.put(row.number(), row));
    }
    return byNumber;
  }
}
