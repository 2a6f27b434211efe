package dev.tarife.billing;

import dev.tarife.connect.ContactRecords;
import dev.tarife.connect.ContactSummary;
import dev.tarife.metering.ColumnUse;
import dev.tarife.metering.bulk.UsageSurvey;
import dev.tarife.metering.input.RecordPlaces;
import dev.tarife.model.Account;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is in the input, before anything is priced.
 *
 * @param contacts what contact records and numbers hold
 * @param usage what usage files hold
 * @param columns of usage files, and what reads them
 * @param months the months that were tried, to see what would be rejected
 * @param rejected what would not be charged in any of these months, and why
 * @param notes what the reader should know, in words
 */
public record Inspection(
    ContactSummary contacts,
    UsageSurvey usage,
    List<ColumnUse> columns,
    List<YearMonth> months,
    List<Rejection> rejected,
    List<String> notes) {
  private static final int MOST_MONTHS = 36;

  public Inspection {
    columns = List.copyOf(columns);
    months = List.copyOf(months);
    rejected = List.copyOf(rejected);
    notes = List.copyOf(notes);
  }

  /**
   * Looks at an input.
   *
   * @throws dev.tarife.model.FaultException if a file is at fault
   */
  public static Inspection of(PricingEngine engine, Input input) {
    Collection<Account> accounts =
        input.accounts().isEmpty()
            ? List.of()
            : AccountReader.read(
                    input.accounts(), engine.catalogue().settings().currency(), engine.features())
                .values();
    try (ContactRecords.Inspected inspected =
        new ContactRecords(engine.contacts(), List.of())
            .inspect(input.contactRecords(), input.numbers(), accounts)) {
      ContactSummary contacts = inspected.survey();
      UsageSurvey usage = UsageSurvey.of(input.usage());
      List<String> notes = new ArrayList<>(contacts.notes());
      List<YearMonth> months = months(contacts, usage);
      List<Rejection> rejected = new ArrayList<>(contacts.rejected());
      if (accounts.isEmpty()) {
        months = List.of();
        notes.add("no account is named: what the tables and its instances reject is not known");
      } else {
        if (months.size() > MOST_MONTHS) {
          months = months.subList(months.size() - MOST_MONTHS, months.size());
          notes.add("only the last " + MOST_MONTHS + " months were tried");
        }
        List<Path> files = new ArrayList<>(input.usage());
        files.addAll(inspected.settled().usage());
        rejected.addAll(metered(engine, files, accounts, months));
      }
      Set<String> examples = new TreeSet<>();
      rejected.forEach(one -> examples.add(one.example()));
      Map<String, String> places =
          examples.isEmpty()
              ? Map.of()
              : RecordPlaces.of(examples, input.usage(), input.contactRecords());
      rejected.replaceAll(one -> one.at(places.get(one.example())));
      List<ColumnUse> columns = usage.columns().keySet().stream().map(engine::use).toList();
      return new Inspection(
          contacts, usage, columns, months, rejected.stream().sorted().toList(), notes);
    }
  }

  private static List<YearMonth> months(ContactSummary contacts, UsageSurvey usage) {
    List<YearMonth> ends =
        Stream.of(contacts.from(), contacts.to(), usage.from(), usage.to())
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .map(Inspection::month)
            .sorted()
            .toList();
    List<YearMonth> months = new ArrayList<>();
    if (!ends.isEmpty()) {
      YearMonth last = ends.get(ends.size() - 1);
      for (YearMonth month = ends.get(0); !month.isAfter(last); month = month.plusMonths(1)) {
        months.add(month);
      }
    }
    return months;
  }

  private static YearMonth month(Instant time) {
    return YearMonth.from(time.atZone(ZoneOffset.UTC));
  }

  /** What metering rejects in any of the months. */
  private static Collection<Rejection> metered(
      PricingEngine engine,
      List<Path> usage,
      Collection<Account> accounts,
      List<YearMonth> months) {
    SortedMap<String, Rejection> rejected = new TreeMap<>();
    for (YearMonth month : months) {
      try (PricingEngine.Metering metering = engine.meter(usage, accounts, new Period(month))) {
        List<Rejection> found = new ArrayList<>(metering.unassigned());
        accounts.forEach(account -> found.addAll(metering.of(account).rejected()));
        found.forEach(one -> rejected.merge(one.reason(), one, Inspection::sum));
      }
    }
    return rejected.values();
  }

  private static Rejection sum(@Nullable Rejection a, Rejection b) {
    return a == null
        ? b
        : new Rejection(
            a.reason(),
            a.records() + b.records(),
            a.example().compareTo(b.example()) <= 0 ? a.example() : b.example());
  }
}
