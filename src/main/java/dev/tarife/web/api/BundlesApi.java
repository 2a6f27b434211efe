package dev.tarife.web.api;

import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.Reason;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.rating.WorkQueue;
import dev.tarife.web.store.BundleRows.Approval;
import dev.tarife.web.store.ListPart;
import dev.tarife.web.store.ListSlice;
import dev.tarife.web.tables.Drafts;
import jakarta.annotation.security.RolesAllowed;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Submits, approves, deploys and rolls back bundles. */
@RestController
@RolesAllowed(Roles.VIEWER)
class BundlesApi {
  private final Bundles bundles;
  private final Drafts drafts;
  private final WorkQueue workshop;
  private final TemporaryFiles scratch;
  private final Uploads uploads;

  BundlesApi(
      Bundles bundles, Drafts drafts, WorkQueue workshop, TemporaryFiles scratch, Uploads uploads) {
    this.bundles = bundles;
    this.drafts = drafts;
    this.workshop = workshop;
    this.scratch = scratch;
    this.uploads = uploads;
  }

  /** A line of the journal. */
  record Entry(
      Instant at,
      String who,
      String action,
      String version,
      String sha256,
      String file,
      List<String> signers,
      String why) {
    static Entry of(JournalEntry entry) {
      return new Entry(
          entry.at(),
          entry.who(),
          entry.action().code(),
          entry.version().toString(),
          entry.sha256(),
          entry.file(),
          entry.signers(),
          entry.why());
    }
  }

  /** A page of the journal, and what is live. */
  record BundlePage(@Nullable Entry live, List<Entry> items, long total, @Nullable String next) {
    BundlePage {
      items = List.copyOf(items);
    }
  }

  record Why(String why) {}

  record RollBack(@Nullable String to, String why) {}

  @GetMapping("/api/v1/bundles")
  BundlePage all(
      @RequestParam @Nullable String after, @RequestParam(defaultValue = Listing.USUAL) int limit) {
    Listing<Entry> page =
        Listing.of(
            ListPart.numbered(bundles.journal(), Listing.slice(after, limit)).map(Entry::of));
    return new BundlePage(
        bundles.liveEntry().map(Entry::of).orElse(null), page.items(), page.total(), page.next());
  }

  @GetMapping("/api/v1/bundles/{version}/approvals")
  Listing<Approval> approvals(
      @PathVariable String version,
      @RequestParam @Nullable String after,
      @RequestParam(defaultValue = Listing.USUAL) int limit) {
    ListSlice slice = Listing.slice(after, limit);
    BundleVersion wanted = RequestTexts.version(version);
    List<String> files =
        bundles.journal().stream()
            .filter(entry -> entry.version().equals(wanted))
            .map(JournalEntry::file)
            .distinct()
            .toList();
    if (files.isEmpty()) {
      throw ProblemException.notFound("There is no bundle " + wanted);
    }
    List<Approval> all = files.stream().flatMap(file -> bundles.approvals(file).stream()).toList();
    return Listing.of(ListPart.of(all, slice, approval -> approval.file() + "-" + approval.who()));
  }

  @Idempotent
  @PostMapping(value = "/api/v1/bundles", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @RolesAllowed(Roles.FINANCE)
  Entry submit(
      @RequestParam String why,
      @RequestParam @Nullable String version,
      @RequestPart(value = "bundle", required = false) @Nullable MultipartFile bundle,
      @RequestPart(value = "workbook", required = false) @Nullable List<MultipartFile> workbooks,
      Principal who) {
    Reason reason = RequestTexts.reason(who, why);
    if ((bundle == null) == (workbooks == null)) {
      throw ProblemException.bad("Send either a bundle or workbooks");
    }
    if (bundle != null) {
      return refusable(
          () -> {
            try (RequestFolder folder = scratch.folder()) {
              Uploads.Upload upload = uploads.part(bundle, folder, ".jar");
              return folder.naming(() -> bundles.submit(upload.path(), reason));
            }
          });
    }
    if (version == null) {
      throw ProblemException.bad("Workbooks need a version, such as 2024.6.0");
    }
    BundleVersion wanted = RequestTexts.version(version);
    Map<String, byte[]> sent = new TreeMap<>();
    workbooks.forEach(
        workbook -> {
          Map.Entry<String, byte[]> one = uploads.bytes(workbook);
          sent.put(one.getKey(), one.getValue());
        });
    return refusable(() -> drafts.submit(sent, wanted, reason));
  }

  @Idempotent
  @PostMapping("/api/v1/bundles/{version}/approve")
  @RolesAllowed(Roles.APPROVER)
  Approval approve(@PathVariable String version, @RequestBody Why body, Principal who) {
    return bundles.approve(RequestTexts.version(version), RequestTexts.reason(who, body.why()));
  }

  @Idempotent
  @PostMapping("/api/v1/bundles/{version}/deploy")
  @RolesAllowed(Roles.APPROVER)
  Entry deploy(@PathVariable String version, @RequestBody Why body, Principal who) {
    Reason reason = RequestTexts.reason(who, body.why());
    return conflicting(() -> bundles.deploy(RequestTexts.version(version), reason));
  }

  @Idempotent
  @PostMapping("/api/v1/bundles/rollback")
  @RolesAllowed(Roles.APPROVER)
  Entry rollback(@RequestBody RollBack body, Principal who) {
    Reason reason = RequestTexts.reason(who, body.why());
    BundleVersion to = body.to() == null ? null : RequestTexts.version(body.to());
    return conflicting(() -> bundles.rollback(to, reason));
  }

  private Entry refusable(Supplier<JournalEntry> change) {
    return Entry.of(workshop.run(change::get));
  }

  /** Answers 409 where the store refuses: the request is right, but not as things stand. */
  private Entry conflicting(Supplier<JournalEntry> change) {
    try {
      return refusable(change);
    } catch (FaultException e) {
      throw ProblemException.conflict(
          "The bundle cannot be made live",
          e.findings().list().stream().map(Finding::toString).toList());
    }
  }
}
