package dev.tarife.web.api;

import dev.tarife.billing.Input;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.TableDiff;
import dev.tarife.model.Finding;
import dev.tarife.model.Period;
import dev.tarife.report.JsonComparisons;
import dev.tarife.report.JsonDiffs;
import dev.tarife.web.billing.Previews;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.rating.WorkQueue;
import dev.tarife.web.tables.Drafts;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Workbooks that are not a bundle yet. */
@RestController
@RolesAllowed({Roles.FINANCE, Roles.APPROVER})
class TablesApi {
  private final Drafts drafts;
  private final Bundles bundles;
  private final Previews previews;
  private final WorkQueue workshop;
  private final TemporaryFiles scratch;
  private final Uploads uploads;

  TablesApi(
      Drafts drafts,
      Bundles bundles,
      Previews previews,
      WorkQueue workshop,
      TemporaryFiles scratch,
      Uploads uploads) {
    this.drafts = drafts;
    this.bundles = bundles;
    this.previews = previews;
    this.workshop = workshop;
    this.scratch = scratch;
    this.uploads = uploads;
  }

  /** A finding, and the words of the command line for it. */
  record Found(String severity, String check, String place, String text, List<String> details) {
    static Found of(Finding finding) {
      return new Found(
          finding.severity().name().toLowerCase(Locale.ROOT),
          finding.check(),
          finding.place().toString(),
          finding.toString(),
          finding.details());
    }
  }

  record Report(boolean deployable, List<Found> findings) {}

  @PostMapping(value = "/api/v1/tables/check", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  Report check(@RequestPart("workbook") List<MultipartFile> workbooks) {
    Map<String, byte[]> sent = bytes(workbooks);
    var findings = workshop.run(() -> drafts.check(sent));
    return new Report(!findings.hasErrors(), findings.list().stream().map(Found::of).toList());
  }

  @PostMapping(
      value = "/api/v1/tables/diff",
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  String diff(@RequestPart("workbook") List<MultipartFile> workbooks) throws IOException {
    Map<String, byte[]> sent = bytes(workbooks);
    TableDiff diff = workshop.run(() -> drafts.diff(sent));
    StringWriter out = new StringWriter();
    JsonDiffs.write(diff, out);
    return out.toString();
  }

  @PostMapping(
      value = "/api/v1/tables/compare",
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  String compare(
      @RequestParam String account,
      @RequestParam String month,
      @RequestPart("workbook") List<MultipartFile> workbooks)
      throws IOException {
    Period period = RequestTexts.month(month);
    Map<String, byte[]> sent = bytes(workbooks);
    Comparison comparison =
        workshop.run(
            () -> {
              try (RequestFolder folder = scratch.folder()) {
                Input input = previews.input(folder, account, period, bundles.live());
                return folder.naming(() -> drafts.compare(sent, input, period));
              }
            });
    StringWriter out = new StringWriter();
    JsonComparisons.write(comparison, out);
    return out.toString();
  }

  private Map<String, byte[]> bytes(List<MultipartFile> workbooks) {
    Map<String, byte[]> sent = new TreeMap<>();
    for (MultipartFile workbook : workbooks) {
      Map.Entry<String, byte[]> one = uploads.bytes(workbook);
      sent.put(one.getKey(), one.getValue());
    }
    if (sent.isEmpty()) {
      throw ProblemException.bad("Send at least one workbook, as a file");
    }
    return sent;
  }
}
