package dev.tarife.table;

import static dev.tarife.table.SmallTariff.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.acceptance.UsageFiles;
import dev.tarife.cli.InProcess;
import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The section {@code Every cell in numbers} of {@code docs/tables.md} says what the engine does:
 * each example is rated, its words stand on the page, and no number stands there beside them.
 */
@NullUnmarked // an empty cell is null
final class TablesPageTest {
  private static final Path PAGE = Path.of("docs/tables.md");
  private static final YearMonth MAY = YearMonth.of(2024, 5);
  private static final Account ACCOUNT =
      new Account(
          "123456789012",
          "USD",
          null,
          List.of(
              new Instance("main", "us-west-2"),
              new Instance("other", "us-west-2"),
              new Instance("east", "us-east-1")),
          new TreeMap<>());
  private static final String NOON = "2024-05-06T12:00:00Z";
  private static final Object[] METERING =
      row(
          "Usage type",
          "Attribute",
          "Test",
          "Value",
          "Charge",
          "Measure",
          "Counting",
          "Counted over",
          "Minimum",
          "Minimum per",
          "Increment");
  private static final Object[] PRICES =
      Stream.concat(
              Stream.of(SmallTariff.PRICES),
              Stream.of("Minimum amount", "Maximum amount", "Counts over", "Counts from"))
          .toArray();
  private static final List<Example> EXAMPLES = new ArrayList<>();
  private static final SortedMap<String, Quantity> COUNTED = new TreeMap<>();

  @TempDir private Path folder = Path.of("");

  /** Usage, and what it costs. */
  private record Case(Example example, String cost, List<UsageRecord> usage) {
    @Override
    public String toString() {
      return example.words + ": " + cost;
    }
  }

  /** Words of the page, and the rows that they are about: of a charge of its own. */
  private static final class Example {
    private final String words;
    private final String code = "charge-" + EXAMPLES.size();
    private final String unit;
    private final List<Object[]> metering = new ArrayList<>();
    private final List<Object[]> prices = new ArrayList<>();
    private final List<Case> cases = new ArrayList<>();
    private int free;
    private int records;

    private Example(String unit, String words) {
      this.unit = unit;
      this.words = words;
    }

    /** Adds a row of Metering for the usage type that has the code of the charge. */
    Example metered(Object... cells) {
      return meteredOf(code, cells);
    }

    Example meteredOf(String usageType, Object... cells) {
      Object[] row = cells(METERING, cells);
      row[0] = usageType;
      row[4] = row[4] == null ? code : row[4];
      metering.add(row);
      return this;
    }

    Example priced(Object... cells) {
      Object[] row = cells(PRICES, cells);
      row[0] = code;
      prices.add(row);
      return this;
    }

    /** Lets so many be free, which count towards tiers. */
    Example free(int quantity) {
      free = quantity;
      return this;
    }

    Example costs(String cost, UsageRecord.Builder... usage) {
      cases.add(
          new Case(this, cost, Arrays.stream(usage).map(UsageRecord.Builder::build).toList()));
      return this;
    }

    UsageRecord.Builder of(String quantity) {
      return at(NOON).quantity(new BigDecimal(quantity));
    }

    UsageRecord.Builder at(String start) {
      return record(code, "main", start);
    }

    UsageRecord.Builder record(String usageType, String instance, String start) {
      return UsageRecord.of("record-" + ++records, instance, usageType, Instant.parse(start));
    }
  }

  private static Object[] cells(Object[] headers, Object... cells) {
    Object[] row = new Object[headers.length];
    for (int i = 0; i < cells.length; i += 2) {
      int column = Arrays.asList(headers).indexOf(cells[i]);
      assertThat(column).as("%s", cells[i]).isNotNegative();
      row[column] = cells[i + 1];
    }
    return row;
  }

  private static Example example(String unit, String words) {
    Example example = new Example(unit, words);
    EXAMPLES.add(example);
    return example;
  }

  /** Usage in seconds, each of which costs 1: what is counted is what it costs. */
  private static Example seconds(String words, Object... cells) {
    return timed("second", words, "seconds", "sum", cells);
  }

