package dev.tarife.report;

import dev.tarife.model.Invoice;
import java.io.Closeable;
import java.io.IOException;

/** Writes invoices one after another in one form. Closing ends the document. */
public interface InvoiceWriter extends Closeable {
  void write(Invoice invoice) throws IOException;
}
