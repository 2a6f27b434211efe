package dev.tarife.rating;

import dev.tarife.metering.Metered;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Catalogue;
import dev.tarife.table.PriceRow.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
  private final List<Account> accounts = new ArrayList<>(1);
  private final List<Period> periods = new ArrayList<>(1);
  private final List<Catalogue> catalogues = new ArrayList<>(1);
  private final List<Roster> rosters = new ArrayList<>(1);
  private final List<Metered> meterings = new ArrayList<>(1);
  private final List<Deduction> deductions = new ArrayList<>(1);
  private final List<Lines> lines = new ArrayList<>(1);
  private final List<Total> totals = new ArrayList<>(1);
  private final Set<Instance> instances = new HashSet<>();
  private final List<UsageRecord> records = new ArrayList<>(0);
  private final Set<MeteredUsage> usage = new HashSet<>();
  private final Set<MeteredUsage> decided = new HashSet<>();
  private final List<Priced> priced = new ArrayList<>();
  private final Set<Priced> placed = new HashSet<>();
  private final List<Rejection> rejected = new ArrayList<>(0);
  private long pieces;
  private long perUnit;
  private long unpriced;

  private Completeness() {}

  /**
   * Looks through the facts of a session, once.
   *
   * @throws IllegalStateException if the rules did not come to one invoice of all its facts
   */
  static Completeness check(KieSession session) {
    Completeness facts = new Completeness();
    session.getObjects().forEach(facts::take);
    facts.check();
    return facts;
  }

  private void take(Object fact) {
    if (fact instanceof Choice choice) {
      decided.add(choice.usage());
      if (choice instanceof Priced found) {
        priced.add(found);
      } else if (choice instanceof Unpriced found && found.isRejected()) {
        unpriced += found.usage().records();
      }
    } else if (fact instanceof MeteredUsage found) {
      usage.add(found);
    } else if (fact instanceof Piece) {
      pieces++;
    } else if (fact instanceof Placed found) {
      placed.add(found.priced());
    } else if (fact instanceof UsageRecord found) {
      records.add(found);
    } else if (fact instanceof Rejection found) {
      rejected.add(found);
    } else if (fact instanceof Instance found) {
      instances.add(found);
    } else if (fact instanceof PerUnit found) {
      perUnit += found.pieces().size();
    } else {
      takeOnly(fact);
    }
  }

  private void takeOnly(Object fact) {
    if (fact instanceof Account found) {
      accounts.add(found);
    } else if (fact instanceof Period found) {
      periods.add(found);
    } else if (fact instanceof Catalogue found) {
      catalogues.add(found);
    } else if (fact instanceof Roster found) {
      rosters.add(found);
    } else if (fact instanceof Metered found) {
      meterings.add(found);
    } else if (fact instanceof Deduction found) {
      deductions.add(found);
    } else if (fact instanceof Lines found) {
      lines.add(found);
    } else if (fact instanceof Total found) {
      totals.add(found);
    }
  }

  private void check() {
    // The same account inserted twice is one.
    one("account", new HashSet<>(accounts).size());
    one("month", new HashSet<>(periods).size());
    one("catalogue", new HashSet<>(catalogues).size());
    one("roster of instances", rosters.size());
    one("invoice", lines.size());
    one("total", totals.size());
    require(rosters.get(0).isOf(instances), "its instances are not all taken into account");
    checkMetering();
    Set<MeteredUsage> undecided = new HashSet<>(usage);
    undecided.removeAll(decided);
    require(
        undecided.isEmpty(),
        () -> "usage (" + undecided.iterator().next().id() + ") is neither charged nor rejected");
    require(
        decided.size() == usage.size() && usage.containsAll(decided),
        "it charges or rejects usage that it no longer has");
    checkLines();
    long rejections = rejected.stream().mapToLong(Rejection::records).sum();
    for (Metered metered : meterings) {
      unpriced += metered.rejected().stream().mapToLong(Rejection::records).sum();
    }
    require(rejections == unpriced, "its rejections are not all told");
  }

  private void checkMetering() {
    Set<List<String>> distinct = new HashSet<>();
    for (UsageRecord record : records) {
      String owner = record.account();
      distinct.add(
          List.of(
              owner == null || owner.isEmpty() ? accounts.get(0).id() : owner, record.recordId()));
    }
    long metered = meterings.stream().mapToLong(Metered::records).sum();
    require(
        meterings.size() == (records.isEmpty() ? 0 : 1) && metered == distinct.size(),
        () -> "of its " + distinct.size() + " usage records " + metered + " are metered");
    meterings.forEach(
        found -> require(usage.containsAll(found.usage()), "what was metered is not rated"));
  }

  private void checkLines() {
    require(deductions.size() == (priced.isEmpty() ? 0 : 1), "its allowances are not deducted");
    long charged = 0;
    for (Priced each : priced) {
      if (deductions.get(0).leaves(each)) {
        if (each.model() == Model.PER_UNIT) {
          charged++;
        } else {
          require(
              placed.contains(each),
              () -> "usage (" + each.usage().id() + ") has a price and no amount");
        }
      }
    }
    require(charged == perUnit, "usage has a price and no amount");
    long shown = lines.get(0).lines().stream().mapToLong(line -> line.pieces().size()).sum();
    require(shown == pieces + perUnit, "its lines are not all of its amounts");
    require(
        totals.get(0).equals(Total.of(catalogues.get(0), lines.get(0))),
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

  Account account() {
    return accounts.get(0);
  }

  Period period() {
    return periods.get(0);
  }

  Lines lines() {
    return lines.get(0);
  }

  Total total() {
    return totals.get(0);
  }

  List<Rejection> rejected() {
    return rejected;
  }

  @Nullable Metered metered() {
    return meterings.isEmpty() ? null : meterings.get(0);
  }
}