  private static Example timed(
      String unit, String words, String measure, String counting, Object... cells) {
    Object[] all = Arrays.copyOf(cells, cells.length + 4);
    all[cells.length] = "Measure";
    all[cells.length + 1] = measure;
    all[cells.length + 2] = "Counting";
    all[cells.length + 3] = counting;
    return example(unit, words).metered(all).priced("Unit price", 1);
  }

  private static Example things(String words) {
    return example("task", words).metered("Measure", "amount", "Counting", "sum");
  }

  static {
    metering();
    holdings();
    prices();
    models();
    scopes();
    years();
    dates();
  }

  private static void metering() {
    Example e;
    e = timed("minute", "A charge of the unit minute has 60 seconds a minute", "seconds", "sum");
    e.costs("2", e.of("120"));
    e =
        seconds(
            "| *Minimum* 60, *Increment* 1 | 7 s; 61.2 s | 60 s; 62 s |",
            "Minimum",
            60,
            "Increment",
            1);
    e.costs("60", e.of("7")).costs("62", e.of("61.2"));
    e =
        seconds(
            "| *Minimum* 90, *Increment* 60 | 61 s; 91 s | 90 s; 150 s: up to the minimum the"
                + " minimum, above it the minimum and whole increments |",
            "Minimum",
            90,
            "Increment",
            60);
    e.costs("90", e.of("61")).costs("150", e.of("91"));
    e =
        seconds(
            "| *Minimum* 30, *Increment* 7 | 32 s; 37.5 s | 37 s; 44 s |",
            "Minimum",
            30,
            "Increment",
            7);
    e.costs("37", e.of("32")).costs("44", e.of("37.5"));
    e = seconds("| *Increment* 6, no minimum | 7 s | 12 s |", "Increment", 6);
    e.costs("12", e.of("7"));
    e =
        seconds(
            "| *Minimum* 60, *Minimum per* `record` | two records of 20 s in one call | 120 s |",
            "Minimum",
            60,
            "Minimum per",
            "record");
    e.costs("120", e.of("20").contactId("c"), e.of("20").contactId("c"));
    e =
        seconds(
            "| the same, `chain` | the same, one `contact_id` | 60 s |",
            "Minimum",
            60,
            "Minimum per",
            "chain");
    e.costs("60", e.of("20").contactId("c"), e.of("20").contactId("c"));
    e =
        seconds(
            "| `count` 5, *Minimum* 10 | 3 s | 50 s: the minimum applies to each |",
            "Minimum",
            10,
            "Minimum per",
            "record");
    e.costs("50", e.of("3").count(5));
    e = things("| *Measure* `amount` | quantity 3, count 2; no quantity | 6; 1 |");
    e.priced("Unit price", 1).costs("6", e.of("3").count(2)).costs("1", e.at(NOON));
    e =
        timed(
            "second",
            "| *Measure* `connected seconds` | 90 s, 40 of them connected | 40 s |",
            "connected seconds",
            "sum");
    e.costs("40", e.of("90").connectedSeconds(40));
    String zero =
        "A quantity of 0 that a condition lets through is counted: 0 s at a minimum of 10 are 10 s";
    e = seconds(zero, "Minimum", 10);
    e.costs("10", e.of("0"));
    e =
        timed(
            "second",
            "A row `connected_seconds is at most 0` says that nothing is charged",
            "connected seconds",
            "sum",
            "Attribute",
            "connected_seconds",
            "Test",
            "is above",
            "Value",
            0,
            "Minimum",
            10);
    e.metered(
        "Charge",
        "not charged",
        "Attribute",
        "connected_seconds",
        "Test",
        "is at most",
        "Value",
        0);
    e.costs("0", e.of("90").connectedSeconds(0)).costs("10", e.of("90").connectedSeconds(1));
  }

