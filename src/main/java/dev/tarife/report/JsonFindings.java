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
        new JsonObject()
            .with("errors", errors)
            .with("warnings", findings.list().size() - errors)
            .with("accepted", findings.accepted())
            .with("findings", findings.list().stream().map(JsonFindings::finding).toList())
            .with("summary", summary));
  }

  static JsonObject finding(Finding finding) {
    Place place = finding.place();
    return new JsonObject()
        .with("check", finding.check())
        .with("severity", severity(finding))
        .with("file", place.file())
        .with("sheet", place.sheet())
        .with("row", place.row() == 0 ? null : place.row())
        .with(
            "cell",
            place.row() == 0 || place.column() < 0
                ? null
                : Place.letters(place.column()) + place.row())
        .with("what", finding.what())
        .with("mend", finding.fix())
        .with("rows", finding.rows().stream().map(JsonFindings::row).toList())
        .with("counter_example", example(finding.counterExample()))
        .with("fingerprint", finding.fingerprint());
  }

  static String severity(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject row(Origin row) {
    return new JsonObject()
        .with("workbook", row.workbook())
        .with("sheet", row.sheet())
        .with("row", row.row());
  }

  private static @Nullable JsonObject example(@Nullable CounterExample example) {
    return example == null
        ? null
        : new JsonObject()
            .with("columns", example.csvHeader())
            .with("record", example.csv())
            .with("outcome", example.outcome().words());
  }
}
