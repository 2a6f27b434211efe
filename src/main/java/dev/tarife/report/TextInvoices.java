package dev.tarife.report;

import dev.tarife.model.Invoice;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.model.Rejection;
import dev.tarife.table.Catalogue;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Invoices as a person reads them: by area with subtotals, numbers under each other. */
public final class TextInvoices implements InvoiceWriter {
  /** The width where nobody says which. */
  public static final int WIDTH = 100;

  private final Writer out;
  private final TextPage page;
  private final InvoiceTable table;
  private boolean first = true;

  /**
   * Begins a document.
   *
   * @param catalogue gives the areas and the currency's decimals
   * @param width of the page, in characters; a narrow one is exceeded rather than cut
   * @param colour whether the reader is a terminal that shows bold and dim
   */
  public TextInvoices(Writer out, Catalogue catalogue, int width, boolean colour) {
    this.out = out;
    this.page = new TextPage(out, width, colour);
    this.table = new InvoiceTable(page, catalogue);
  }

  @Override
  public void write(Invoice invoice) throws IOException {
    if (!first) {
      page.line("");
    }
    first = false;
    page.line(
        page.bold("Account " + TerminalText.safe(invoice.account()) + " · " + invoice.period())
            + " · "
            + TerminalText.safe(invoice.currency()));
    page.line(page.dim(TerminalText.safe(tables(invoice)) + hash(invoice)));
    String instances =
        invoice.lines().stream()
            .filter(item -> item.instance() != null)
            .map(item -> item.instance() + " in " + item.region())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    if (!instances.isEmpty()) {
      for (String part : TextPage.wrap("Instances " + TerminalText.safe(instances), page.width())) {
        page.line(page.dim(part));
      }
    }
    table.write(invoice);
    rejected(invoice);
    carries(invoice);
    notes(invoice);
  }

  private void carries(Invoice invoice) throws IOException {
    if (invoice.carries().isEmpty()) {
      return;
    }
    page.line("");
    page.line(page.bold("Carried to the next month"));
    for (Map.Entry<String, Money> credit : invoice.carries().credits().entrySet()) {
      page.bullet(
          "credit "
              + TerminalText.safe(credit.getKey())
              + ": "
              + TerminalText.grouped(credit.getValue().toString()));
    }
    for (Map.Entry<String, Quantity> kept : invoice.carries().allowances().entrySet()) {
      page.bullet(
          "allowance "
              + TerminalText.safe(kept.getKey())
              + ": "
              + TerminalText.grouped(kept.getValue().toString())
              + " in base units");
    }
    for (Map.Entry<String, Quantity> counted : invoice.carries().counters().entrySet()) {
      page.bullet(
          "counter "
              + TerminalText.safe(counted.getKey())
              + ": "
              + TerminalText.grouped(counted.getValue().toString())
              + " in base units");
    }
  }

  private static String tables(Invoice invoice) {
    String said = invoice.bundle().said();
    return said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
  }

  private static String hash(Invoice invoice) {
    String sha256 = invoice.bundle().sha256();
    return sha256.isEmpty()
        ? ""
        : " · SHA-256 " + TerminalText.safe(sha256.substring(0, Math.min(16, sha256.length())));
  }

  private void rejected(Invoice invoice) throws IOException {
    if (invoice.rejected().isEmpty()) {
      return;
    }
    page.line("");
    page.line(page.bold("Not charged"));
    for (Rejection rejection : invoice.rejected()) {
      page.bullet(
          TerminalText.grouped(String.valueOf(rejection.records()))
              + (rejection.records() == 1 ? " record: " : " records: ")
              + TerminalText.safe(rejection.reason())
              + " (such as "
              + TerminalText.safe(rejection.such())
              + ")");
    }
  }

  private void notes(Invoice invoice) throws IOException {
    if (invoice.notes().isEmpty()) {
      return;
    }
    page.line("");
    page.line(page.bold("Notes"));
    for (String note : invoice.notes()) {
      page.bullet(TerminalText.safe(note));
    }
  }

  /** Flushes; the target stays open. */
  @Override
  public void close() throws IOException {
    out.flush();
  }
}
