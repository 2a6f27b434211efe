package dev.tarife.billing;

import dev.tarife.connect.ContactRecords;
import dev.tarife.connect.Settled;
import dev.tarife.metering.Gauge;
import dev.tarife.metering.Metered;
import dev.tarife.model.Account;
import dev.tarife.model.Invoice;
import dev.tarife.model.Notes;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.rating.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** A month of some accounts: their usage metered together, then an invoice for each. */
public final class BillingRun {
  /** What takes less than a blink is not asked how far it is. */
  private static final long MUCH = 8L << 20;

  private final PricingEngine engine;
  private final Input input;
  private final Period period;
  private final SortedMap<String, Account> accounts;

  private BillingRun(
      PricingEngine engine, Input input, Period period, SortedMap<String, Account> accounts) {
    this.engine = engine;
    this.input = input;
    this.period = period;
    this.accounts = accounts;
  }

  /**
   * Prepares a run: reads the accounts, and no usage yet.
   *
   * @throws dev.tarife.model.FaultException if an account is at fault
   */
  public static BillingRun of(PricingEngine engine, Input input, Period period) {
    return of(engine, input, period, Progress.NONE);
  }

  /** As {@link #of(PricingEngine, Input, Period)}, and tells how far it has come. */
  public static BillingRun of(PricingEngine engine, Input input, Period period, Progress progress) {
    String currency = engine.catalogue().settings().currency();
    progress.begins(steps(input));
    long all = Input.bytes(input.accounts());
    SortedMap<String, Account> accounts =
        AccountReader.read(
            input.accounts(),
            currency,
            (read, bytes) -> progress.accounts(read, Math.min(bytes, all), all));
    return new BillingRun(engine, input, period, accounts);
  }

  private static Set<Progress.Step> steps(Input input) {
    Set<Progress.Step> steps = EnumSet.of(Progress.Step.ACCOUNTS, Progress.Step.RATE);
    if (!input.contactRecords().isEmpty()) {
      steps.add(Progress.Step.CONTACT_RECORDS);
    }
    if (input.usageBytes() >= MUCH) {
      for (Gauge.Pass pass : Gauge.Pass.values()) {
        steps.add(Progress.Step.of(pass));
      }
    }
    return steps;
  }

  /** The accounts, by ascending id. */
  public Collection<Account> accounts() {
    return accounts.values();
  }

  /**
   * Meters and rates.
   *
   * @param sink gets one invoice for each account, by ascending id, also for one without usage
   * @return what the invoices do not say
   * @throws IOException if the sink fails
   * @throws dev.tarife.model.FaultException if a usage file is at fault; the sink got nothing then
   */
  public Summary run(InvoiceSink sink, Progress progress) throws IOException {
    return run(sink, progress, Runtime.getRuntime().availableProcessors());
  }

  /** As {@link #run(InvoiceSink, Progress)}, with so many threads. */
  public Summary run(InvoiceSink sink, Progress progress, int threads) throws IOException {
    return run(invoice -> invoice, sink::accept, progress, threads);
  }

  /**
   * Meters and rates.
   *
   * @param shape what the sink wants of an invoice; done by several threads at once, in any order
   * @param sink gets the shape of one invoice for each account, by ascending id
   * @param threads how many accounts to rate at once; the result is the same for any number
   */
  public <T> Summary run(Function<Invoice, T> shape, Sink<T> sink, Progress progress, int threads)
      throws IOException {
    progress.metering(input.usageBytes());
    try (Settled settled = settle(progress);
        PricingEngine.Metering metering = meter(settled, progress::metered)) {
      boolean alone = accounts.size() == 1;
      List<Rejection> unassigned = new ArrayList<>(metering.unassigned());
      unassigned.addAll(settled.unassigned());
      Collections.sort(unassigned);
      long rejected = alone ? 0 : records(unassigned);
      long done = 0;
      try (InOrder<Shaped<T>> rated = new InOrder<>(alone ? 1 : threads)) {
        Iterator<Account> waiting = accounts.values().iterator();
        while (done < accounts.size()) {
          while (waiting.hasNext() && rated.hasRoom()) {
            Account account = waiting.next();
            Metered metered = metering.of(account);
            rated.submit(
                () -> {
                  Invoice invoice =
                      invoice(account, metered, settled, alone ? unassigned : List.of());
                  return new Shaped<>(shape.apply(invoice), records(invoice.rejected()));
                });
          }
          Shaped<T> next = rated.take();
          rejected += next.rejected();
          sink.accept(next.shape());
          progress.rated(++done, accounts.size());
        }
      }
      return alone
          ? new Summary(done, rejected, List.of(), List.of())
          : new Summary(done, rejected, unassigned, List.of());
    }
  }

