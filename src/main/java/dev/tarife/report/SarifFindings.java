package dev.tarife.report;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.model.Version;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check found, as SARIF 2.1.0, which code hosts and editors show beside a change. A line of
 * a sheet is its row, and a column its column.
 */
public final class SarifFindings {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private final String folder;
  private final List<String> rules;

  private SarifFindings(String folder, List<String> rules) {
    this.folder = folder;
    this.rules = rules;
  }

  /**
   * Writes all of it; the target stays open.
   *
   * @param folder where the workbooks are, relative to where the reader looks; empty: there
   */
  public static void write(Findings findings, String folder, Writer out) throws IOException {
    List<String> rules = findings.list().stream().map(Finding::check).distinct().sorted().toList();
    SarifFindings sarif =
        new SarifFindings(folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/", rules);
    ReportJson.write(out, sarif.log(findings));
  }

  private Map<String, @Nullable Object> log(Findings findings) {
    return ReportJson.object(
        "$schema",
        SCHEMA,
        "version",
        "2.1.0",
        "runs",
        List.of(
            ReportJson.object(
                "tool",
                ReportJson.object(
                    "driver",
                    ReportJson.object(
                        "name",
                        "tarife",
                        "version",
                        Version.tarife(),
                        "rules",
                        rules.stream().map(rule -> ReportJson.object("id", rule)).toList())),
                "columnKind",
                "unicodeCodePoints",
                "results",
                findings.list().stream().map(this::result).toList())));
  }

  private Map<String, @Nullable Object> result(Finding finding) {
    Map<String, @Nullable Object> result =
        ReportJson.object(
            "ruleId",
            finding.check(),
            "ruleIndex",
            rules.indexOf(finding.check()),
            "level",
            JsonFindings.severity(finding),
            "message",
            ReportJson.object(
                "text", finding.place() + ": " + finding.what() + "; " + finding.fix()),
            "locations",
            List.of(location(finding.place())));
    if (finding.rows().size() > 1) {
      result.put(
          "relatedLocations",
          finding.rows().stream().map(row -> location(Place.row(row))).toList());
    }
    result.put("properties", JsonFindings.finding(finding));
    return result;
  }

  private Map<String, @Nullable Object> location(Place place) {
    Map<String, @Nullable Object> region = ReportJson.object("startLine", Math.max(place.row(), 1));
    if (place.column() >= 0) {
      region.put("startColumn", place.column() + 1);
    }
    Map<String, @Nullable Object> location =
        ReportJson.object(
            "physicalLocation",
            ReportJson.object(
                "artifactLocation",
                ReportJson.object("uri", uri(folder + place.file())),
                "region",
                region));
    if (place.sheet() != null) {
      location.put(
          "logicalLocations",
          List.of(ReportJson.object("fullyQualifiedName", place.toString(), "kind", "object")));
    }
    return location;
  }

  private static String uri(String path) {
    try {
      return new URI(null, null, path, null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
