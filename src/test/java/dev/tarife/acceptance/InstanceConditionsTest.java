package dev.tarife.acceptance;

import static dev.tarife.acceptance.Shown.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Instance.PlanChange;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conditions on what is read from a record's instance: Region, plan, hour, weekday and date
 * (decision A-85), worked out by hand, in a session and in bulk.
 */
@Tag("slow")
class InstanceConditionsTest {
  private static final String BOOK = "metering.xlsx";
  private static final String SHEET = "Metering";
  private static final YearMonth MARCH = YearMonth.of(2024, 3);
  private static final LocalDate MARCH_16 = LocalDate.of(2024, 3, 16);
  private static final Shown TASK = usage("task", "1", "0.04", "0.04");
  private static final Shown CASE = usage("case", "1", "0.12", "0.12");
  private static final Account ACCOUNT =
      new Account(
          "123456789012",
          "USD",
          null,
          List.of(
              new Instance("new-york", "us-east-1"),
              new Instance(
                  "istanbul", "us-east-1", "standard", List.of(), ZoneId.of("Europe/Istanbul")),
              new Instance(
                  "london",
                  "eu-west-2",
                  Instance.STANDARD,
                  List.of(new PlanChange(MARCH_16, "gold")))),
          new TreeMap<>());

  @TempDir private Path folder = Path.of("");
  private EditedTables tables = EditedTables.NONE;

  @BeforeEach
  void copyTheWorkbooks() throws IOException {
    tables =
        EditedTables.copy(Files.createDirectory(folder.resolve("tables")))
            .add("charges.xlsx", "Plans", "Code", "gold", "Name", "Gold");
  }

  @AfterEach
  void closeTheWorkbooks() {
    tables.close();
  }

  /** Tasks where the condition does not hold are cases, each at 0.12 instead of 0.04. */
  private void casesWhere(String attribute, String test, Object value, String otherwise) {
    tables
        .change(
            BOOK,
            SHEET,
            "Usage type",
            "task",
            "Attribute",
            attribute,
            "Test",
            otherwise,
            "Value",
            value)
        .meter("task", "case", "sum", "Attribute", attribute, "Test", test, "Value", value);
  }

  private List<Shown> rated(UsageRecord... tasks) throws IOException {
    Tariff tariff = tables.load();
    List<UsageRecord> usage = List.of(tasks);
    Invoice inSession = tariff.rate(ACCOUNT, MARCH, usage);
    assertThat(Shown.of(inBulk(tariff, usage))).isEqualTo(Shown.of(inSession));
    return Shown.of(inSession);
  }

  private Invoice inBulk(Tariff tariff, List<UsageRecord> usage) throws IOException {
    Path account =
        Files.writeString(
            folder.resolve("account.yaml"),
            """
            account: "123456789012"
            currency: USD
            instances:
              - id: new-york
                region: us-east-1
              - id: istanbul
                region: us-east-1
                timezone: Europe/Istanbul
              - id: london
                region: eu-west-2
                plan: [{ plan: standard }, { plan: gold, from: 2024-03-16 }]
            """);
    List<String> lines = new ArrayList<>(List.of("record_id,instance,usage_type,start_time,count"));
    for (UsageRecord record : usage) {
      lines.add(
          String.join(
              ",",
              record.recordId(),
              record.instance(),
              record.usageType(),
              record.startTime().toString(),
              Long.toString(record.count())));
    }
    Path file = Files.write(folder.resolve("usage.csv"), lines);
    List<Invoice> invoices = new ArrayList<>();
    BillingRun.of(
            new TariffEngine(tariff, null, BulkMeter.Options.standard()),
            new Input(List.of(account), List.of(file), List.of(), List.of()),
            new Period(MARCH))
        .run(invoices::add, Progress.NONE);
    return invoices.get(0);
  }

  private static UsageRecord task(String id, String instance, String start) {
    return UsageRecord.of(id, instance, "task", Instant.parse(start)).build();
  }

