package dev.tarife.edit;

import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.model.Rejection;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.scenario.Boundaries;
import dev.tarife.scenario.Scenarios;
import dev.tarife.table.Scenario;
import dev.tarife.table.Scenario.Contacts;
import dev.tarife.table.Tables;
import dev.tarife.table.probe.BoundaryCase;
import dev.tarife.table.read.TablesReader;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * Writes a month of usage into {@code scenarios.xlsx} as a scenario: the input, and the lines and
 * the total that the tables of today make of it.
 */
public final class ScenarioBook {
  /** A scenario is read by people: more records than this are no example any more. */
  public static final int MOST_RECORDS = 200;

  /** As many characters as a cell holds. */
  private static final int MOST_TEXT = 32_767;

  /** Begins the title of a scenario that nobody has looked at. */
  public static final String COMPUTED = "Computed, not yet checked: ";

  private static final String FILE = TablesReader.SCENARIOS;

  private final Tariff tariff;
  private final Map<String, byte[]> workbooks;

  /**
   * Makes a book to which scenarios can be added.
   *
   * @param tariff the tariff of the workbooks
   * @param workbooks the bytes of each, {@code scenarios.xlsx} among them, by file name
   */
  public ScenarioBook(Tariff tariff, Map<String, byte[]> workbooks) {
    this.tariff = tariff;
    this.workbooks = new TreeMap<>(workbooks);
  }

  /**
   * What was added.
   *
   * @param workbook the new {@code scenarios.xlsx}
   * @param invoice what the scenario expects
   */
  @SuppressWarnings("ArrayRecordComponent") // A workbook is its bytes, which nobody compares.
  public record Added(byte[] workbook, Invoice invoice) {}

  /**
   * Adds a scenario, and runs it to see that it comes out as it says.
   *
   * @param code its code, which no other scenario has
   * @param title what it shows, for people
   * @param usage its records
   * @param contacts its contact records and numbers; {@link #MOST_RECORDS} at most of all together
   * @throws FaultException if the workbook is missing or has the code, or the sheets cannot hold
   *     the usage; with every fault
   */
  public Added add(
      String code,
      String title,
      Account account,
      YearMonth month,
      List<UsageRecord> usage,
      Contacts contacts) {
    byte[] old = workbooks.get(FILE);
    if (old == null) {
      throw FaultException.of(
          Place.ofFile(FILE), "is missing", "copy it from the tables that come with tarife");
    }
    if (tariff.tables().scenarios().stream().anyMatch(s -> s.code().equals(code))) {
      throw FaultException.of(
          Place.sheet(FILE, "Scenarios"),
          "the scenario (" + code + ") is there already",
          "choose another code with --code, or delete that scenario's rows first");
    }
    int size = usage.size() + contacts.records().size() + contacts.numbers().size();
    if (size == 0 || size > MOST_RECORDS) {
      throw FaultException.of(
          Place.ofFile(FILE),
          "the usage has " + size + " records, and a scenario has 1 to " + MOST_RECORDS,
          "give fewer: one record of each kind shows the same, and count stands for many");
    }
    for (Scenario.ContactText record : contacts.records()) {
      if (record.json().length() > MOST_TEXT) {
        throw FaultException.of(
            record.place(),
            "a contact record is longer than a cell, which holds " + MOST_TEXT + " characters",
            "leave out fields that no row of metering.xlsx, Contact fields names");
      }
    }
    Scenario input =
        new Scenario(
            new Origin(FILE, "Scenarios", 0),
            code,
            title,
            account,
            new Period(month),
            usage,
            contacts,
            List.of(),
            Money.ZERO,
            0,
            Map.of());
    Invoice invoice = Scenarios.rate(tariff, input);
    byte[] workbook =
        EditedBook.of(
            FILE,
            old,
            book -> {
              Findings faults = new Findings();
              write(book, code, title, account, invoice, usage, 1, faults);
              write(book, code, contacts, faults);
              faults.throwIfErrors();
            });
    workbooks.put(FILE, workbook);
    verify(Set.of(code));
    return new Added(workbook, invoice);
  }

  /**
   * Adds proposals, each as a scenario whose title says that nobody but the program worked it out.
   *
   * @return the new {@code scenarios.xlsx}
   * @throws FaultException as {@link #add}
   */
  public byte[] addComputed(List<Boundaries.Proposal> proposals) {
    byte[] workbook = workbooks.get(FILE);
    if (workbook == null) {
      throw FaultException.of(
          Place.ofFile(FILE), "is missing", "copy it from the tables that come with tarife");
    }
    byte[] added =
        EditedBook.of(
            FILE,
            workbook,
            book -> {
              Findings faults = new Findings();
              for (Boundaries.Proposal proposal : proposals) {
                BoundaryCase edge = proposal.edge();
                write(
                    book,
                    edge.code(),
                    COMPUTED + edge.title(),
                    edge.account(),
                    proposal.invoice(),
                    List.of(edge.usage()),
                    edge.repeat(),
                    faults);
                faults.throwIfErrors();
              }
            });
    workbooks.put(FILE, added);
    Set<String> codes =
        proposals.stream().map(proposal -> proposal.edge().code()).collect(Collectors.toSet());
    verify(codes);
    return added;
  }

  /** Reads what was written as anybody else will, and runs it. */
  private void verify(Set<String> codes) {
    Tables tables = TablesReader.read(workbooks);
    Tariff now = tariff.withScenariosOf(tables);
    Findings findings = new Findings();
    for (Scenario scenario : tables.scenarios()) {
      if (codes.contains(scenario.code())) {
        Scenarios.run(now, scenario, findings);
      }
    }
    findings.throwIfErrors();
  }

