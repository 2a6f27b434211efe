package dev.tarife.billing;

import dev.tarife.model.Invoice;
import java.io.IOException;

/** Takes invoices one by one, so that they need not all be held. */
@FunctionalInterface
public interface InvoiceSink {
  void accept(Invoice invoice) throws IOException;
}
