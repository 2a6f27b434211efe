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

  private JsonObject log(Findings findings) {
    JsonObject driver =
        new JsonObject()
            .with("name", "tarife")
            .with("version", Version.tarife())
            .with("rules", rules.stream().map(rule -> new JsonObject().with("id", rule)).toList());
    JsonObject run =
        new JsonObject()
            .with("tool", new JsonObject().with("driver", driver))
            .with("columnKind", "unicodeCodePoints")
            .with("results", findings.list().stream().map(this::result).toList());
    return new JsonObject()
        .with("$schema", SCHEMA)
        .with("version", "2.1.0")
        .with("runs", List.of(run));
  }

  private JsonObject result(Finding finding) {
    JsonObject result =
        new JsonObject()
            .with("ruleId", finding.check())
            .with("ruleIndex", rules.indexOf(finding.check()))
            .with("level", JsonFindings.severity(finding))
            .with(
                "message",
                new JsonObject()
                    .with("text", finding.place() + ": " + finding.what() + "; " + finding.fix()))
            .with("locations", List.of(location(finding.place())));
    if (finding.rows().size() > 1) {
      result.with(
          "relatedLocations",
          finding.rows().stream().map(row -> location(Place.row(row))).toList());
    }
    result.with("properties", JsonFindings.finding(finding));
    return result;
  }

  private JsonObject location(Place place) {
    JsonObject region = new JsonObject().with("startLine", Math.max(place.row(), 1));
    if (place.column() >= 0) {
      region.with("startColumn", place.column() + 1);
    }
    JsonObject location =
        new JsonObject()
            .with(
                "physicalLocation",
                new JsonObject()
                    .with(
                        "artifactLocation",
                        new JsonObject().with("uri", uri(folder + place.file())))
                    .with("region", region));
    if (place.sheet() != null) {
      location.with(
          "logicalLocations",
          List.of(
              new JsonObject()
                  .with("fullyQualifiedName", place.toString())
                  .with("kind", "object")));
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
