package dev.tarife.rating;

import dev.tarife.metering.Slices;
import dev.tarife.metering.Splits;
import dev.tarife.metering.memory.RecordMeter;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Period;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.DateRange;
import dev.tarife.table.HomeCountries;
import dev.tarife.table.RateCard;
import dev.tarife.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a session needs beside the account, the month and the usage. Immutable; holds no rules. */
public final class SessionFacts {
  private final Tables tables;
  private final UsageKinds kinds;
  private final RecordMeter meter;
  private final List<LocalDate> priceDays;
  private final Splits splits;

  private SessionFacts(Tables tables) {
    this.tables = tables;
    this.kinds = new UsageKinds(tables);
    this.meter = new RecordMeter(tables, kinds);
    this.priceDays = priceDays(tables);
    this.splits = Splits.of(tables);
  }

  /** Prepares the facts of tables. */
  public static SessionFacts of(Tables tables) {
    return new SessionFacts(tables);
  }

  /** What tells the kinds of usage apart. */
  UsageKinds kinds() {
    return kinds;
  }

  /**
   * The facts to insert beside an account and a month: the tables, and the account's instances.
   * Where the month is cut is concluded by a rule, as it changes with the account.
   *
   * @throws IllegalArgumentException if the account's currency is not the tables'
   */
  public List<Object> of(Account account) {
    checkCurrency(account);
    List<Object> facts = new ArrayList<>();
    facts.add(tables.catalogue());
    facts.add(tables.card());
    facts.add(tables.homes());
    facts.add(kinds);
    facts.add(meter);
    facts.add(this);
    facts.addAll(account.instances());
    return facts;
  }

  private void checkCurrency(Account account) {
    String currency = tables.catalogue().settings().currency();
    if (!account.currency().equals(currency)) {
      throw new IllegalArgumentException(
          "Account ("
              + account.id()
              + ") is in "
              + account.currency()
              + ", the tariff is in "
              + currency
              + ". Maybe another tariff was meant.");
    }
  }

  /**
   * The month cut at every day on which a price, an allowance of the account or the plan of one of
   * its instances changes.
   *
   * @throws IllegalArgumentException if the account's currency is not the tables'
   */
  public Slices slices(Account account, Period period) {
    checkCurrency(account);
    TreeSet<LocalDate> days = new TreeSet<>(priceDays);
    for (AllowanceRow row : tables.allowances()) {
      DateRange term = row.term().of(account, period);
      if (term != null) {
        days.add(term.from());
        if (term.to() != null) {
          days.add(term.to());
        }
      }
    }
    for (Instance instance : account.instances()) {
      instance.planChanges().forEach(change -> days.add(change.from()));
    }
    return Slices.of(period, days).with(splits);
  }

  private static List<LocalDate> priceDays(Tables tables) {
    Stream<@Nullable LocalDate> prices =
        Stream.concat(tables.prices().stream(), tables.card().rows().stream())
            .flatMap(row -> Stream.<@Nullable LocalDate>of(row.effectiveFrom(), row.effectiveTo()));
    Stream<@Nullable LocalDate> draws =
        tables.draws().stream()
            .flatMap(row -> Stream.<@Nullable LocalDate>of(row.effectiveFrom(), row.effectiveTo()));
    Stream<@Nullable LocalDate> others =
        Stream.concat(
                tables.homes().homes().stream().map(HomeCountries.Home::dates),
                tables.card().standIns().stream().map(RateCard.StandIn::dates))
            .flatMap(dates -> dates.bounds().stream());
    return Stream.concat(Stream.concat(prices, draws), others)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .distinct()
        .sorted()
        .toList();
  }
}
