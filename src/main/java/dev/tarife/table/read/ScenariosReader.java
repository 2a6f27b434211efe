package dev.tarife.table.read;

import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.Instance;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.Table;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.Scenario;
import dev.tarife.table.TimeZones;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code scenarios.xlsx}. */
final class ScenariosReader {
  static final String FILE = "scenarios.xlsx";

  private static final Map<String, LineKind> KINDS =
      WorkbookReading.words(LineKind.values(), LineKind::code);

  private static final Pattern CREDIT =
      Pattern.compile("(?:(allowance|counter)\\s+)?(\\S+?)\\s*=\\s*(\\d+(?:\\.\\d+)?)");
  private static final Pattern PLAN =
      Pattern.compile("(.+?)(?:\\s+from\\s+(\\d{4}-\\d{2}-\\d{2}))?");

  private static final String CONTACT_RECORDS = "Contact records";
  private static final String NUMBERS = "Numbers";

  private final WorkbookReading book;
  private final KnownCodes codes;
  private final String currency;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private Vocabulary scenarios = Vocabulary.ANY;

  ScenariosReader(WorkbookReading book, KnownCodes codes, String currency) {
    this.book = book;
    this.codes = codes;
    this.currency = currency;
  }

  List<Scenario> read() {
    book.onlySheets(
        List.of(
            "Scenarios", "Instances", "Activations", "Usage", CONTACT_RECORDS, NUMBERS, "Lines"));
    scenarios();
    instances();
    activations();
    usage();
    contactRecords();
    numbers();
    lines();
    return drafts.values().stream().map(Draft::scenario).toList();
  }

  private void scenarios() {
    Headers headers =
        Headers.needed("Scenario", "Title", "Month", "Total")
            .usual("First deployment", "Rejected records")
            .free("Account", "Created", "Country", "Carried");
    for (TypedRow line : book.lines("Scenarios", headers)) {
      String code = line.code("Scenario");
      Integer rejected = line.integerOrNull("Rejected records", 0);
      Draft draft =
          new Draft(
              line.origin(),
              code,
              line.text("Title"),
              new Period(month(line)),
              about(line, code),
              Money.of(line.decimal("Total")),
              rejected == null ? 0 : rejected,
              line.places("Scenario", "Total", "Rejected records"));
      WorkbookReading.put(drafts, line, "Scenario", code, draft);
      if (!line.isGood()) {
        book.doubts().add(code);
      }
    }
    if (!drafts.isEmpty()) {
      scenarios = Vocabulary.of(drafts.keySet(), FILE + ", Scenarios");
    }
  }

  /** What a scenario says of its account, whose id is the scenario's code where it names none. */
  private Account about(TypedRow line, String code) {
    String id = line.codeOrNull("Account");
    return new Account(
        id == null ? code : id,
        currency,
        line.dateOrNull("First deployment"),
        List.of(),
        Collections.emptySortedMap(),
        line.dateOrNull("Created"),
        line.codeOrNull("Country", codes.countries()),
        carried(line));
  }

  /** What is left: {@code welcome = 92; allowance minutes = 5399}. */
  private static Carried carried(TypedRow line) {
    SortedMap<String, Money> credits = new TreeMap<>();
    SortedMap<String, Quantity> allowances = new TreeMap<>();
    SortedMap<String, Quantity> counters = new TreeMap<>();
    String text = line.textOrNull("Carried");
    for (String part : text == null ? List.<String>of() : List.of(text.split(";", -1))) {
      Matcher credit = CREDIT.matcher(part.strip());
      if (!credit.matches()) {
        line.error(
            "cell-list",
            "Carried",
            "what is carried (" + part.strip() + ") is not a code and an amount",
            "write a credit as welcome = 92, an allowance as allowance minutes = 5399 and a counter as"
                + " counter task = 100, separated by ;");
      } else if ("counter".equals(credit.group(1))) {
        counters.put(credit.group(2), Quantity.of(credit.group(3)));
      } else if (credit.group(1) == null) {
        credits.put(credit.group(2), Money.of(credit.group(3)));
      } else {
        allowances.put(credit.group(2), Quantity.of(credit.group(3)));
      }
    }
    return new Carried(credits, allowances, counters);
  }

