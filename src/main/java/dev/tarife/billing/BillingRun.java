package dev.tarife.billing;

import dev.tarife.connect.ContactRecords;
import dev.tarife.connect.Settled;
import dev.tarife.duckdb.Gauge;
import dev.tarife.metering.Metered;
import dev.tarife.metering.UnreadColumn;
import dev.tarife.metering.input.RecordPlaces;
import dev.tarife.metering.terms.FractionalUsage;
import dev.tarife.model.Account;
import dev.tarife.model.Invoice;
import dev.tarife.model.Notes;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.rating.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A month of some accounts: their usage metered together, then an invoice for each. */
public final class BillingRun {
  /** What takes less than a blink is not asked how far it is. */
  private static final long MUCH = 8L << 20;

  private final PricingEngine engine;
  private final Input input;
  private final Period period;
  private final SortedMap<String, Account> accounts;
  private final boolean emptyAllowed;
  private final boolean places;
  private final @Nullable WholeRun whole;

  private BillingRun(
      PricingEngine engine,
      Input input,
      Period period,
      SortedMap<String, Account> accounts,
      boolean emptyAllowed,
      boolean places,
      @Nullable WholeRun whole) {
    this.engine = engine;
    this.input = input;
    this.period = period;
    this.accounts = accounts;
    this.emptyAllowed = emptyAllowed;
    this.places = places;
    this.whole = whole;
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
    return of(engine, input, period, engine.features(), progress);
  }

  /**
   * As {@link #of(PricingEngine, Input, Period)}; accounts may activate features that other tables
   * know, or those of another day: a note says which have no effect.
   */
  public static BillingRun ofAnyActivation(PricingEngine engine, Input input, Period period) {
    return of(engine, input, period, null, Progress.NONE);
  }

  private static BillingRun of(
      PricingEngine engine,
      Input input,
      Period period,
      @Nullable Set<String> features,
      Progress progress) {
    String currency = engine.catalogue().settings().currency();
    progress.begins(steps(input));
    long all = Input.bytes(input.accounts());
    SortedMap<String, Account> accounts =
        AccountReader.read(
            input.accounts(),
            currency,
            features,
            (read, bytes) -> progress.accounts(read, Math.min(bytes, all), all));
    return new BillingRun(engine, input, period, accounts, false, false, null);
  }

  /**
   * Prepares a run over accounts that were read before.
   *
   * @param input its account files are not read
   * @throws IllegalArgumentException if an account is there twice
   */
  public static BillingRun of(
      PricingEngine engine, Input input, Period period, Collection<Account> accounts) {
    SortedMap<String, Account> byId = new TreeMap<>();
    for (Account account : accounts) {
      if (byId.put(account.id(), account) != null) {
        throw new IllegalArgumentException("The account (" + account.id() + ") is there twice.");
      }
    }
    return new BillingRun(engine, input, period, byId, false, false, null);
  }

  /**
   * The same run as a part of a larger one, whose other parts run elsewhere. It takes no record of
   * a stranger for one of its own, even if it has one account. Whether anything lies in the month
   * at all is not judged: {@link Summary#contents} of all parts together tell.
   */
  public BillingRun asPartOf(WholeRun all) {
    return new BillingRun(
        all.isDivided() ? engine.amongOthers() : engine,
        input,
        period,
        accounts,
        emptyAllowed,
        places,
        all);
  }

  /** The same run, which invoices a month in which nothing lies, rather than refuse it. */
  public BillingRun allowingEmpty() {
    return new BillingRun(engine, input, period, accounts, true, places, whole);
  }

