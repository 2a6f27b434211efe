package dev.tarife.web.api;

import dev.tarife.billing.AccountReader;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.web.billing.Documents;
import dev.tarife.web.billing.Ingest;
import dev.tarife.web.billing.Previews;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.rating.WorkQueue;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.ListPart;
import dev.tarife.web.store.ListSlice;
import dev.tarife.web.store.PartyNames;
import dev.tarife.web.store.invoice.StoredInvoice;
import dev.tarife.web.store.invoice.StoredInvoices;
import dev.tarife.web.store.usage.Delivery;
import dev.tarife.web.store.usage.StoredUsages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts and their usage. */
@RestController
@RolesAllowed(Roles.VIEWER)
class AccountsApi {
  private static final int LONGEST_ID = 64;

  private final Accounts accounts;
  private final PartyNames names;
  private final StoredUsages usages;
  private final StoredInvoices invoices;
  private final Ingest ingest;
  private final Previews previews;
  private final Bundles bundles;
  private final WorkQueue workshop;
  private final TemporaryFiles scratch;
  private final Uploads uploads;
  private final DurableChanges durable;

  AccountsApi(
      Accounts accounts,
      PartyNames names,
      StoredUsages usages,
      StoredInvoices invoices,
      Ingest ingest,
      Previews previews,
      Bundles bundles,
      WorkQueue workshop,
      TemporaryFiles scratch,
      Uploads uploads,
      DurableChanges durable) {
    this.accounts = accounts;
    this.names = names;
    this.usages = usages;
    this.invoices = invoices;
    this.ingest = ingest;
    this.previews = previews;
    this.bundles = bundles;
    this.workshop = workshop;
    this.scratch = scratch;
    this.uploads = uploads;
    this.durable = durable;
  }

  /** A month of an account: its records, what was issued, and how many came since. */
  record Month(String month, long records, List<String> invoices, @Nullable Long recordsSince) {}

  @GetMapping("/api/v1/accounts")
  Listing<Accounts.Entry> all(
      @RequestParam @Nullable String after, @RequestParam(defaultValue = Listing.USUAL) int limit) {
    return Listing.of(accounts.part(Listing.slice(after, limit)));
  }

  @GetMapping(value = "/api/v1/accounts/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  String find(@PathVariable String id) {
    return accounts.find(id).orElseThrow(() -> noAccount(id));
  }

  @PutMapping(
      value = "/api/v1/accounts/{id}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_YAML_VALUE},
      produces = MediaType.APPLICATION_JSON_VALUE)
  @RolesAllowed(Roles.FINANCE)
  ResponseEntity<String> put(
      @PathVariable String id,
      @RequestBody String body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String noneMatch,
      Principal who) {
    Account account = read(body);
    if (!account.id().equals(id) || id.length() > LONGEST_ID || !id.matches("[\\w.:-]+")) {
      throw FaultException.of(
          Place.ofFile("account"),
          "the account (" + account.id() + ") is not the one of the address, " + id,
          "write the same, of at most 64 letters, digits and . : - _");
    }
    durable.change(
        () -> {
          Etags.expect(match, noneMatch, accounts.hold(id).orElse(null));
          accounts.put(account, who.getName());
          return true;
        });
    String described = find(id);
    return ResponseEntity.ok().eTag(Etags.of(described)).body(described);
  }

  /**
   * What invoices call an account.
   *
   * @param name of the customer, as invoices show it; empty: the account has none
   */
  record Name(@Nullable String name) {}

  @GetMapping("/api/v1/accounts/{id}/name")
  Name name(@PathVariable String id) {
    find(id);
    return new Name(names.of(id));
  }

  @PutMapping("/api/v1/accounts/{id}/name")
  @RolesAllowed(Roles.FINANCE)
  Name rename(@PathVariable String id, @RequestBody Name name, Principal who) {
    if (name.name() == null) {
      throw ProblemException.bad("The name is missing; an empty one takes it away");
    }
    String text = name.name();
    durable.change(
        () -> {
          names.put(id, text, who.getName());
          return true;
        });
    return name(id);
  }

  private Account read(String body) {
    String currency = bundles.live().tables().catalogue().settings().currency();
    Set<String> features = bundles.live().engine().features();
    try (RequestFolder folder = scratch.folder()) {
      // YAML, of which JSON is a part.
      Path file = folder.write("account", ".yaml", body);
      return folder
          .naming(() -> AccountReader.read(List.of(file), currency, features))
          .values()
          .iterator()
          .next();
    }
  }

  @Idempotent
  @PostMapping("/api/v1/accounts/{id}/usage")
  @ResponseStatus(HttpStatus.CREATED)
  @RolesAllowed(Roles.FINANCE)
  Delivery take(
      @PathVariable String id,
      @RequestParam @Nullable String name,
      HttpServletRequest request,
      Principal who) {
    try (RequestFolder folder = scratch.folder()) {
      Uploads.Upload upload = uploads.usage(request, name, folder);
      return ingest.take(id, folder, upload.path(), upload.name(), who.getName());
    }
  }

  @GetMapping("/api/v1/accounts/{id}/batches")
  Listing<Delivery> batches(
      @PathVariable String id,
      @RequestParam @Nullable String after,
      @RequestParam(defaultValue = Listing.USUAL) int limit) {
    ListSlice slice = Listing.slice(after, limit);
    find(id);
    return Listing.of(usages.part(id, slice));
  }

  @GetMapping("/api/v1/accounts/{id}/months")
  Listing<Month> months(
      @PathVariable String id,
      @RequestParam @Nullable String after,
      @RequestParam(defaultValue = Listing.USUAL) int limit) {
    ListSlice slice = Listing.slice(after, limit);
    find(id);
    List<Month> months = new ArrayList<>();
    LoadedBundle priced = bundles.live();
    usages
        .months(id)
        .forEach(
            (month, records) -> {
              List<StoredInvoice> issued = invoices.of(id, month);
              Long since =
                  issued.isEmpty()
                      ? null
                      : since(id, month, priced, issued.get(issued.size() - 1).batch());
              months.add(
                  new Month(
                      month, records, issued.stream().map(StoredInvoice::id).toList(), since));
            });
    return Listing.of(ListPart.of(months, slice, Month::month));
  }

  /** How many records that may concern a month came after a delivery. */
  private long since(String account, String month, LoadedBundle priced, long batch) {
    Period period = RequestTexts.month(month);
    if (!usages.isAnySince(account, period, priced.holdings(), batch)) {
      return 0;
    }
    return workshop.run(() -> previews.since(account, period, priced, batch));
  }

  @GetMapping(value = "/api/v1/accounts/{id}/preview", produces = MediaType.APPLICATION_JSON_VALUE)
  String preview(@PathVariable String id, @RequestParam String month) {
    Period period = RequestTexts.month(month);
    LoadedBundle priced = bundles.live();
    List<Invoice> rated = workshop.run(() -> previews.preview(id, period, priced).invoices());
    return Documents.json(rated, false, priced.tables().catalogue().settings().minorUnits());
  }

  private static ProblemException noAccount(String id) {
    return ProblemException.notFound("There is no account " + id);
  }
}
