package dev.tarife.web.billing;

import dev.tarife.model.Invoice;
import dev.tarife.web.store.invoice.StoredInvoice;

/**
 * An invoice that was just issued.
 *
 * @param stored as it is kept
 * @param invoice its content
 */
public record Issued(StoredInvoice stored, Invoice invoice) {}
