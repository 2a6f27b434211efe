package dev.tarife.rating;

import dev.tarife.metering.Slices;
import dev.tarife.metering.UnreadColumn;
import dev.tarife.metering.terms.Kind;
import dev.tarife.metering.terms.Term;
import dev.tarife.metering.terms.TermSource;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.model.Account;
import dev.tarife.model.BundleId;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.Notes;
import dev.tarife.model.Period;
import dev.tarife.model.Usage;
import dev.tarife.rating.compile.RuleCompiler;
import dev.tarife.rating.compile.RuleTexts;
import dev.tarife.rating.compile.TariffIdentity;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kie.api.KieBase;
import org.kie.api.runtime.ClassObjectFilter;
import org.kie.api.runtime.KieSession;

/**
 * Prices and rules, ready to rate: decision tables compiled into a KIE base. Immutable, and safe to
 * share between threads.
 *
 * <p>The short way:
 *
 * <pre>{@code
 * Tariff tariff = Tariff.load(Path.of("decision-tables"));
 * Invoice invoice = tariff.rate(account, YearMonth.of(2024, 5), usage);
 * }</pre>
 *
 * <p>The way of the KIE API, with {@link #newSession}: insert {@link dev.tarife.model.UsageRecord}
 * or {@link dev.tarife.model.MeteredUsage}, fire, and ask the queries {@code lineItems}, {@code
 * total} and {@code rejected}.
 */
public final class Tariff implements TermSource {
  /** Rules one fact may fire before it must be a loop. */
  private static final int FIRES_PER_FACT = 400;

  private final Tables tables;
  private final BundleId bundle;
  private final KieBase base;
  private final SessionFacts facts;
  private final Sessions sessions;
  private final LongAdder fired = new LongAdder();

  private Tariff(Tables tables, BundleId bundle, KieBase base) {
    this.tables = tables;
    this.bundle = bundle;
    this.base = base;
    this.facts = SessionFacts.of(tables);
    this.sessions = new Sessions(base);
  }

  /**
   * Reads a folder of workbooks and compiles them.
   *
   * @throws dev.tarife.model.FaultException if the workbooks are at fault, with every fault
   */
  public static Tariff load(Path directory) {
    return of(TablesReader.read(directory));
  }

  /** Compiles the tables that ride in the jar. */
  public static Tariff standard() {
    return of(TablesReader.standard());
  }

  /** Compiles tables that are read already. */
  public static Tariff of(Tables tables) {
    return of(tables, rules(tables));
  }

  /**
   * Compiles tables and rules: those of {@link #rules(Tables)}, with texts of your own beside them
   * or in their place. They belong in the package {@code dev.tarife.rules}. What the tariff is, is
   * the hash of the texts: other rules make another tariff.
   *
   * @param rules texts in DRL, by path
   */
  public static Tariff of(Tables tables, SortedMap<String, String> rules) {
    KieBase base = RuleCompiler.compile(rules);
    BundleId bundle =
        rules.equals(rules(tables))
            ? workingCopy(tables)
            : new BundleId(BundleId.OTHER_RULES, TariffIdentity.of(tables.sha256(), rules));
    return of(tables, base, bundle);
  }

  /**
   * Joins tables with rules that are compiled already. The tariff is that of the tables only if
   * this class compiled the rules, from the texts that the tables give; else it says that its rules
   * are others, and its hash is of the tables and of the names and metadata of its rules.
   */
  public static Tariff of(Tables tables, KieBase rules) {
    String texts = RuleCompiler.textsOf(rules);
    BundleId bundle =
        texts != null && texts.equals(TariffIdentity.ofTexts(rules(tables)))
            ? workingCopy(tables)
            : new BundleId(BundleId.OTHER_RULES, TariffIdentity.of(tables.sha256(), rules));
    return of(tables, rules, bundle);
  }

  private static BundleId workingCopy(Tables tables) {
    return new BundleId(BundleId.WORKING_COPY, identity(tables.sha256()));
  }

