package dev.tarife.web.api;

import dev.tarife.model.Period;
import dev.tarife.report.LineExplanation;
import dev.tarife.web.billing.Documents;
import dev.tarife.web.billing.Issued;
import dev.tarife.web.billing.IssuedCsv;
import dev.tarife.web.billing.Issuing;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.WorkQueue;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.ListSlice;
import dev.tarife.web.store.invoice.StoredInvoice;
import dev.tarife.web.store.invoice.StoredInvoices;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Invoices and their corrections. */
@RestController
@RolesAllowed(Roles.VIEWER)
class InvoicesApi {
  private final Accounts accounts;
  private final StoredInvoices invoices;
  private final Issuing issuing;
  private final WorkQueue workshop;
  private final Bundles bundles;

  InvoicesApi(
      Accounts accounts,
      StoredInvoices invoices,
      Issuing issuing,
      WorkQueue workshop,
      Bundles bundles) {
    this.accounts = accounts;
    this.invoices = invoices;
    this.issuing = issuing;
    this.workshop = workshop;
    this.bundles = bundles;
  }

  /**
   * An invoice to issue.
   *
   * @param month such as 2024-05
   * @param allowRejected whether to issue although some usage is rejected; null: no
   */
  record Order(@Nullable String month, @Nullable Boolean allowRejected) {}

  /** An invoice in a list. */
  record Summary(
      String id,
      String account,
      String period,
      String type,
      String currency,
      String bundle,
      String totalExact,
      String total,
      Instant issuedAt,
      String issuedBy) {}

  private Summary summary(StoredInvoice invoice) {
    return new Summary(
        invoice.id(),
        invoice.account(),
        invoice.period(),
        invoice.correction() ? "correction" : "invoice",
        invoice.currency(),
        invoice.bundleVersion(),
        invoice.totalExact().toString(),
        invoice.total().toString(minorUnits()),
        invoice.issuedAt(),
        invoice.issuedBy());
  }

  /** Decimals of the currency, as the tables in force have them. */
  private int minorUnits() {
    return bundles.isReady() ? bundles.live().tables().catalogue().settings().minorUnits() : 0;
  }

  @Idempotent
  @PostMapping("/api/v1/accounts/{id}/invoices")
  @RolesAllowed(Roles.FINANCE)
  ResponseEntity<Summary> issue(@PathVariable String id, @RequestBody Order order, Principal who) {
    Period month = RequestTexts.month(order.month());
    boolean rejectedAllowed = Boolean.TRUE.equals(order.allowRejected());
    Issued issued = workshop.run(() -> issuing.issue(id, month, who.getName(), rejectedAllowed));
    return ResponseEntity.created(URI.create("/api/v1/invoices/" + issued.stored().id()))
        .body(summary(issued.stored()));
  }

  @GetMapping("/api/v1/invoices")
  Listing<Summary> list(
      @RequestParam @Nullable String account,
      @RequestParam @Nullable String month,
      @RequestParam @Nullable String after,
      @RequestParam(defaultValue = Listing.USUAL) int limit) {
    ListSlice slice = Listing.slice(after, limit);
    String period = month == null ? null : RequestTexts.month(month).toString();
    if (account != null && accounts.find(account).isEmpty()) {
      throw ProblemException.notFound("There is no account " + account);
    }
    return Listing.of(invoices.part(account, period, slice).map(this::summary));
  }

  @GetMapping(value = "/api/v1/invoices/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  String document(@PathVariable String id) {
    return find(id).document();
  }

  @GetMapping(value = "/api/v1/invoices/{id}.csv", produces = "text/csv")
  String csv(@PathVariable String id) {
    StoredInvoice invoice = find(id);
    return IssuedCsv.of(invoice, invoices.lines(id));
  }

  @GetMapping(
      value = "/api/v1/invoices/{id}/lines/{number}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  LineExplanation explain(@PathVariable String id, @PathVariable int number) {
    return invoices
        .line(find(id).id(), number)
        .map(line -> Documents.story(line.story()))
        .orElseThrow(
            () -> ProblemException.notFound("The invoice " + id + " has no line " + number));
  }

  private StoredInvoice find(String id) {
    return invoices
        .find(id)
        .orElseThrow(() -> ProblemException.notFound("There is no invoice " + id));
  }
}