  /** The same run, which looks for the lines of what it gives as examples. */
  public BillingRun namingPlaces() {
    return new BillingRun(engine, input, period, accounts, emptyAllowed, true, whole);
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
  public Summary run(Sink<Invoice> sink, Progress progress) throws IOException {
    return run(sink, progress, Runtime.getRuntime().availableProcessors());
  }

  /** As {@link #run(Sink, Progress)}, with so many threads. */
  public Summary run(Sink<Invoice> sink, Progress progress, int threads) throws IOException {
    return run(invoice -> invoice, sink, progress, threads);
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
      Emptiness emptiness = check(metering, settled);
      Map<String, String> where = where(metering, settled);
      boolean alone = isAlone();
      List<Rejection> unassigned = new ArrayList<>(metering.unassigned());
      unassigned.addAll(settled.unassigned());
      unassigned.replaceAll(one -> one.at(where.get(one.example())));
      Collections.sort(unassigned);
      long rejected = alone ? 0 : records(unassigned);
      long done = 0;
      try (OrderedTasks<Shaped<T>> rated = new OrderedTasks<>(alone ? 1 : threads)) {
        Iterator<Account> waiting = accounts.values().iterator();
        while (done < accounts.size()) {
          while (waiting.hasNext() && rated.hasRoom()) {
            Account account = waiting.next();
            Metered metered = metering.of(account);
            rated.submit(
                () -> {
                  Invoice invoice =
                      invoice(
                          account,
                          metered,
                          settled,
                          alone ? unassigned : List.of(),
                          notes(metering, metered, emptiness, where),
                          where);
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
          ? new Summary(done, rejected, List.of(), warnings(metering), contents(metering, settled))
          : new Summary(
              done, rejected, unassigned, warnings(metering), contents(metering, settled));
    }
  }

  /** Whether the only account of the run is here, so that every record is its own. */
  private boolean isAlone() {
    return accounts.size() == 1 && (whole == null || !whole.isDivided());
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
      Account account,
      Metered metered,
      Settled settled,
      List<Rejection> unassigned,
      List<String> notes,
      Map<String, String> where) {
    Invoice invoice = engine.rate(account, period, metered.usage());
    List<Rejection> rejections = new ArrayList<>(metered.rejected());
    rejections.addAll(settled.rejected(account.id()));
    rejections.addAll(unassigned);
    List<String> said = new ArrayList<>(invoice.notes());
    addNotes(account, metered.outOfPeriod() + settled.outOfPeriod(account.id()), said);
    said.addAll(notes);
    said.addAll(settled.notes(account.id()));
    rejections.addAll(invoice.rejected());
    Map<String, String> found = new HashMap<>(where);
    if (places && isAlone()) {
      // What only rating rejects, metering did not know.
      Set<String> more = new TreeSet<>();
      rejections.forEach(one -> more.add(one.example()));
      more.removeAll(where.keySet());
      if (!more.isEmpty()) {
        found.putAll(RecordPlaces.of(more, input.usage(), input.contactRecords()));
      }
    }
    rejections.replaceAll(one -> one.at(found.get(one.example())));
    return invoice.with(rejections, said);
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
      check(metering, settled);
      return engine.explain(account, period, metering.of(account).usage());
    }
  }

  /** What a month of records that lie elsewhere, or of none, comes to. */
  private record Emptiness(boolean everywhere, String note) {}

  /** Looks whether anything lies in the month; a part leaves that to the whole run. */
  private Emptiness check(PricingEngine.Metering metering, Settled settled) {
    Contents contents = contents(metering, settled);
    if (whole == null) {
      contents.check(named(), period, emptyAllowed);
      if (!contents.any()) {
        return new Emptiness(true, contents.nothing(period));
      }
    } else if (whole.nothing() != null) {
      return new Emptiness(true, whole.nothing());
    }
    return new Emptiness(false, "no record of this account lies in " + period);
  }

  private Contents contents(PricingEngine.Metering metering, Settled settled) {
    boolean any =
        metering.any()
            || settled.months().contains(period.month())
            || accounts.keySet().stream().anyMatch(id -> !settled.rejected(id).isEmpty());
    Set<YearMonth> months = new TreeSet<>(metering.months());
    months.addAll(settled.months());
    return Contents.of(any, months, metering.untagged(), metering.tags());
  }

  /** The files that hold the usage, or the folder of the first and how many more. */
  private String named() {
    List<Path> files = new ArrayList<>(input.usage());
    files.addAll(input.contactRecords());
    files.addAll(input.numbers());
    if (files.isEmpty()) {
      return "the input";
    }
    return files.size() == 1
        ? files.get(0).toString()
        : files.get(0) + " and " + (files.size() - 1) + " more";
  }

  /** The lines of what metering gives as examples; empty: nobody asks, or nothing is said. */
  private Map<String, String> where(PricingEngine.Metering metering, Settled settled) {
    if (!places) {
      return Map.of();
    }
    Set<String> ids = new TreeSet<>(metering.examples());
    accounts.keySet().forEach(id -> settled.rejected(id).forEach(one -> ids.add(one.example())));
    settled.unassigned().forEach(one -> ids.add(one.example()));
    return ids.isEmpty() ? Map.of() : RecordPlaces.of(ids, input.usage(), input.contactRecords());
  }

  /** What an account's invoice says of its input. */
  private List<String> notes(
      PricingEngine.Metering metering,
      Metered metered,
      Emptiness emptiness,
      Map<String, String> where) {
    List<String> notes = new ArrayList<>();
    boolean several = !isAlone() && metered.isEmpty() && metered.records() == 0;
    if (emptiness.everywhere() || several) {
      notes.add(emptiness.note());
    }
    for (FractionalUsage fraction : metered.fractions()) {
      notes.add(fraction.note(where.get(fraction.example())));
    }
    unread(metering).forEach(one -> notes.add(one.note()));
    return notes;
  }

  /** Columns of users' files; what contact records settle is our own. */
  private List<UnreadColumn> unread(PricingEngine.Metering metering) {
    return whole != null
        ? whole.unread()
        : metering.unread().stream().filter(one -> !usageFiles(one).isEmpty()).toList();
  }

  private List<String> usageFiles(UnreadColumn column) {
    List<String> names = input.usage().stream().map(Path::toString).toList();
    return column.files().stream().filter(names::contains).toList();
  }

  /** What whoever runs this should look at. */
  private List<String> warnings(PricingEngine.Metering metering) {
    if (whole != null) {
      return List.of();
    }
    List<String> warnings = new ArrayList<>();
    for (UnreadColumn column : metering.unread()) {
      List<String> files = usageFiles(column);
      if (!files.isEmpty()) {
        warnings.add(column.warning(files));
      }
    }
    return warnings;
  }

  /** What the contact records and numbers settle, beside the usage records (decision A-54). */
  private Settled settle(Progress progress) {
    long all = Input.bytes(input.contactRecords());
    ContactRecords records =
        new ContactRecords(
            engine.contacts(),
            engine.tags(),
            engine.options(),
            (documents, bytes) -> progress.read(documents, bytes, all));
    return whole == null
        ? records.settle(input.contactRecords(), input.numbers(), accounts.values(), period)
        : records.settlePart(
            input.contactRecords(),
            input.numbers(),
            accounts.values(),
            whole.elsewhere(),
            whole.first(),
            period);
  }

  private PricingEngine.Metering meter(Settled settled, Gauge gauge) {
    List<Path> usage = new ArrayList<>(input.usage());
    if (emptyAllowed) {
      usage.removeIf(file -> Input.bytes(List.of(file)) == 0);
    }
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

  private static long records(List<Rejection> rejections) {
    return rejections.stream().mapToLong(Rejection::records).sum();
  }

  /**
   * What a run did, beside its invoices.
   *
   * @param invoices how many
   * @param rejected how many records no invoice charges, for want of a rule or an account
   * @param unassigned records of no account; empty where the one invoice lists them
   * @param warnings what whoever runs this should look at, with its place
   * @param contents what the files hold
   */
  public record Summary(
      long invoices,
      long rejected,
      List<Rejection> unassigned,
      List<String> warnings,
      Contents contents) {
    public Summary {
      unassigned = List.copyOf(unassigned);
      warnings = List.copyOf(warnings);
    }
  }
}