  /**
   * The same rules with other scenarios.
   *
   * @param other the tables with those scenarios
   * @throws IllegalArgumentException if these tables give other rules
   */
  public Tariff withScenariosOf(Tables other) {
    if (!rules(other).equals(rules(tables))) {
      throw new IllegalArgumentException("The tables differ in more than their scenarios.");
    }
    return new Tariff(other, new BundleId(bundle.version(), identity(other.sha256())), base);
  }

  /**
   * Joins the tables of a bundle with the rules that were compiled from them when it was built.
   * That they were is for the caller to know: {@link #of(Tables, KieBase)} does not trust rules
   * that it did not see the texts of.
   */
  public static Tariff of(Tables tables, KieBase rules, BundleId bundle) {
    return new Tariff(tables, bundle, rules);
  }

  /** Those rules of a tariff that are the same whatever its tables, as DRL, by path. */
  public static SortedMap<String, String> engineersRules() {
    return RuleTexts.ofEngineers();
  }

  /** The rules of tables as DRL, by path: one rule for each row of a policy table. */
  public static SortedMap<String, String> rules(Tables tables) {
    return RuleTexts.of(tables);
  }

  /**
   * What a tariff would be: the hash of its tables, the rules and the engine's version.
   *
   * @param tables SHA-256 of what each workbook says, by file name: {@link Tables#sha256}
   */
  public static String identity(SortedMap<String, String> tables) {
    return TariffIdentity.of(tables);
  }

  /** The tables the tariff was compiled from. */
  public Tables tables() {
    return tables;
  }

  /** What the tariff is: its version and the hash of its content. */
  public BundleId bundle() {
    return bundle;
  }

  /** What tells the kinds of usage apart. */
  public UsageKinds kinds() {
    return facts.kinds();
  }

  /** How many rules have fired in all that this tariff metered and rated. */
  public long fired() {
    return fired.sum();
  }

  /** The compiled rules, for those who look at rules rather than fire them. */
  public KieBase kieBase() {
    return base;
  }

  /**
   * Rates an account's usage of a month.
   *
   * @param usage raw records, metered usage, or both
   */
  public Invoice rate(Account account, YearMonth month, Collection<? extends Usage> usage) {
    Function<KieSession, Invoice> work = session -> rate(session, account, month, usage);
    return Sessions.leaveNoTrace(usage) ? sessions.used(work) : sessions.fresh(work);
  }

  /** As {@link #rate}, with the life of every line. */
  public Explanation explain(Account account, YearMonth month, Collection<? extends Usage> usage) {
    return sessions.fresh(
        session -> Explanation.of(session, tables, rate(session, account, month, usage)));
  }

  private Invoice rate(
      KieSession session, Account account, YearMonth month, Collection<? extends Usage> usage) {
    first(account, month).forEach(session::insert);
    usage.forEach(session::insert);
    fired.add(fireAll(session));
    return invoice(session, account, month);
  }

  /**
   * A session for an account and a month, to insert usage into. The account and its instances are
   * in it already. Its owner disposes of it.
   *
   * @throws IllegalArgumentException if the account's currency is not the tariff's
   */
  public KieSession newSession(Account account, YearMonth month) {
    List<Object> first = first(account, month);
    KieSession session = base.newKieSession();
    first.forEach(session::insert);
    return session;
  }

  /** What is in a session before any usage is. */
  private List<Object> first(Account account, YearMonth month) {
    Period period = new Period(month);
    List<Object> first = new ArrayList<>();
    first.add(period);
    first.add(account);
    first.addAll(facts.of(account));
    return first;
  }

  /**
   * Fires until nothing is left to do, and checks that all usage in the session is then either
   * charged or rejected.
   *
   * @return how many rules fired
   * @throws IllegalStateException if rules fire each other without end, or the session's
   *     conclusions are not those of all its facts
   */
  public static int fire(KieSession session) {
    int fired = fireAll(session);
    Completeness.check(session);
    return fired;
  }

