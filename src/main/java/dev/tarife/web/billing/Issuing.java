package dev.tarife.web.billing;

import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.rating.Explanation;
import dev.tarife.report.Story;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.Folder;
import dev.tarife.web.rating.Priced;
import dev.tarife.web.rating.Rater;
import dev.tarife.web.rating.Scratch;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.Durable;
import dev.tarife.web.store.Invoices;
import dev.tarife.web.store.StoredInvoice;
import dev.tarife.web.store.StoredLine;
import dev.tarife.web.store.Usages;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final Logger LOG = LoggerFactory.getLogger(Issuing.class);

  private final Accounts accounts;
  private final Usages usages;
  private final Invoices invoices;
  private final Previews previews;
  private final Bundles bundles;
  private final Rater rater;
  private final Scratch scratch;
  private final Audit audit;
  private final Durable durable;
  private final Clock clock;

  Issuing(
      Accounts accounts,
      Usages usages,
      Invoices invoices,
      Previews previews,
      Bundles bundles,
      Rater rater,
      Scratch scratch,
      Audit audit,
      Durable durable,
      Clock clock) {
    this.accounts = accounts;
    this.usages = usages;
    this.invoices = invoices;
    this.previews = previews;
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
   * @throws ProblemException if there is no such account, the month has not ended, or nothing is to
   *     be corrected
   */
  public Issued issue(String account, Period period, String who) {
    if (clock.instant().isBefore(period.end())) {
      throw ProblemException.conflict(
          period + " has not ended yet; until then a preview shows what it comes to");
    }
    Issued issued = durable.change(() -> issueHeld(account, period, who));
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

  /** Between taking the account and the end, no usage comes in. */
  private Issued issueHeld(String account, Period period, String who) {
    String description =
        accounts
            .hold(account)
            .orElseThrow(() -> ProblemException.notFound("There is no account " + account));
    List<StoredInvoice> before = invoices.of(account, period.toString());
    Priced priced = before.isEmpty() ? bundles.live() : bundles.of(before.get(0).bundleFile());
    Whole whole = whole(account, period, priced);
    Invoice content = whole.invoice();
    List<Story> stories = whole.stories();
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
            priced.file(),
            content.totalExact(),
            content.total(),
            usages.lastBatch(account),
            document(content, priced),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            who);
    invoices.add(stored, content.bundle().sha256(), description, lines(content, stories));
    audit.write(
        who,
        number == 1 ? "issue-invoice" : "issue-correction",
        id,
        content.total() + " " + content.currency() + ", bundle " + content.bundle().version());
    return new Issued(stored, content);
  }

  /** A month as it is now, with the story of every line. */
  private record Whole(Invoice invoice, List<Story> stories) {}

  private Whole whole(String account, Period period, Priced priced) {
    try (Folder folder = scratch.folder()) {
      Input input = previews.input(folder, account, period, priced);
      return folder.naming(
          () -> {
            Invoice invoice = rater.rate(priced, input, period, Progress.NONE).invoices().get(0);
            Explanation explained = rater.explain(priced, input, period);
            List<Story> stories =
                explained.lines().stream()
                    .map(line -> Story.of(line, explained.invoice(), priced.engine()::cells))
                    .toList();
            return new Whole(invoice, stories);
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
        whole.total().minus(paid));
  }

  private static String document(Invoice invoice, Priced priced) {
    return Documents.json(
        List.of(invoice), false, priced.tables().catalogue().settings().minorUnits());
  }

  private static List<StoredLine> lines(Invoice invoice, List<Story> stories) {
    List<StoredLine> lines = new ArrayList<>();
    for (LineItem item : invoice.lines()) {
      lines.add(new StoredLine(lines.size() + 1, item, Documents.json(stories.get(lines.size()))));
    }
    return lines;
  }
}
