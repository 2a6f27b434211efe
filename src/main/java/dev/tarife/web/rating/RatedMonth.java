package dev.tarife.web.rating;

import dev.tarife.billing.BillingRun;
import dev.tarife.model.Invoice;
import java.util.List;

/**
 * A month that was rated.
 *
 * @param priced with what
 * @param invoices one for each account, by ascending id
 * @param summary what they do not say
 */
public record RatedMonth(LoadedBundle priced, List<Invoice> invoices, BillingRun.Summary summary) {
  public RatedMonth {
    invoices = List.copyOf(invoices);
  }
}
