package dev.tarife.web.pages.invoice;

import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.Invoices;
import dev.tarife.web.store.StoredInvoice;
import dev.tarife.web.store.Usages;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The months that there is something to show of. */
@Component
class Months {
  private static final int MOST_ACCOUNTS = 50;
  private static final int MOST_INVOICES = 1_000;

  private final Accounts accounts;
  private final Usages usages;
  private final Invoices invoices;

  Months(Accounts accounts, Usages usages, Invoices invoices) {
    this.accounts = accounts;
    this.usages = usages;
    this.invoices = invoices;
  }

  /**
   * An account's month.
   *
   * @param account whose
   * @param month which
   * @param records how many usage records begin in it
   * @param issued its invoice and the corrections, in their order; empty: none yet
   */
  record Entry(String account, YearMonth month, long records, List<StoredInvoice> issued) {
    Entry {
      issued = List.copyOf(issued);
    }
  }

  List<String> accounts() {
    return accounts.ids();
  }

  /**
   * Months with usage or an invoice, the latest first.
   *
   * @param account of one account; null: of the first few
   */
  List<Entry> list(@Nullable String account) {
    List<Entry> entries = new ArrayList<>();
    List<String> of = account == null ? accounts.ids() : List.of(account);
    for (String id : of.stream().limit(MOST_ACCOUNTS).toList()) {
      Map<String, Long> records = usages.months(id);
      Map<String, List<StoredInvoice>> issued = new LinkedHashMap<>();
      invoices
          .list(id, null, MOST_INVOICES)
          .forEach(each -> issued.computeIfAbsent(each.period(), p -> new ArrayList<>()).add(each));
      TreeSet<String> months = new TreeSet<>(records.keySet());
      months.addAll(issued.keySet());
      for (String month : months) {
        entries.add(
            new Entry(
                id,
                YearMonth.parse(month),
                records.getOrDefault(month, 0L),
                issued.getOrDefault(month, List.of())));
      }
    }
    entries.sort(Comparator.comparing(Entry::month).reversed().thenComparing(Entry::account));
    return entries;
  }
}
