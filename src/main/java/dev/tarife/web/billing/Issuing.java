package dev.tarife.web.billing;

import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.model.Carried;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.rating.Explanation;
import dev.tarife.report.LineExplanation;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.Rater;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.PartyNames;
import dev.tarife.web.store.invoice.StoredInvoice;
import dev.tarife.web.store.invoice.StoredInvoices;
import dev.tarife.web.store.invoice.StoredLine;
import dev.tarife.web.store.usage.StoredUsages;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Issues invoices. The first of a month is its invoice; when usage comes later, the next is a
 * correction: the differences, rated with the bundle that rated the invoice.
 */
@Component
public class Issuing {
  /**
   * Usage that keeps coming in while its month is rated must not keep it from being issued for
   * ever.
   */
  private static final int TRIES = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Issuing.class);

  private final Accounts accounts;
  private final StoredUsages usages;
  private final StoredInvoices invoices;
  private final PartyNames names;
  private final Previews previews;
  private final CarriedBalances balances;
  private final Bundles bundles;
  private final Rater rater;
  private final TemporaryFiles scratch;
  private final Audit audit;
  private final DurableChanges durable;
  private final Clock clock;

  Issuing(
      Accounts accounts,
      StoredUsages usages,
      StoredInvoices invoices,
      PartyNames names,
      Previews previews,
      CarriedBalances balances,
      Bundles bundles,
      Rater rater,
      TemporaryFiles scratch,
      Audit audit,
      DurableChanges durable,
      Clock clock) {
    this.accounts = accounts;
    this.usages = usages;
    this.invoices = invoices;
    this.names = names;
    this.previews = previews;
    this.balances = balances;
    this.bundles = bundles;
    this.rater = rater;
    this.scratch = scratch;
    this.audit = audit;
    this.durable = durable;
    this.clock = clock;
  }

  /**
   * Issues the invoice of a month, or a correction of what was issued for it.
   *
   * @param rejectedAllowed whether to issue although some usage is rejected, and so not charged
   * @throws ProblemException if there is no such account, the month has not ended, nothing is to be
   *     corrected, or usage is rejected and that was not allowed
   */
  public Issued issue(String account, Period period, String who, boolean rejectedAllowed) {
    if (clock.instant().isBefore(period.end())) {
      throw ProblemException.conflict(
          period + " has not ended yet; until then a preview shows what it comes to");
    }
    Issued issued = null;
    for (int i = 0; i < TRIES && issued == null; i++) {
      Month month = durable.read(() -> month(account, period));
      // Rated outside any transaction: it may take long, and may be stopped.
      Whole whole = whole(month, period);
      if (!rejectedAllowed && !whole.invoice().rejected().isEmpty()) {
        throw ProblemException.conflict(
            "Usage is rejected and would not be charged. Fix it, or allow it with allow_rejected",
            whole.invoice().rejected().stream().map(Issuing::inWords).toList());
      }
      issued =
          durable.change(
              () -> month.equals(held(account, period)) ? issue(month, whole, period, who) : null);
    }
    if (issued == null) {
      throw ProblemException.conflict(
          "Usage of " + account + " came in while the month was rated; issue it again");
    }
    try (var invoice = MDC.putCloseable("invoice", issued.stored().id())) {
      LOG.info(
          "issued {}, {} {} by {}",
          invoice == null ? "" : issued.stored().id(),
          issued.stored().total(),
          issued.stored().currency(),
          who);
    }
    return issued;
  }

  private static String inWords(Rejection rejection) {
    return rejection.records()
        + (rejection.records() == 1 ? " record" : " records")
        + ", such as "
        + rejection.example()
        + ": "
        + rejection.reason();
  }

  /**
   * What an invoice of a month depends on. While it stays equal, rating again gives the same.
   *
   * @param description of the account
   * @param lastBatch the account's last delivery of usage
   * @param before what was issued for the month
   * @param carried what the invoice of the month before carries into it
   */
  private record Month(
      String account,
      String description,
      long lastBatch,
      List<StoredInvoice> before,
      Optional<Carried> carried) {}

  private Month month(String account, Period period) {
    return month(account, period, accounts.find(account));
  }

  /** The same, and nothing changes it until the transaction ends. */
  private Month held(String account, Period period) {
    return month(account, period, accounts.hold(account));
  }

  private Month month(String account, Period period, Optional<String> description) {
    return new Month(
        account,
        description.orElseThrow(() -> ProblemException.notFound("There is no account " + account)),
        usages.lastBatch(account),
        invoices.of(account, period.toString()),
        balances.into(account, period));
  }

  private Issued issue(Month month, Whole whole, Period period, String who) {
    String account = month.account();
    List<StoredInvoice> before = month.before();
    Invoice content = whole.invoice();
    List<LineExplanation> stories = whole.stories();
    if (!before.isEmpty()) {
      Map<StoredInvoice, List<StoredLine>> lines = new LinkedHashMap<>();
      before.forEach(invoice -> lines.put(invoice, invoices.lines(invoice.id())));
      Correction correction = Correction.of(content, stories, lines);
      if (correction.isEmpty()) {
        throw ProblemException.conflict(
            before.get(before.size() - 1).id()
                + " was issued on "
                + before.get(before.size() - 1).issuedAt()
                + ", and nothing has changed since");
      }
      stories = correction.stories();
      content = corrected(content, correction, before);
    }
    int number = before.size() + 1;
    String id = account + "-" + period + "-" + number;
    StoredInvoice stored =
        new StoredInvoice(
            id,
            account,
            period.toString(),
            number,
            number > 1,
            content.currency(),
            content.bundle().version(),
            whole.priced().file(),
            content.totalExact(),
            content.total(),
            month.lastBatch(),
            document(content, whole.priced()),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            who);
    invoices.add(stored, content.bundle().sha256(), month.description(), lines(content, stories));
    names.keep(id, account);
    audit.write(
        who,
        number == 1 ? "issue-invoice" : "issue-correction",
        id,
        content.total().toString(whole.priced().tables().catalogue().settings().minorUnits())
            + " "
            + content.currency()
            + ", bundle "
            + content.bundle().version());
    return new Issued(stored, content);
  }

  /** A month as it is now, with the story of every line. */
  private record Whole(LoadedBundle priced, Invoice invoice, List<LineExplanation> stories) {}

  /** Rates a month: with the live bundle, or with that of its invoice. */
  private Whole whole(Month month, Period period) {
    LoadedBundle priced =
        month.before().isEmpty() ? bundles.live() : bundles.of(month.before().get(0).bundleFile());
    try (RequestFolder folder = scratch.folder()) {
      Input input = previews.input(folder, month.account(), period, priced);
      return folder.naming(
          () -> {
            Invoice invoice = rater.rate(priced, input, period, Progress.NONE).invoices().get(0);
            Explanation explained = rater.explain(priced, input, period);
            List<LineExplanation> stories =
                explained.lines().stream()
                    .map(
                        line ->
                            LineExplanation.of(line, explained.invoice(), priced.engine()::cells))
                    .toList();
            return new Whole(priced, invoice, stories);
          });
    }
  }

  /** A correction's own content: the differences, and what is to be paid for them. */
  private static Invoice corrected(
      Invoice whole, Correction correction, List<StoredInvoice> before) {
    Money paid = before.stream().map(StoredInvoice::total).reduce(Money.ZERO, Money::plus);
    List<String> notes = new ArrayList<>();
    notes.add(
        "this corrects " + String.join(", ", before.stream().map(StoredInvoice::id).toList()));
    notes.addAll(whole.notes());
    return new Invoice(
        whole.account(),
        whole.period(),
        whole.currency(),
        whole.bundle(),
        correction.items(),
        whole.rejected(),
        notes,
        correction.exact(),
        // Rounded differences would not add up to the rounded month.
        whole.total().minus(paid),
        whole.carries());
  }

  private static String document(Invoice invoice, LoadedBundle priced) {
    return Documents.json(
        List.of(invoice), false, priced.tables().catalogue().settings().minorUnits());
  }

  private static List<StoredLine> lines(Invoice invoice, List<LineExplanation> stories) {
    List<StoredLine> lines = new ArrayList<>();
    for (LineItem item : invoice.lines()) {
      lines.add(new StoredLine(lines.size() + 1, item, Documents.json(stories.get(lines.size()))));
    }
    return lines;
  }
}
