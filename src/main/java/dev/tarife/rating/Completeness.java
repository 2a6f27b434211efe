package dev.tarife.rating;

import dev.tarife.metering.Metered;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.agreement.AgreementInForce;
import dev.tarife.rating.allowance.Deduction;
import dev.tarife.rating.allowance.FreeShare;
import dev.tarife.rating.allowance.Grant;
import dev.tarife.rating.allowance.OrderedDraws;
import dev.tarife.rating.price.AccountInstances;
import dev.tarife.rating.price.PricedUsage;
import dev.tarife.rating.price.UnpricedUsage;
import dev.tarife.table.Catalogue;
import dev.tarife.table.PriceRow.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;

/**
 * The facts of a session that has fired, checked against each other: every usage is charged or
 * rejected, and every conclusion is that of all the facts there are now. A session that did not
 * fire after its last change fails it, and so does one whose rules missed a change.
 */
final class Completeness {
  private final Map<Class<?>, List<Object>> facts = new HashMap<>();

  private Completeness() {}

  /**
   * Looks through the facts of a session, once.
   *
   * @throws IllegalStateException if the rules did not come to one invoice of all its facts
   */
  static Completeness check(KieSession session) {
    Completeness found = new Completeness();
    for (Object fact : session.getObjects()) {
      found.facts.computeIfAbsent(fact.getClass(), kind -> new ArrayList<>()).add(fact);
    }
    found.check();
    return found;
  }

  private void check() {
    one("account", distinct(Account.class));
    one("month", distinct(Period.class));
    one("catalogue", distinct(Catalogue.class));
    one("roster of instances", all(AccountInstances.class).size());
    one("invoice", all(InvoiceLines.class).size());
    one("list of lines", all(AllLines.class).size());
    one("total", all(Total.class).size());
    require(
        only(AccountInstances.class).isOf(Set.copyOf(all(Instance.class))),
        "its instances are not all taken into account");
    Set<MeteredUsage> usage = Set.copyOf(all(MeteredUsage.class));
    checkMetering(usage);
    checkChoices(usage);
    checkLines();
  }

  private void checkMetering(Set<MeteredUsage> usage) {
    Set<List<String>> distinct = new HashSet<>();
    for (UsageRecord record : all(UsageRecord.class)) {
      String owner = record.account();
      distinct.add(
          List.of(owner == null || owner.isEmpty() ? account().id() : owner, record.recordId()));
    }
    List<Metered> meterings = all(Metered.class);
    long metered = meterings.stream().mapToLong(Metered::records).sum();
    require(
        meterings.size() == (distinct.isEmpty() ? 0 : 1) && metered == distinct.size(),
        () -> "of its " + distinct.size() + " usage records " + metered + " are metered");
    meterings.forEach(
        found -> require(usage.containsAll(found.usage()), "what was metered is not rated"));
  }

  private void checkChoices(Set<MeteredUsage> usage) {
    Set<MeteredUsage> decided = new HashSet<>();
    all(PricedUsage.class).forEach(priced -> decided.add(priced.usage()));
    all(UnpricedUsage.class).forEach(unpriced -> decided.add(unpriced.usage()));
    Set<MeteredUsage> undecided = new HashSet<>(usage);
    undecided.removeAll(decided);
    require(
        undecided.isEmpty(),
        () -> "usage (" + undecided.iterator().next().id() + ") is neither charged nor rejected");
    require(decided.size() == usage.size(), "it charges or rejects usage that it no longer has");
    long due =
        all(UnpricedUsage.class).stream()
                .filter(UnpricedUsage::isRejected)
                .mapToLong(unpriced -> unpriced.usage().records())
                .sum()
            + all(Metered.class).stream()
                .flatMap(metered -> metered.rejected().stream())
                .mapToLong(Rejection::records)
                .sum();
    long told = rejected().stream().mapToLong(Rejection::records).sum();
    require(told == due, "its rejections are not all told");
  }

  private void checkLines() {
    List<PricedUsage> priced = all(PricedUsage.class);
    Set<PricedUsage> placed = new HashSet<>();
    all(PlacedOnLine.class).forEach(each -> placed.add(each.priced()));
    all(PlacedOccurrences.class).forEach(each -> placed.add(each.priced()));
    require(
        all(Deduction.class).size() == (priced.isEmpty() ? 0 : 1),
        "its allowances are not deducted");
    int turns = all(OrderedDraws.class).stream().mapToInt(each -> each.inOrder().size()).sum();
    require(
        all(FreeShare.class).size() == turns
            && (priced.isEmpty() || only(Deduction.class).shares().size() == turns),
        "what its usage draws on allowances is not all deducted");
    long charged = 0;
    for (PricedUsage each : priced) {
      if (only(Deduction.class).leaves(each)) {
        if (each.model() == Model.PER_UNIT) {
          charged++;
        } else {
          require(
              placed.contains(each),
              () -> "usage (" + each.usage().id() + ") has a price and no amount");
        }
      }
    }
    long perUnit = all(PerUnit.class).stream().mapToLong(each -> each.pieces().size()).sum();
    require(charged == perUnit, "usage has a price and no amount");
    long shown = lines().usage().lines().stream().mapToLong(line -> line.pieces().size()).sum();
    long free = all(FreeShare.class).stream().filter(FreeShare::isFree).count();
    require(
        shown == free + all(LinePart.class).size() + perUnit,
        "its lines are not all of its amounts");
    require(lines().usage() == only(InvoiceLines.class), "its lines are not those of its usage");
    Set<AgreementInForce> settled = new HashSet<>();
    lines().agreements().forEach(each -> settled.add(each.turn().agreement()));
    require(
        settled.equals(Set.copyOf(all(AgreementInForce.class))),
        "its agreements are not all settled");
    require(
        total().equals(Total.of(only(Catalogue.class), lines())),
        "its total is not the sum of its lines");
  }

  private static void one(String what, int found) {
    require(found == 1, () -> "it has " + found + " facts that are its " + what + ", not one");
  }

  private static void require(boolean holds, String otherwise) {
    require(holds, () -> otherwise);
  }

  private static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new IllegalStateException(
          "The session has no invoice of all its facts: "
              + otherwise.get()
              + ". Fire after every change; if it did, rate the facts in a new session.");
    }
  }

  /** The facts of a kind, in no order. */
  @SuppressWarnings("unchecked") // They are kept by their class.
  private <T> List<T> all(Class<T> kind) {
    return (List<T>) facts.getOrDefault(kind, List.of());
  }

  /**
   * How many different facts of a kind there are: the same account inserted twice is one. A single
   * one is not hashed, for a catalogue is large.
   */
  private int distinct(Class<?> kind) {
    List<?> found = all(kind);
    return found.size() < 2 ? found.size() : Set.copyOf(found).size();
  }

  private <T> T only(Class<T> kind) {
    return all(kind).get(0);
  }

  Account account() {
    return only(Account.class);
  }

  Period period() {
    return only(Period.class);
  }

  AllLines lines() {
    return only(AllLines.class);
  }

  /** What all deductions made free; nothing, where nothing has a price. */
  Deduction deduction() {
    List<Deduction> deductions = all(Deduction.class);
    return deductions.isEmpty() ? Deduction.of(List.of(), List.of()) : deductions.get(0);
  }

  List<Grant> grants() {
    return all(Grant.class);
  }

  List<FreeShare> shares() {
    return all(FreeShare.class);
  }

  Total total() {
    return only(Total.class);
  }

  List<Rejection> rejected() {
    return all(Rejection.class);
  }

  @Nullable Metered metered() {
    return all(Metered.class).isEmpty() ? null : only(Metered.class);
  }
}