  /** The account's id, where an agreement of this account alone is on its invoice. */
  private @Nullable String namedBy(Account account, Invoice invoice) {
    boolean own =
        tariff.tables().agreements().all().stream()
            .anyMatch(
                row ->
                    row.terms().accounts().contains(account.id())
                        && row.terms().daysOf(invoice.period()) > 0);
    return own ? account.id() : null;
  }

  private static @Nullable String carried(Account account) {
    return account.carried().isEmpty()
        ? null
        : Stream.of(
                account.carried().credits().entrySet().stream()
                    .map(credit -> credit.getKey() + " = " + credit.getValue()),
                account.carried().allowances().entrySet().stream()
                    .map(kept -> "allowance " + kept.getKey() + " = " + kept.getValue()),
                account.carried().counters().entrySet().stream()
                    .map(counted -> "counter " + counted.getKey() + " = " + counted.getValue()))
            .flatMap(each -> each)
            .collect(Collectors.joining("; "));
  }

  /** The plans of an instance, as the sheet has them; null: standard throughout. */
  private static @Nullable String plans(Instance instance) {
    if (instance.planChanges().isEmpty() && instance.plan().equals(Instance.STANDARD)) {
      return null;
    }
    return Stream.concat(
            Stream.of(instance.plan()),
            instance.planChanges().stream().map(change -> change.plan() + " from " + change.from()))
        .collect(Collectors.joining("; "));
  }

  private void write(
      XSSFWorkbook book,
      String code,
      String title,
      Account account,
      Invoice invoice,
      List<UsageRecord> usage,
      int repeat,
      Findings faults) {
    long rejected = invoice.rejected().stream().mapToLong(Rejection::records).sum();
    new SheetEnd(book, FILE, "Scenarios", faults)
        .row()
        .put("Scenario", code)
        .put("Title", title)
        .put("Month", invoice.period().toString())
        .put("First deployment", account.firstDeployment())
        .put("Account", namedBy(account, invoice))
        .put("Created", account.created())
        .put("Country", account.country())
        .put("Carried", carried(account))
        .exact("Total", invoice.totalExact().value())
        .put("Rejected records", rejected == 0 ? null : rejected);
    SheetEnd instances = new SheetEnd(book, FILE, "Instances", faults);
    for (Instance instance : account.instances()) {
      instances
          .row()
          .put("Scenario", code)
          .put("Instance", instance.id())
          .put("Region", instance.region())
          .put("Plan", plans(instance))
          .put("Time zone", instance.timeZone() == null ? null : instance.timeZone().getId());
    }
    SheetEnd activations = new SheetEnd(book, FILE, "Activations", faults);
    account
        .activations()
        .forEach(
            (feature, day) ->
                activations.row().put("Scenario", code).put("Feature", feature).put("Day", day));
    SheetEnd records = new SheetEnd(book, FILE, "Usage", faults);
    usage.forEach(
        record ->
            write(
                records
                    .row()
                    .put("Scenario", code)
                    .put("Repeat", repeat == 1 ? null : (long) repeat),
                record));
    SheetEnd lines = new SheetEnd(book, FILE, "Lines", faults);
    invoice.lines().forEach(line -> write(lines.row().put("Scenario", code), line));
  }

  private static void write(XSSFWorkbook book, String code, Contacts contacts, Findings faults) {
    if (!contacts.records().isEmpty()) {
      SheetEnd records = new SheetEnd(book, FILE, "Contact records", faults);
      contacts
          .records()
          .forEach(record -> records.row().put("Scenario", code).put("Record", record.json()));
    }
    if (!contacts.numbers().isEmpty()) {
      SheetEnd numbers = new SheetEnd(book, FILE, "Numbers", faults);
      for (Scenario.InventoryRow number : contacts.numbers()) {
        numbers
            .row()
            .put("Scenario", code)
            .put("Number", number.number())
            .put("Instance", number.instance())
            .put("Country", orNull(number.country()))
            .put("Number type", number.numberType())
            .put("Claimed at", number.claimedAt())
            .put("Released at", orNull(number.releasedAt()));
      }
    }
  }

  private static void write(SheetEnd row, UsageRecord record) {
    row.put("record_id", record.recordId())
        .put("instance", record.instance())
        .put("usage_type", record.usageType())
        .put("start_time", record.startTime().toString())
        .put("end_time", text(record.endTime()))
        .put("quantity", record.quantity())
        .put("count", record.count() == 1 ? null : record.count())
        .put("connected_seconds", record.connectedSeconds())
        .put("contact_id", record.contactId())
        .put("resource_id", record.resourceId())
        .put("country", record.country())
        .put("number_country", record.numberCountry())
        .put("number_type", record.numberType())
        .put("updated_at", text(record.updatedAt()));
    record.attributes().forEach(row::putNew);
  }

  private static void write(SheetEnd row, LineItem line) {
    row.put("Charge", line.charge())
        .put("Kind", line.kind().code())
        .put("Instance", line.instance())
        .put("Country", line.dimensions().get("country"))
        .put("Number type", line.dimensions().get("number_type"))
        .put("Tier", line.tier())
        .exact("Quantity", line.quantity().value())
        .put("Unit price", line.unitPrice().value())
        .exact("Amount", line.amount().value());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
