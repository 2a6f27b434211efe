package dev.tarife.web.billing;

import dev.tarife.model.BundleId;
import dev.tarife.model.Carried;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.web.store.invoice.StoredInvoice;
import dev.tarife.web.store.invoice.StoredLine;
import java.time.YearMonth;
import java.util.List;

/** Issued invoices as CSV, one row a line. */
public final class IssuedCsv {
  private IssuedCsv() {}

  /** An invoice as {@code tarife rate --format csv} writes it. */
  public static String of(StoredInvoice invoice, List<StoredLine> lines) {
    return Documents.csv(
        List.of(
            new Invoice(
                invoice.account(),
                new Period(YearMonth.parse(invoice.period())),
                invoice.currency(),
                new BundleId(invoice.bundleVersion(), ""),
                lines.stream().map(StoredLine::item).toList(),
                List.of(),
                List.of(),
                invoice.totalExact(),
                invoice.total(),
                Carried.NONE)));
  }
}
