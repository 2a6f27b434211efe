package dev.tarife.web.pages.invoice;

import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.PartyNames;
import dev.tarife.web.store.invoice.InvoiceHead;
import dev.tarife.web.store.invoice.StoredInvoices;
import dev.tarife.web.store.usage.StoredUsages;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The months that there is something to show of: usage, or an invoice. */
@Component
class Months {
  private final Accounts accounts;
  private final StoredUsages usages;
  private final StoredInvoices invoices;
  private final PartyNames names;
  private final Clock clock;

  /** The months of each account, as they were after a delivery: they stay so until the next. */
  private final Map<String, Counted> counted = new ConcurrentHashMap<>();

  Months(
      Accounts accounts,
      StoredUsages usages,
      StoredInvoices invoices,
      PartyNames names,
      Clock clock) {
    this.accounts = accounts;
    this.usages = usages;
    this.invoices = invoices;
    this.names = names;
    this.clock = clock;
  }

  /** How many records begin in each month, after a delivery. */
  private record Counted(long batch, Map<String, Long> records) {}

  /** Where a month stands. */
  enum State {
    /** It has not ended. */
    RUNNING,
    /** It has ended, and has no invoice. */
    OPEN,
    ISSUED,
    /** It has an invoice and at least one correction. */
    CORRECTED;

    /** As messages and links name it. */
    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * An account's month.
   *
   * @param account whose
   * @param name of the account; empty: it has none
   * @param month which
   * @param records how many usage records begin in it
   * @param issued its invoice and the corrections, in their order; empty: none yet
   * @param state where it stands
   */
  record Entry(
      String account,
      String name,
      YearMonth month,
      long records,
      List<InvoiceHead> issued,
      State state) {
    Entry {
      issued = List.copyOf(issued);
    }

    /** Its account, by name and number. */
    public String called() {
      return name.isEmpty() ? account : name + " · " + account;
    }

    /** What was issued for it, corrections included. */
    public Money total() {
      return issued.stream().map(InvoiceHead::total).reduce(Money.ZERO, Money::plus);
    }

    public String stateCode() {
      return state.code();
    }
  }

  /** Every month with usage or an invoice. */
  List<Entry> all() {
    Map<String, Map<String, List<InvoiceHead>>> issued = new LinkedHashMap<>();
    for (InvoiceHead head : invoices.heads()) {
      issued
          .computeIfAbsent(head.account(), account -> new LinkedHashMap<>())
          .computeIfAbsent(head.period(), period -> new ArrayList<>())
          .add(head);
    }
    Map<String, String> called = names.all();
    Map<String, Long> last = usages.lastBatches();
    List<Entry> entries = new ArrayList<>();
    for (String account : accounts.ids()) {
      Map<String, Long> records = records(account, last.getOrDefault(account, 0L));
      Map<String, List<InvoiceHead>> own = issued.getOrDefault(account, Map.of());
      TreeSet<String> months = new TreeSet<>(records.keySet());
      months.addAll(own.keySet());
      for (String month : months) {
        entries.add(
            entry(
                account,
                called.getOrDefault(account, ""),
                YearMonth.parse(month),
                records.getOrDefault(month, 0L),
                own.getOrDefault(month, List.of())));
      }
    }
    return entries;
  }

  private Entry entry(
      String account, String name, YearMonth month, long records, List<InvoiceHead> issued) {
    State state =
        issued.size() > 1
            ? State.CORRECTED
            : issued.size() == 1
                ? State.ISSUED
                : clock.instant().isBefore(new Period(month).end()) ? State.RUNNING : State.OPEN;
    return new Entry(account, name, month, records, issued, state);
  }

  private Map<String, Long> records(String account, long batch) {
    if (batch == 0) {
      return Map.of();
    }
    Counted known = counted.get(account);
    if (known == null || known.batch() != batch) {
      // A delivery that ends meanwhile has a higher number: the next look counts anew.
      known = new Counted(batch, usages.months(account));
      counted.put(account, known);
    }
    return known.records();
  }
}
