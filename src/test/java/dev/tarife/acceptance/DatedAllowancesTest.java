package dev.tarife.acceptance;

import static dev.tarife.acceptance.Shown.free;
import static dev.tarife.acceptance.Shown.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.Instance;
import dev.tarife.model.Instance.PlanChange;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Allowances and draws with dates, plans and other clocks, worked out by hand. */
@Tag("slow")
class DatedAllowancesTest {
  private static final String BOOK = "allowances.xlsx";
  private static final LocalDate MAY_16 = LocalDate.of(2024, 5, 16);
  private static final Account ACCOUNT = Real.account("us-west-2");

  /** 100 tasks before 16 May and 100 after it. */
  private static final List<UsageRecord> TASKS =
      List.of(
          Real.record("a", "task", "2024-05-10T12:00:00Z").count(100).build(),
          Real.record("b", "task", "2024-05-20T12:00:00Z").count(100).build());

  @TempDir private Path folder = Path.of("");
  private EditedTables tables = EditedTables.NONE;

  @BeforeEach
  void copyTheWorkbooks() {
    tables =
        EditedTables.copy(folder)
            .addColumns(
                BOOK,
                "Allowances",
                "Starts from",
                "Rolls over",
                "Per",
                "Effective from",
                "Effective to")
            .addColumns(BOOK, "Draws", "Plan", "Effective from", "Effective to");
  }

  @AfterEach
  void closeTheWorkbooks() {
    tables.close();
  }

  private void allowance(String clock, Object... cells) {
    Object[] all = new Object[12 + cells.length];
    System.arraycopy(
        new Object[] {
          "Allowance",
          "some",
          "Kind",
          "free-tier",
          "Clock",
          clock,
          "Quantity",
          150,
          "Unit",
          "task",
          "Counts towards tiers",
          "no"
        },
        0,
        all,
        0,
        12);
    System.arraycopy(cells, 0, all, 12, cells.length);
    tables.add(BOOK, "Allowances", all);
  }

  private void draw(Object... cells) {
    Object[] all = new Object[6 + cells.length];
    System.arraycopy(
        new Object[] {"Allowance", "some", "Order", 1, "Charge", "task"}, 0, all, 0, 6);
    System.arraycopy(cells, 0, all, 6, cells.length);
    tables.add(BOOK, "Draws", all);
  }

  @Test
  void anAllowanceFromADayFreesNoUsageBefore() {
    allowance("none", "Effective from", MAY_16);
    draw();
    assertThat(Shown.of(tables.load().rate(ACCOUNT, Real.MAY, TASKS)))
        .containsExactly(free("task", "100"), usage("task", "100", "0.04", "4"));
  }

  @Test
  void anAllowanceThatEndsFreesNoUsageAfter() {
    allowance("none", "Effective to", MAY_16);
    draw();
    assertThat(Shown.of(tables.load().rate(ACCOUNT, Real.MAY, TASKS)))
        .containsExactly(free("task", "100"), usage("task", "100", "0.04", "4"));
    assertThat(tables.load().rate(ACCOUNT, Real.MAY, TASKS.subList(1, 2)).totalExact())
        .hasToString("4");
  }

  @Test
  void aDrawHasDatesOfItsOwn() {
    allowance("none");
    draw("Effective to", MAY_16);
    assertThat(Shown.of(tables.load().rate(ACCOUNT, Real.MAY, TASKS)))
        .containsExactly(free("task", "100"), usage("task", "100", "0.04", "4"));
  }

  /** An allowance that a plan ends: only usage on the standard plan draws on it. */
  @Test
  void anAllowanceEndsWhenItsInstanceLeavesThePlan() {
    tables.add("charges.xlsx", "Plans", "Code", "gold", "Name", "Gold");
    allowance("none");
    draw("Plan", "standard");
    Account changing =
        new Account(
            "1",
            "USD",
            null,
            List.of(
                new Instance(
                    "main", "us-west-2", "standard", List.of(new PlanChange(MAY_16, "gold")))),
            new TreeMap<>());
    Tariff tariff = tables.load();
    assertThat(Shown.of(tariff.rate(changing, Real.MAY, TASKS)))
        .containsExactly(free("task", "100"), usage("task", "100", "0.04", "4"));
    assertThat(Shown.of(tariff.rate(ACCOUNT, Real.MAY, TASKS)))
        .containsExactly(free("task", "150"), usage("task", "50", "0.04", "2"));
  }

  @Test
  void theClockOfTheAccountsCreation() {
    allowance(
        "creation", "Lasts", 1, "Lasts unit", "months", "Starts from", LocalDate.of(2024, 4, 1));
    draw();
    Tariff tariff = tables.load();
    // From 16 April to before 16 May.
    assertThat(
            Shown.of(tariff.rate(ACCOUNT.withCreated(LocalDate.of(2024, 4, 16)), Real.MAY, TASKS)))
        .containsExactly(free("task", "100"), usage("task", "100", "0.04", "4"));
    assertThat(
            tariff
                .rate(ACCOUNT.withCreated(LocalDate.of(2024, 3, 31)), Real.MAY, TASKS)
                .totalExact())
        .hasToString("8");
    assertThat(tariff.rate(ACCOUNT, Real.MAY, TASKS).totalExact()).hasToString("8");
  }