  private static void holdings() {
    String agents =
        "| *Counting* `distinct` | agent-1 in three records of one month | 1; in two instances 2,"
            + " *Counted over* `account` 1 |";
    Example e = example("task", agents).metered("Measure", "amount", "Counting", "distinct");
    e.priced("Unit price", 1)
        .costs("1", agent(e, "main"), agent(e, "main"), agent(e, "main"))
        .costs("2", agent(e, "main"), agent(e, "other"), agent(e, "main"));
    e =
        example("task", agents)
            .metered("Measure", "amount", "Counting", "distinct", "Counted over", "account");
    e.priced("Unit price", 1).costs("1", agent(e, "main"), agent(e, "other"), agent(e, "main"));

    e =
        timed(
            "second",
            "| *Counting* `union` | an agent's intervals 13:00 to 13:20 and 13:10 to 13:30 |"
                + " 1,800 s; less a pause of 5 minutes 1,500 s |",
            "seconds",
            "union");
    e.meteredOf("pause", "Measure", "paused seconds", "Counting", "union");
    UsageRecord.Builder first = interval(e, e.code, "13:00", "13:20");
    UsageRecord.Builder second = interval(e, e.code, "13:10", "13:30");
    e.costs("1800", first, second)
        .costs("1500", first, second, interval(e, "pause", "13:12", "13:17"));

    String held =
        "| *Counting* `days` | a number held from the 1st, 10:00, to the 2nd, 08:00 | 2 days;"
            + " `hours`: 22 hours, 0.9167 days |";
    for (String[] counted :
        new String[][] {
          {"number-day", "days", "2"}, {"hour", "hours", "22"}, {"number-day", "hours", "0.9167"}
        }) {
      e = timed(counted[0], held, "amount", counted[1]);
      e.costs(
          counted[2],
          e.at("2024-05-01T10:00:00Z")
              .endTime(Instant.parse("2024-05-02T08:00:00Z"))
              .resourceId("number"));
    }
    String profile =
        "| *Counting* `profile-months` | a profile made on the 21st of a month of 31 days | 11"
            + " profile-days, 0.3548 profile-months |";
    e = timed("profile-day", profile, "amount", "profile-months");
    e.costs("11", e.at("2024-05-21T00:00:00Z").resourceId("profile"));
    e = timed("profile", profile, "amount", "profile-months");
    e.costs("0.3548", e.at("2024-05-21T00:00:00Z").resourceId("profile"));

    e =
        timed(
            "number-day",
            "3 lines held all May and 5 of the same resource from the 11th on are 3 a day for 10"
                + " days and 5 a day for 21",
            "amount",
            "days");
    // 3 x 10 + 5 x 21
    e.costs(
        "135",
        e.at("2024-04-20T00:00:00Z").count(3).resourceId("trunk"),
        e.at("2024-05-11T00:00:00Z").count(5).resourceId("trunk"));
    e =
        example("number-day", "priced by the row in force on each day")
            .metered("Measure", "amount", "Counting", "days");
    // 10 days at 1, 21 at 2
    e.priced("Unit price", 1)
        .priced("Unit price", 2, "Effective from", LocalDate.of(2024, 5, 11))
        .costs("52", e.at("2024-04-20T00:00:00Z").resourceId("trunk"));
  }

  private static UsageRecord.Builder agent(Example e, String instance) {
    return e.record(e.code, instance, NOON).resourceId("agent-1");
  }

  private static UsageRecord.Builder interval(Example e, String type, String from, String to) {
    return e.record(type, "main", "2024-05-06T" + from + ":00Z")
        .endTime(Instant.parse("2024-05-06T" + to + ":00Z"))
        .resourceId("agent-1");
  }