  private static YearMonth month(TypedRow line) {
    String month = line.code("Month");
    try {
      return YearMonth.parse(month);
    } catch (DateTimeException e) {
      if (!month.isEmpty()) {
        line.error(
            "cell-date",
            "Month",
            "the month (" + month + ") is none",
            "write it as text, such as 2024-05");
      }
      return YearMonth.of(1970, 1);
    }
  }

  private void instances() {
    for (TypedRow line :
        book.lines(
            "Instances",
            Headers.needed("Scenario", "Instance", "Region").usual("Plan").free("Time zone"))) {
      Draft draft = draft(line);
      Instance instance = instance(line);
      if (draft != null && draft.instance(instance.id()) != null) {
        line.error(
            "duplicate",
            "Instance",
            "the instance (" + instance.id() + ") stands twice",
            "delete one of them");
      } else if (draft != null) {
        draft.instances.add(instance);
      }
    }
  }

  /** An instance; its plan may change: {@code standard; gold from 2024-05-16}. */
  private Instance instance(TypedRow line) {
    String id = line.code("Instance");
    String region = line.code("Region", codes.regions());
    String first = Instance.STANDARD;
    List<Instance.PlanChange> changes = new ArrayList<>();
    String text = line.textOrNull("Plan");
    for (String part : text == null ? List.<String>of() : List.of(text.split(";", -1))) {
      Matcher plan = PLAN.matcher(part.strip());
      if (!plan.matches() || !codes.plans().knows(plan.group(1))) {
        line.error(
            "vocabulary",
            "Plan",
            "the plan (" + part.strip() + ") is unknown",
            plan.matches()
                ? codes.plans().fix(plan.group(1))
                : "write a plan, or plans with their days: standard; gold from 2024-05-16");
      } else if (plan.group(2) == null) {
        first = plan.group(1);
      } else {
        LocalDate from = day(plan.group(2));
        if (from == null
            || (!changes.isEmpty() && !changes.get(changes.size() - 1).from().isBefore(from))) {
          line.error(
              "cell-date",
              "Plan",
              "the plan (" + part.strip() + ") has no day after that of the plan before it",
              "list the plans in the order of their days, such as 2024-05-16");
        } else {
          changes.add(new Instance.PlanChange(from, plan.group(1)));
        }
      }
    }
    return new Instance(id, region, first, changes, timeZone(line));
  }