  @Test
  void eachInstanceHasItsOwn() {
    allowance("none", "Per", "instance");
    draw();
    Account two =
        Account.of("1", "USD", new Instance("main", "us-west-2"), new Instance("b", "us-west-2"));
    List<UsageRecord> usage =
        List.of(
            Real.record("a", "task", "2024-05-10T12:00:00Z").count(200).build(),
            UsageRecord.of("b", "b", "task", Instant.parse("2024-05-10T12:00:00Z"))
                .count(20)
                .build());
    assertThat(Shown.of(tables.load().rate(two, Real.MAY, usage)))
        .containsExactly(free("task", "20"), free("task", "150"), usage("task", "50", "0.04", "2"));
  }

  /** 2 tasks of each queue are free, in whichever instance and on whichever day it had them. */
  @Test
  void eachResourceHasItsOwn() throws IOException {
    allowance("none", "Per", "resource", "Quantity", 2);
    draw();
    Account two =
        Account.of("1", "USD", new Instance("main", "us-west-2"), new Instance("b", "us-west-2"));
    List<UsageRecord> usage =
        List.of(
            of("r1", "main", "10", "queue-1"),
            of("r2", "main", "10", "queue-1"),
            of("r3", "b", "11", "queue-1"),
            of("r4", "main", "12", "queue-2"),
            of("r5", "main", "13", null),
            of("r6", "main", "14", ""));
    Tariff tariff = tables.load();
    // Of queue-1 the one of instance b comes first, and one of main; of queue-2 its only one.
    Invoice invoice = tariff.rate(two, Real.MAY, usage);
    assertThat(Shown.of(invoice))
        .containsExactly(free("task", "1"), free("task", "2"), usage("task", "3", "0.04", "0.12"));
    Path input = Files.createDirectory(folder.resolve("input"));
    Files.writeString(
        input.resolve("account.yaml"),
        "account: '1'\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 },"
            + " { id: b, region: us-west-2 }]\n");
    StringBuilder csv = new StringBuilder("record_id,instance,usage_type,start_time,resource_id\n");
    for (UsageRecord each : usage) {
      csv.append(each.recordId()).append(',').append(each.instance()).append(",task,");
      csv.append(each.startTime()).append(',');
      csv.append(each.resourceId() == null ? "" : each.resourceId()).append('\n');
    }
    Files.writeString(input.resolve("usage.csv"), csv);
    List<Invoice> invoices = new ArrayList<>();
    BillingRun.of(
            new TariffEngine(tariff, folder, BulkMeter.Options.standard()),
            Input.find(List.of(input.toString()), null),
            new Period(Real.MAY))
        .run(invoices::add, Progress.NONE);
    assertThat(invoices.get(0).lines()).isEqualTo(invoice.lines());
  }

  private static UsageRecord of(String id, String instance, String day, @Nullable String resource) {
    return UsageRecord.of(id, instance, "task", Instant.parse("2024-05-" + day + "T12:00:00Z"))
        .resourceId(resource)
        .build();
  }

  @Test
  void whatIsCountedByDaysHasNoAllowanceOfEachResource() {
    allowance("none", "Per", "resource", "Unit", "number-day");
    tables.add(BOOK, "Draws", "Allowance", "some", "Order", 1, "Charge", "phone-number");
    assertThat(TablesReader.check(tables.save()).findings().toString())
        .contains(
            "the allowance (some) is of each resource, and row",
            "counts the charge (phone-number) by days; draw by another charge");
  }

  @Test
  void whatIsLeftRollsOverUpToALimit() {
    allowance("none", "Rolls over", 60);
    draw();
    Tariff tariff = tables.load();
    // 150 less 100; at most 60 are kept.
    Invoice may = tariff.rate(ACCOUNT, Real.MAY, TASKS.subList(0, 1));
    assertThat(may.carries().allowances()).isEqualTo(Map.of("some", Quantity.of(50)));
    List<UsageRecord> june =
        List.of(Real.record("j", "task", "2024-06-10T12:00:00Z").count(230).build());
    Invoice next = tariff.rate(ACCOUNT.withCarried(may.carries()), Real.MAY.plusMonths(1), june);
    assertThat(Shown.of(next))
        .containsExactly(free("task", "200"), usage("task", "30", "0.04", "1.2"));
    assertThat(next.carries().isEmpty()).isTrue();
    assertThat(tariff.rate(ACCOUNT, Real.MAY, List.of()).carries().allowances())
        .isEqualTo(Map.of("some", Quantity.of(60)));
    Invoice unknown =
        tariff.rate(
            ACCOUNT.withCarried(
                new Carried(new TreeMap<>(), new TreeMap<>(Map.of("other", Quantity.ONE)))),
            Real.MAY,
            TASKS);
    assertThat(unknown.notes())
        .containsExactly(
            "the account carries 1 of the allowance (other), which does not roll over into this"
                + " month: it is not used");
  }
}