  private static void prices() {
    Example e = things("One charge of the unit task, 1 per unit").priced("Unit price", 1);
    e.costs("10", e.of("10"));
    e = things("| `per unit` 0.04 | 10 | 0.40 |").priced("Unit price", 0.04);
    e.costs("0.40", e.of("10"));
    e =
        tiers(
            things("| `graduated`: to 10 at 1, above at 2 | 11 | 10 × 1 + 1 × 2 = 12 |"),
            "graduated",
            null,
            null);
    e.costs("12", e.of("11"));
    e =
        tiers(
            things(
                "| `volume`: to 10 at 1, above at 2 | 11 | 11 × 2 = 22: the tier in which the"
                    + " whole lies prices all of it |"),
            "volume",
            null,
            null);
    e.costs("10", e.of("10")).costs("22", e.of("11"));
    e =
        tiers(
            things(
                "| `graduated` with *Flat fee* 5 and 7 | 11 | 5 + 7 + 10 + 2 = 24: a fee for each"
                    + " tier in which charged quantity lies |"),
            "graduated",
            5,
            7);
    e.costs("24", e.of("11")).costs("15", e.of("10"));
    e =
        tiers(
            things(
                "Fees 5 (to 10) and 7 (above), an allowance of 10 that counts towards tiers,"
                    + " usage 11: the free 10 fill the first tier, and 7 alone is due, 7 + 1 × 2 ="
                    + " 9. With quantity 0 the fee of the first tier is due"),
            "graduated",
            5,
            7);
    e.free(10).costs("9", e.of("11")).costs("5", e.of("0")).costs("0", e.of("10"));
    e =
        things("minute 5,000,000 is of the tier to 5,000,000")
            .priced("Model", "graduated", "Tier to", 5_000_000, "Unit price", 1)
            .priced("Model", "graduated", "Tier from", 5_000_000, "Unit price", 2);
    e.costs("5000000", e.of("5000000")).costs("5000002", e.of("5000001"));
  }

  private static Example tiers(Example e, String model, Object fee, Object feeAbove) {
    return e.priced("Model", model, "Tier to", 10, "Unit price", 1, "Flat fee", fee)
        .priced("Model", model, "Tier from", 10, "Unit price", 2, "Flat fee", feeAbove);
  }

  private static void models() {
    Example e =
        things(
                "| `package`: *Unit price* 3, *Package size* 100 | 101; 0.5 | 2 packages, 6; 1"
                    + " package, 3 |")
            .priced("Model", "package", "Unit price", 3, "Package size", 100);
    e.costs("6", e.of("101")).costs("3", e.of("0.5"));
    e =
        things("| the same with *Free quantity* 50 | 150; 151 | 100 charged, 3; 101 charged, 6 |")
            .priced("Model", "package", "Unit price", 3, "Package size", 100, "Free quantity", 50);
    e.costs("3", e.of("150")).costs("6", e.of("151")).costs("0", e.of("50"));
    e = things("| `flat` 20 | one record or a thousand | 20 |");
    e.priced("Model", "flat", "Unit price", 20)
        .costs("20", e.of("1"))
        .costs("20", e.at(NOON).count(1000));
    e = things("even a record of quantity 0: the thing happened. Without any record there is no");
    e.priced("Model", "flat", "Unit price", 20).costs("20", e.of("0")).costs("0");
    String scope = "`flat` falls due once a month for what *Scope* runs over";
    for (String[] due : new String[][] {{"row", "40"}, {"account", "20"}}) {
      e = things(scope);
      for (String region : List.of("us-west-2", "us-east-1")) {
        e.priced("Region", region, "Model", "flat", "Scope", due[0], "Unit price", 20);
      }
      e.costs("20", task(e, "main"), task(e, "other"))
          .costs(due[1], task(e, "main"), task(e, "other"), task(e, "east"));
    }
  }

  private static void scopes() {
    Example e =
        scope("| `record` | records of 4 and of 11, one with `count` 2 | 4 + 2 × (10 + 2) = 28 |");
    e.costs("28", e.of("4"), e.of("11").count(2));
    e =
        scope(
            "| `chain` | 4 and 7 of one `contact_id`, and 8 | (10 + 2) + 8 = 20 |",
            "Minimum per",
            "chain");
    e.costs("20", e.of("4").contactId("c"), e.of("7").contactId("c"), e.of("8"));
    e = scope("| `day` | 6 and 6 on one day, 6 on the next | (10 + 2 × 2) + 6 = 20 |");
    e.costs("20", e.of("6"), e.of("6"), e.at("2024-05-07T00:00:00Z").quantity(6));
    e =
        things("| `flat` 0.5 with *Scope* `record` | 3 records | 1.50 |")
            .priced("Model", "flat", "Scope", "record", "Unit price", 0.5);
    e.costs("1.50", e.of("7"), e.of("9"), e.of("0"));
    e =
        things(
                "| `per unit` 1, *Scope* `record`, *Minimum amount* 3, *Maximum amount* 8 | 1, 5"
                    + " and 20 | 3 + 5 + 8 = 16 |")
            .priced("Scope", "record", "Unit price", 1, "Minimum amount", 3, "Maximum amount", 8);
    e.costs("16", e.of("1"), e.of("5"), e.of("20"));
  }

