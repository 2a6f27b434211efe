package dev.tarife.web.api;

import dev.tarife.billing.Input;
import dev.tarife.model.Period;
import dev.tarife.report.LineExplanation;
import dev.tarife.web.billing.Documents;
import dev.tarife.web.billing.Estimates;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.Jobs;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.RatedMonth;
import dev.tarife.web.rating.Rater;
import dev.tarife.web.rating.RatingSettings;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.rating.WorkQueue;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;

/** Rating of what is sent along, which is not kept. */
@RestController
@RolesAllowed(Roles.VIEWER)
class RatingApi {
  private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
  private static final int MOST_ITEMS = 10_000;

  private final Bundles bundles;
  private final Rater rater;
  private final Estimates estimates;
  private final WorkQueue workshop;
  private final Jobs jobs;
  private final TemporaryFiles scratch;
  private final Uploads uploads;
  private final RatingSettings settings;

  RatingApi(
      Bundles bundles,
      Rater rater,
      Estimates estimates,
      WorkQueue workshop,
      Jobs jobs,
      TemporaryFiles scratch,
      Uploads uploads,
      RatingSettings settings) {
    this.bundles = bundles;
    this.rater = rater;
    this.estimates = estimates;
    this.workshop = workshop;
    this.jobs = jobs;
    this.scratch = scratch;
    this.uploads = uploads;
    this.settings = settings;
  }

  /** A calculator's question; either an account or the Region of one without anything free. */
  record Question(
      String month, @Nullable JsonNode account, @Nullable String region, List<JsonNode> usage) {
    Question {
      RequestTexts.there("month", month);
      usage = RequestTexts.allThere("usage", usage);
    }
  }

  /** Usage in the body, as records. */
  record Records(String month, JsonNode account, List<JsonNode> usage) {
    Records {
      RequestTexts.there("month", month);
      RequestTexts.there("account", account);
      usage = RequestTexts.allThere("usage", usage);
    }
  }

  @PostMapping(
      value = "/api/v1/estimate",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  String estimate(@RequestBody Question question) {
    LoadedBundle priced = bundles.live();
    Estimates.Request request = request(question, priced);
    return json(workshop.run(() -> estimates.estimate(priced, request)));
  }

  @PostMapping(
      value = "/api/v1/estimate/lines/{number}",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  LineExplanation explain(@PathVariable int number, @RequestBody Question question) {
    LoadedBundle priced = bundles.live();
    Estimates.Request request = request(question, priced);
    var explained = workshop.run(() -> estimates.explain(priced, request));
    if (number < 1 || number > explained.lines().size()) {
      throw ProblemException.notFound("The estimate has no line " + number);
    }
    return LineExplanation.of(
        explained.lines().get(number - 1), explained.invoice(), priced.engine()::cells);
  }

  private static Estimates.Request request(Question question, LoadedBundle priced) {
    Period month = RequestTexts.month(question.month());
    JsonNode account = question.account();
    if ((account == null) == (question.region() == null)) {
      throw ProblemException.bad("Give either an account or a region");
    }
    if (question.usage().size() > MOST_ITEMS) {
      throw ProblemException.bad("An estimate has at most " + MOST_ITEMS + " items");
    }
    if (account == null) {
      account =
          Estimates.accountIn(
              String.valueOf(question.region()), priced.tables().catalogue().settings().currency());
    }
    return new Estimates.Request(month, account, question.usage());
  }

  @Idempotent
  @PostMapping(
      value = "/api/v1/rate",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  String rate(@RequestBody Records records) {
    LoadedBundle priced = bundles.live();
    Period month = RequestTexts.month(records.month());
    return json(
        workshop.run(
            () ->
                estimates.records(
                    priced, new Estimates.Request(month, records.account(), records.usage()))));
  }

  @Idempotent
  @PostMapping(value = "/api/v1/rate", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<?> rateFiles(
      @RequestParam String month,
      @RequestParam(defaultValue = "json") String format,
      @RequestPart("account") List<MultipartFile> accounts,
      @RequestPart(value = "usage", required = false) @Nullable List<MultipartFile> usage,
      @RequestPart(value = "contact-records", required = false)
          @Nullable List<MultipartFile> contactRecords,
      @RequestPart(value = "numbers", required = false) @Nullable List<MultipartFile> numbers,
      Principal who)
      throws IOException {
    Period period = RequestTexts.month(month);
    boolean csv = format.equals("csv");
    if (!csv && !format.equals("json")) {
      throw ProblemException.bad("format is json or csv");
    }
    LoadedBundle priced = bundles.live();
    RequestFolder folder = scratch.folder();
    boolean handed = false;
    try {
      Input input =
          new Input(
              put(accounts, folder, ".yaml", ".yml", ".jsonl"),
              put(usage, folder, ".csv", ".jsonl", ".parquet"),
              put(contactRecords, folder, ".jsonl", ".ndjson", ".json"),
              put(numbers, folder, ".csv"));
      if (input.usageBytes() <= settings.small().toBytes()) {
        RatedMonth rated =
            workshop.run(
                () ->
                    folder.naming(
                        () -> rater.rate(priced, input, period, dev.tarife.billing.Progress.NONE)));
        return ResponseEntity.ok()
            .contentType(csv ? CSV : MediaType.APPLICATION_JSON)
            .header("Tarife-Unassigned", String.valueOf(unassigned(rated)))
            .body(csv ? Documents.csv(rated.invoices()) : json(rated));
      }
      Jobs.State state =
          jobs.start(
              who.getName(),
              folder,
              csv ? ".csv" : ".json",
              (progress, result) -> {
                RatedMonth rated = rater.rate(priced, input, period, progress);
                Files.write(
                    result,
                    (csv ? Documents.csv(rated.invoices()) : json(rated))
                        .getBytes(StandardCharsets.UTF_8));
                return rated.summary();
              });
      handed = true;
      return ResponseEntity.accepted()
          .location(URI.create("/api/v1/jobs/" + state.id()))
          .body(state);
    } finally {
      if (!handed) {
        folder.close();
      }
    }
  }

  @GetMapping("/api/v1/jobs/{id}")
  Jobs.State job(@PathVariable String id, Principal who) {
    return jobs.state(id, who.getName());
  }

  @GetMapping("/api/v1/jobs/{id}/result")
  ResponseEntity<byte[]> result(@PathVariable String id, Principal who) {
    Path result = jobs.result(id, who.getName());
    try {
      return ResponseEntity.ok()
          .contentType(
              String.valueOf(result.getFileName()).endsWith(".csv")
                  ? CSV
                  : MediaType.APPLICATION_JSON)
          .body(Files.readAllBytes(result));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @DeleteMapping("/api/v1/jobs/{id}")
  ResponseEntity<Void> remove(@PathVariable String id, Principal who) {
    jobs.remove(id, who.getName());
    return ResponseEntity.noContent().build();
  }

  private List<Path> put(
      @Nullable List<MultipartFile> parts, RequestFolder folder, String... endings) {
    List<Path> files = new ArrayList<>();
    if (parts != null) {
      parts.forEach(part -> files.add(uploads.part(part, folder, endings).path()));
    }
    return files;
  }

  private static long unassigned(RatedMonth rated) {
    return rated.summary().unassigned().stream().mapToLong(r -> r.records()).sum();
  }

  private static String json(RatedMonth rated) {
    return Documents.json(
        rated.invoices(),
        rated.invoices().size() != 1,
        rated.priced().tables().catalogue().settings().minorUnits());
  }
}