  private static int fireAll(KieSession session) {
    int limit = (int) Math.min(Integer.MAX_VALUE, (10 + session.getFactCount()) * FIRES_PER_FACT);
    int fired = session.fireAllRules(limit);
    if (fired >= limit) {
      throw new IllegalStateException(
          "The rules fired " + limit + " times without coming to an end. Maybe a rule is a loop.");
    }
    return fired;
  }

  /**
   * The invoice of a session that has fired.
   *
   * @throws IllegalStateException if the session has not fired since something changed, or is of
   *     another account or month
   */
  public Invoice invoice(KieSession session, Account account, YearMonth month) {
    Period period = new Period(month);
    SessionResult result = SessionResult.of(session);
    result.checkIsOf(account, period);
    List<String> notes = new ArrayList<>();
    if (result.outOfPeriod() > 0) {
      notes.add(Notes.outOfPeriod(result.outOfPeriod(), period));
    }
    result.fractions().forEach(fraction -> notes.add(fraction.note(null)));
    notes.addAll(agreementNotes(result));
    Money budget = account.budget();
    Money total = result.total().rounded();
    if (budget != null && total.compareTo(budget) > 0) {
      notes.add(
          "the total ("
              + total
              + ") is above the account's budget ("
              + budget
              + ") by "
              + total.minus(budget));
    }
    UnreadColumn.of(result.columns(), kinds()).forEach(column -> notes.add(column.note()));
    return new Invoice(
        account.id(),
        period,
        account.currency(),
        bundle,
        result.lines().items(),
        result.rejected(),
        notes,
        result.total().exact(),
        result.total().rounded(),
        result.carries(tables));
  }

  /** What of an account has no effect on its agreements, though it could be meant to. */
  private List<String> agreementNotes(SessionResult result) {
    List<String> notes = new ArrayList<>(result.lines().notes());
    Account account = result.account();
    if (account.country() == null
        && tables.agreements().taxes().stream().anyMatch(tax -> tax.country() != null)) {
      notes.add("the account names no country: the taxes of countries do not apply");
    }
    if (!account.carried().isEmpty()) {
      notes.addAll(notesOfCarried(result));
    }
    notes.addAll(YearCounters.notes(tables, account, result.period(), result.deduction()));
    return notes;
  }

  /** What an account carries and does not use. */
  private List<String> notesOfCarried(SessionResult result) {
    List<String> notes = new ArrayList<>();
    Account account = result.account();
    Set<String> inForce = result.lines().codes();
    account
        .carried()
        .credits()
        .forEach(
            (code, left) -> {
              if (!inForce.contains(code)) {
                notes.add(
                    "the account carries "
                        + left
                        + " of the credit ("
                        + code
                        + "), which is not in force for it this month: it is not used, and no longer"
                        + " carried");
              }
            });
    Set<String> rolling =
        tables.allowances().stream()
            .filter(row -> row.keeps() != null)
            .filter(row -> row.term().of(account, result.period()) != null)
            .map(AllowanceRow::code)
            .collect(Collectors.toSet());
    account
        .carried()
        .allowances()
        .forEach(
            (code, left) -> {
              if (!rolling.contains(code)) {
                notes.add(
                    "the account carries "
                        + left
                        + " of the allowance ("
                        + code
                        + "), which does not roll over into this month: it is not used");
              }
            });
    return notes;
  }

  /**
   * The line items of a session that has fired, in the invoice's order.
   *
   * @throws IllegalStateException if the session has not fired since something changed
   */
  public static List<LineItem> lineItems(KieSession session) {
    return SessionResult.of(session).lines().items();
  }

  /** The month cut at every day on which a price or an allowance of the account changes. */
  public Slices slices(Account account, Period period) {
    return facts.slices(account, period);
  }

  @Override
  public List<Term> terms(Set<Kind> distinct) {
    return sessions.fresh(
        session -> {
          distinct.forEach(session::insert);
          fired.add(fireAll(session));
          return facts(session, Term.class).toList();
        });
  }

  static <T> Stream<T> facts(KieSession session, Class<T> type) {
    return session.getObjects(new ClassObjectFilter(type)).stream().map(type::cast);
  }
}