  /** Takes what is made of invoices, one by one, so that they need not all be held. */
  @FunctionalInterface
  public interface Sink<T> {
    void accept(T shape) throws IOException;
  }

  /** What the sink wants of an invoice, and how many of its records are rejected. */
  private record Shaped<T>(T shape, long rejected) {}

  /** An account's invoice, with what came of its contact records and of records of nobody. */
  private Invoice invoice(
      Account account, Metered metered, Settled settled, List<Rejection> unassigned) {
    Invoice invoice = engine.rate(account, period, metered.usage());
    List<Rejection> rejections = new ArrayList<>(metered.rejected());
    rejections.addAll(settled.rejected(account.id()));
    rejections.addAll(unassigned);
    List<String> said = new ArrayList<>(invoice.notes());
    addNotes(account, metered.outOfPeriod() + settled.outOfPeriod(account.id()), said);
    said.addAll(settled.notes(account.id()));
    return withMore(invoice, rejections, said);
  }

  /**
   * Meters, rates and explains the month of the only account.
   *
   * @throws IllegalStateException if there are several
   * @throws dev.tarife.model.FaultException if a usage file is at fault
   */
  public Explanation explain() {
    if (accounts.size() != 1) {
      throw new IllegalStateException("Of " + accounts.size() + " accounts, name one.");
    }
    Account account = accounts.values().iterator().next();
    try (Settled settled = settle(Progress.NONE);
        PricingEngine.Metering metering = meter(settled, Gauge.NONE)) {
      return engine.explain(account, period, metering.of(account).usage());
    }
  }

  /** What the contact records and numbers settle, beside the usage records (decision A-54). */
  private Settled settle(Progress progress) {
    long all = Input.bytes(input.contactRecords());
    return new ContactRecords(
            engine.contacts(),
            engine.tags(),
            (documents, bytes) -> progress.read(documents, bytes, all))
        .settle(input.contactRecords(), input.numbers(), accounts.values(), period);
  }

  private PricingEngine.Metering meter(Settled settled, Gauge gauge) {
    List<Path> usage = new ArrayList<>(input.usage());
    usage.addAll(settled.usage());
    boolean much = input.usageBytes() >= MUCH;
    return engine.meter(usage, accounts.values(), period, much ? gauge : Gauge.NONE);
  }

  private void addNotes(Account account, long outOfPeriod, List<String> notes) {
    if (outOfPeriod > 0) {
      notes.add(Notes.outOfPeriod(outOfPeriod, period));
    }
    for (String feature : account.activations().keySet()) {
      if (!engine.features().contains(feature)) {
        notes.add("the activation (" + feature + ") has no effect: no trial is of that name");
      }
    }
  }

  private static Invoice withMore(Invoice invoice, List<Rejection> rejected, List<String> notes) {
    rejected.addAll(invoice.rejected());
    return new Invoice(
        invoice.account(),
        invoice.period(),
        invoice.currency(),
        invoice.bundle(),
        invoice.lines(),
        rejected.stream().sorted().toList(),
        notes,
        invoice.totalExact(),
        invoice.total());
  }

  private static long records(List<Rejection> rejections) {
    return rejections.stream().mapToLong(Rejection::records).sum();
  }

  /**
   * What a run did, beside its invoices.
   *
   * @param invoices how many
   * @param rejected how many records no invoice charges, for want of a rule or an account
   * @param unassigned records of no account; empty where the one invoice lists them
   * @param notes what concerns all accounts; empty where the one invoice has them
   */
  public record Summary(
      long invoices, long rejected, List<Rejection> unassigned, List<String> notes) {
    public Summary {
      unassigned = List.copyOf(unassigned);
      notes = List.copyOf(notes);
    }
  }
}