  @Test
  void theHourIsThatOfTheInstancesClockBeforeAndAfterItChanges() throws IOException {
    casesWhere("hour", "is one of", "22; 23; 0; 1", "is none of");
    // New York is 5 hours behind UTC until 10 March 2024, 07:00 UTC, and then 4; Istanbul is always
    // 3 ahead.
    assertThat(
            rated(
                task("a", "new-york", "2024-03-10T02:59:59Z"),
                task("b", "new-york", "2024-03-10T03:00:00Z"),
                task("c", "new-york", "2024-03-10T06:59:59Z"),
                task("d", "new-york", "2024-03-11T01:59:59Z"),
                task("e", "new-york", "2024-03-11T02:00:00Z"),
                task("f", "istanbul", "2024-03-11T18:59:59Z"),
                task("g", "istanbul", "2024-03-11T19:00:00Z"),
                task("h", "istanbul", "2024-03-11T23:00:00Z")))
        // Night are b (22), c (1), e (22) and g (22).
        .containsExactlyInAnyOrder(
            usage("task", "2", "0.04", "0.08"),
            usage("case", "3", "0.12", "0.36"),
            usage("task", "2", "0.04", "0.08"),
            CASE);
  }

  @Test
  void theWeekdayIsThatOfTheInstance() throws IOException {
    casesWhere("weekday", "is one of", "saturday; sunday", "is none of");
    // 8 March 2024 is a Friday: at 22:30 UTC it is Saturday in Istanbul.
    assertThat(
            rated(
                task("a", "istanbul", "2024-03-08T22:30:00Z"),
                task("b", "new-york", "2024-03-08T22:30:00Z"),
                task("c", "london", "2024-03-10T23:59:59Z")))
        .containsExactlyInAnyOrder(CASE, TASK, CASE);
  }

  @Test
  void theDateIsThatOfTheInstance() throws IOException {
    casesWhere("date", "is one of", "2024-03-17; 2024-03-19", "is none of");
    assertThat(
            rated(
                task("a", "new-york", "2024-03-17T03:59:59Z"),
                task("b", "new-york", "2024-03-17T04:00:00Z"),
                task("c", "istanbul", "2024-03-18T21:00:00Z"),
                task("d", "london", "2024-03-20T00:00:00Z")))
        .containsExactlyInAnyOrder(TASK, CASE, CASE, TASK);
  }

  @Test
  void aDateMayBeACellWithADate() throws IOException {
    casesWhere("date", "is from", MARCH_16, "is before");
    assertThat(
            rated(
                task("a", "new-york", "2024-03-16T03:59:59Z"),
                task("b", "istanbul", "2024-03-15T21:00:00Z")))
        .containsExactlyInAnyOrder(TASK, CASE);
  }

  @Test
  void thePlanIsThatOfTheStart() throws IOException {
    casesWhere("plan", "is one of", "gold", "is none of");
    assertThat(
            rated(
                task("a", "london", "2024-03-15T23:59:59Z"),
                task("b", "london", "2024-03-16T00:00:00Z"),
                task("c", "new-york", "2024-03-16T00:00:00Z")))
        .containsExactlyInAnyOrder(TASK, CASE, TASK);
  }

  @Test
  void theRegionIsThatOfTheInstance() throws IOException {
    casesWhere("region", "is one of", "eu-west-2", "is none of");
    assertThat(
            rated(
                task("a", "london", "2024-03-15T23:59:59Z"),
                task("b", "istanbul", "2024-03-16T00:00:00Z")))
        .containsExactlyInAnyOrder(TASK, CASE);
  }

  @Test
  void whatNoInstanceCanBeIsReported() {
    casesWhere("hour", "is one of", "24", "is none of");
    assertThat(errors())
        .contains(
            "the value (24) is not possible of hour; write whole hours from 0 to 23: 22; 23; 0; 1");
  }

  @Test
  void anUnknownWeekdayIsReportedWithTheNearest() {
    casesWhere("weekday", "is one of", "sunnday", "is none of");
    assertThat(errors()).contains("the value (sunnday) is not possible of weekday; write sunday");
  }

  @Test
  void anUnknownTimeZoneIsReportedOnceWithTheNearest() {
    casesWhere("hour", "is at least", 22, "is below");
    tables.change("charges.xlsx", "Regions", "Code", "eu-west-2", "Time zone", "Europe/Londn");
    assertThat(errors())
        .isEqualTo(
            "charges.xlsx:Regions!C12: the time zone (Europe/Londn) is unknown; write Europe/London");
  }

  @Test
  void aRegionWithoutATimeZoneIsReported() {
    casesWhere("hour", "is at least", 22, "is below");
    tables.change("charges.xlsx", "Regions", "Code", "eu-west-2", "Time zone", "");
    assertThat(errors())
        .contains("the Region (eu-west-2) has no time zone, and metering.xlsx, Metering, row ");
  }

  private String errors() {
    tables.save();
    return String.join("\n", TablesReader.check(folder.resolve("tables")).findings().lines());
  }
}
