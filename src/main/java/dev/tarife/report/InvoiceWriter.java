package dev.tarife.report;

import dev.tarife.model.Invoice;
import java.io.Closeable;
import java.io.IOException;

/** Writes invoices one after another in one form. Closing ends the document. */
public interface InvoiceWriter extends Closeable {
  /** Writes an invoice behind those before it. */
  void write(Invoice invoice) throws IOException;

  /**
   * An invoice in this form, to be written in its turn. Unlike writing, this may be done by several
   * threads at once, in any order.
   */
  default Part part(Invoice invoice) {
    return () -> write(invoice);
  }

  /** An invoice that waits for its turn. */
  @FunctionalInterface
  interface Part {
    /** Writes it behind those before it. */
    void write() throws IOException;
  }
}
