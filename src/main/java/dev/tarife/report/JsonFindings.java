package dev.tarife.report;

import dev.tarife.model.CounterExample;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a check found, as JSON. */
public final class JsonFindings {
  private JsonFindings() {}

  /**
   * Writes all of it; the target stays open.
   *
   * @param summary what was checked, in words
   */
  public static void write(Findings findings, List<String> summary, Writer out) throws IOException {
    long errors = findings.errors().size();
    ReportJson.write(
        out,
        ReportJson.object(
            "errors",
            errors,
            "warnings",
            findings.list().size() - errors,
            "accepted",
            findings.accepted(),
            "findings",
            findings.list().stream().map(JsonFindings::finding).toList(),
            "summary",
            summary));
  }

  static Map<String, @Nullable Object> finding(Finding finding) {
    Place place = finding.place();
    return ReportJson.object(
        "check",
        finding.check(),
        "severity",
        severity(finding),
        "file",
        place.file(),
        "sheet",
        place.sheet(),
        "row",
        place.row() == 0 ? null : place.row(),
        "cell",
        place.row() == 0 || place.column() < 0 ? null : Place.letters(place.column()) + place.row(),
        "what",
        finding.what(),
        "mend",
        finding.fix(),
        "rows",
        finding.rows().stream().map(JsonFindings::row).toList(),
        "counter_example",
        example(finding.counterExample()),
        "fingerprint",
        finding.fingerprint());
  }

  static String severity(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, @Nullable Object> row(Origin row) {
    return ReportJson.object("workbook", row.workbook(), "sheet", row.sheet(), "row", row.row());
  }

  private static @Nullable Map<String, @Nullable Object> example(@Nullable CounterExample example) {
    return example == null
        ? null
        : ReportJson.object(
            "columns",
            example.csvHeader(),
            "record",
            example.csv(),
            "outcome",
            example.outcome().words());
  }
}