  private static void years() {
    LocalDate april = LocalDate.of(2024, 4, 1);
    Example e =
        things(
            "`graduated` tiers of a `year` from 1 April, to 1,000 at 1 and above at 0.5: after 900"
                + " in April, 300 in May cost 100 × 1 + 200 × 0.5 = 200");
    e.priced(
            "Model",
            "graduated",
            "Scope",
            "account",
            "Tier to",
            1000,
            "Unit price",
            1,
            "Counts over",
            "year",
            "Counts from",
            april)
        .priced(
            "Model",
            "graduated",
            "Scope",
            "account",
            "Tier from",
            1000,
            "Unit price",
            0.5,
            "Counts over",
            "year",
            "Counts from",
            april);
    e.costs("200", e.of("300"));
    // What April counted.
    COUNTED.put(e.code, Quantity.of(900));
  }

  /** Tiers to 10 at 1 and above at 2, of the scope that the words begin with. */
  private static Example scope(String words, Object... metering) {
    List<Object> cells = new ArrayList<>(List.of("Measure", "amount", "Counting", "sum"));
    cells.addAll(List.of(metering));
    String scope = words.substring(words.indexOf('`') + 1, words.indexOf("` "));
    return example("task", words)
        .metered(cells.toArray())
        .priced("Model", "graduated", "Scope", scope, "Tier to", 10, "Unit price", 1)
        .priced("Model", "graduated", "Scope", scope, "Tier from", 10, "Unit price", 2);
  }

  private static UsageRecord.Builder task(Example e, String instance) {
    return e.record(e.code, instance, NOON);
  }

  private static void dates() {
    LocalDate june18 = LocalDate.of(2025, 6, 18);
    Example e =
        things(
                "0.12 with *Effective to* 2025-06-18 and 0.10 with *Effective from* 2025-06-18"
                    + " leave no gap")
            .priced("Unit price", 0.12, "Effective to", june18)
            .priced("Unit price", 0.10, "Effective from", june18);
    e.costs("0.12", e.at("2025-06-17T23:59:59Z")).costs("0.10", e.at("2025-06-18T00:00:00Z"));
    e =
        things(
                "0.04 without dates and 0.03 from 1 to 15 May cost 0.03 until 14 May, then 0.04"
                    + " again")
            .priced("Unit price", 0.04)
            .priced(
                "Unit price",
                0.03,
                "Effective from",
                LocalDate.of(2024, 5, 1),
                "Effective to",
                LocalDate.of(2024, 5, 15));
    e.costs("0.03", e.at("2024-05-01T00:00:00Z"))
        .costs("0.03", e.at("2024-05-14T23:59:59Z"))
        .costs("0.04", e.at("2024-05-15T00:00:00Z"));
    LocalDate change = LocalDate.of(2024, 5, 15);
    e =
        things(
                "4,999,990 minutes at a price per unit of 0.018 until the 14th, then 30 at a"
                    + " graduated one of 0.015 to 5,000,000 and 0.018 above: 10 lie in the first"
                    + " tier and 20 in the second, 90,000.33")
            .priced("Unit price", 0.018, "Effective to", change)
            .priced(
                "Model",
                "graduated",
                "Tier to",
                5_000_000,
                "Unit price",
                0.015,
                "Effective from",
                change)
            .priced(
                "Model",
                "graduated",
                "Tier from",
                5_000_000,
                "Unit price",
                0.018,
                "Effective from",
                change);
    e.costs(
        "90000.33",
        e.at("2024-05-14T00:00:00Z").quantity(4_999_990),
        e.at("2024-05-15T00:00:00Z").quantity(30));
  }

  /** The tables of all examples, compiled once. */
  private static final class Held {
    static final Tariff TARIFF = Tariff.of(TablesReader.read(tables().bytes()));