  private static @Nullable ZoneId timeZone(TypedRow line) {
    String name = line.textOrNull("Time zone");
    ZoneId zone = name == null ? null : TimeZones.of(name);
    if (name != null && zone == null) {
      line.error(
          "time-zone",
          "Time zone",
          "the time zone (" + name + ") is unknown",
          TimeZones.suggestion(name));
    }
    return zone;
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private void activations() {
    for (TypedRow line : book.lines("Activations", Headers.needed("Scenario", "Feature", "Day"))) {
      Draft draft = draft(line);
      String feature = line.code("Feature");
      LocalDate day = line.date("Day");
      if (draft != null && draft.activations.put(feature, day) != null) {
        line.error(
            "duplicate",
            "Feature",
            "the feature (" + feature + ") stands twice",
            "delete one of them");
      }
    }
  }

  private void usage() {
    Table table = book.table("Usage", ScenarioUsageReader.headers());
    if (table == null) {
      return;
    }
    ScenarioUsageReader usage = new ScenarioUsageReader(table);
    for (TypedRow line : table.lines()) {
      Draft draft = draft(line);
      List<UsageRecord> read = usage.records(line);
      if (read == null) {
        return;
      }
      if (draft != null && line.isGood()) {
        draft.usage.addAll(read);
      }
    }
  }

  /** Contact records, each as JSON in a cell; the sheet may be left out. */
  private void contactRecords() {
    if (!book.sheets().contains(CONTACT_RECORDS)) {
      return;
    }
    for (TypedRow line : book.lines(CONTACT_RECORDS, Headers.needed("Scenario", "Record"))) {
      Draft draft = draft(line);
      String json = line.paragraph("Record");
      if (draft != null && line.isGood()) {
        draft.contactRecords.add(new Scenario.ContactText(json, line.place("Record")));
      }
    }
  }

  /** Numbers of the inventory; the sheet may be left out. */
  private void numbers() {
    if (!book.sheets().contains(NUMBERS)) {
      return;
    }
    Headers headers =
        Headers.needed("Scenario", "Number", "Instance", "Number type", "Claimed at")
            .usual("Country", "Released at");
    for (TypedRow line : book.lines(NUMBERS, headers)) {
      Draft draft = draft(line);
      Scenario.InventoryRow row =
          new Scenario.InventoryRow(
              line.text("Number"),
              line.code("Instance"),
              orEmpty(line.textOrNull("Country")),
              line.code("Number type"),
              line.text("Claimed at"),
              orEmpty(line.textOrNull("Released at")),
              line.place("Number"));
      if (draft != null && line.isGood()) {
        draft.numbers.add(row);
      }
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private void lines() {
    Headers headers =
        Headers.needed("Scenario", "Charge", "Kind", "Quantity", "Unit price", "Amount")
            .usual("Instance", "Country", "Number type", "Tier");
    for (TypedRow line : book.lines("Lines", headers)) {
      Draft draft = draft(line);
      String instance = line.codeOrNull("Instance");
      if (draft != null && instance != null && draft.instance(instance) == null) {
        line.error(
            "vocabulary",
            "Instance",
            "the instance (" + instance + ") is none of the scenario's",
            Vocabulary.of(draft.instances.stream().map(Instance::id).toList(), FILE + ", Instances")
                .fix(instance));
      }
      Scenario.ExpectedLine expected =
          new Scenario.ExpectedLine(
              line.origin(),
              line.code("Charge", codes.charges()),
              line.word("Kind", KINDS, LineKind.USAGE),
              instance,
              line.codeOrNull("Country", codes.countries()),
              line.codeOrNull("Number type", codes.numberTypes()),
              line.integerOrNull("Tier", 1),
              Quantity.of(line.decimal("Quantity")),
              Money.of(line.signed("Unit price")),
              Money.of(line.signed("Amount")),
              line.places("Charge", "Quantity", "Unit price", "Amount"));
      if (draft != null) {
        draft.expected.add(expected);
        if (!line.isGood()) {
          book.doubts().add(draft.code);
        }
      }
    }
  }

  private @Nullable Draft draft(TypedRow line) {
    return drafts.get(line.code("Scenario", scenarios));
  }

  /** A scenario while its sheets are read. */
  private static final class Draft {
    private final Origin origin;
    private final String code;
    private final String title;
    private final Period period;
    private final Account about;
    private final Money total;
    private final long rejected;
    private final Map<String, Place> cells;
    private final List<Instance> instances = new ArrayList<>();
    private final TreeMap<String, LocalDate> activations = new TreeMap<>();
    private final List<UsageRecord> usage = new ArrayList<>();
    private final List<Scenario.ContactText> contactRecords = new ArrayList<>();
    private final List<Scenario.InventoryRow> numbers = new ArrayList<>();
    private final List<Scenario.ExpectedLine> expected = new ArrayList<>();

    Draft(
        Origin origin,
        String code,
        String title,
        Period period,
        Account about,
        Money total,
        long rejected,
        Map<String, Place> cells) {
      this.origin = origin;
      this.code = code;
      this.title = title;
      this.period = period;
      this.about = about;
      this.total = total;
      this.rejected = rejected;
      this.cells = cells;
    }

    @Nullable Instance instance(String id) {
      return instances.stream().filter(i -> i.id().equals(id)).findFirst().orElse(null);
    }

    Scenario scenario() {
      return new Scenario(
          origin,
          code,
          title,
          new Account(
              about.id(),
              about.currency(),
              about.firstDeployment(),
              instances,
              activations,
              about.created(),
              about.country(),
              about.carried()),
          period,
          usage,
          new Scenario.Contacts(contactRecords, numbers),
          expected,
          total,
          rejected,
          cells);
    }
  }
}