    private static SmallTariff tables() {
      SmallTariff tables =
          new SmallTariff()
              .plus("charges.xlsx", "Regions", row("us-east-1", "Virginia"))
              .plus(
                  "charges.xlsx",
                  "Units",
                  row("second", "second", 1),
                  row("hour", "second", 3600),
                  row("profile-day", "profile-day", 1),
                  row("task", "task", 1))
              .plus("metering.xlsx", "Usage types", row("pause", "Pauses"))
              .with("metering.xlsx", "Metering", METERING)
              .with(
                  "prices.xlsx",
                  "Prices",
                  PRICES,
                  cells(PRICES, "Charge", "service", "Unit price", 0.018),
                  cells(PRICES, "Charge", "chat", "Unit price", 0.004));
      for (Example example : EXAMPLES) {
        String code = example.code;
        tables
            .plus("charges.xlsx", "Charges", row(code, "chat", code, null, example.unit, "usage"))
            .plus("metering.xlsx", "Usage types", row(code, code))
            .plus("metering.xlsx", "Metering", example.metering.toArray(Object[][]::new))
            .plus("prices.xlsx", "Prices", example.prices.toArray(Object[][]::new));
        if (example.free > 0) {
          tables
              .plus(
                  "allowances.xlsx",
                  "Allowances",
                  cells(
                      SmallTariff.ALLOWANCES,
                      "Allowance",
                      code,
                      "Kind",
                      "free-tier",
                      "Clock",
                      "none",
                      "Quantity",
                      example.free,
                      "Unit",
                      example.unit,
                      "Counts towards tiers",
                      "yes"))
              .plus("allowances.xlsx", "Draws", row(code, 1, code));
        }
      }
      return tables;
    }
  }

  static List<Case> cases() {
    return EXAMPLES.stream().flatMap(example -> example.cases.stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theEngineDoesWhatThePageSays(Case expected) {
    Invoice invoice = Held.TARIFF.rate(account(), month(expected), expected.usage());
    assertThat(invoice.rejected()).isEmpty();
    assertCost(expected, invoice.totalExact().value());
  }

  /** What is metered in a session above is metered in SQL here. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("cases")
  void theCommandDoesWhatThePageSays(Case expected) {
    UsageFiles.account(folder, account());
    UsageFiles.csv(folder, "usage.csv", expected.usage());
    String month = month(expected).toString();
    InProcess.Done done =
        InProcess.run(
            Held.TARIFF,
            folder,
            "rate",
            folder.toString(),
            "--month",
            month,
            "--allow-empty",
            "--format",
            "json");
    assertThat(done.err()).isEmpty();
    assertThat(done.status()).isZero();
    JsonNode invoice = JsonMapper.builder().build().readTree(done.out());
    assertCost(expected, new BigDecimal(invoice.path("total_exact").stringValue("")));
  }

  private static Account account() {
    return ACCOUNT.withCarried(new Carried(new TreeMap<>(), new TreeMap<>(), COUNTED));
  }

  /** May 2024, or a later month that usage lies in: a holding begins before it. */
  private static YearMonth month(Case expected) {
    return expected.usage().stream()
        .map(record -> YearMonth.from(record.startTime().atOffset(ZoneOffset.UTC)))
        .filter(MAY::isBefore)
        .findFirst()
        .orElse(MAY);
  }

  private static void assertCost(Case expected, BigDecimal exact) {
    BigDecimal cost = new BigDecimal(expected.cost());
    // The page rounds parts of a day or month to four decimals, and nothing else.
    BigDecimal shown = cost.scale() == 4 ? exact.setScale(4, RoundingMode.HALF_UP) : exact;
    assertThat(shown).isEqualByComparingTo(cost);
  }

  @Test
  void everyNumberOfThePageIsOfAnExample() throws IOException {
    String page = Files.readString(PAGE).replaceAll("\\s+", " ");
    int begin = page.indexOf("## Every cell in numbers");
    String section = page.substring(begin, page.indexOf(" ## ", begin));
    String rest = section;
    for (Example example : EXAMPLES) {
      assertThat(section).contains(example.words);
      rest = rest.replace(example.words, "");
    }
    assertThat(rest).as("numbers that no example holds").doesNotContainPattern("[0-9]");
  }
}
