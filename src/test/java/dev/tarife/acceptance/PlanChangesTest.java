package dev.tarife.acceptance;

import static dev.tarife.acceptance.Shown.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Instance;
import dev.tarife.model.Instance.PlanChange;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance whose plan changes in the month (decision A-80), worked out by hand. */
@Tag("slow")
class PlanChangesTest {
  private static final LocalDate MAY_16 = LocalDate.of(2024, 5, 16);
  private static final Account CHANGING =
      new Account(
          "123456789012",
          "USD",
          null,
          List.of(
              new Instance(
                  "main", "us-west-2", Instance.STANDARD, List.of(new PlanChange(MAY_16, "gold")))),
          new TreeMap<>());

  @TempDir private Path folder = Path.of("");

  private Tariff tariff(Path tables) {
    try (EditedTables edited = EditedTables.copy(tables)) {
      return edited
          .add("charges.xlsx", "Plans", "Code", "gold", "Name", "Gold")
          .add("prices.xlsx", "Prices", "Charge", "task", "Plan", "gold", "Unit price", 0.01)
          .addColumns("telephony.xlsx", "Numbers", "Plan")
          .add(
              "telephony.xlsx",
              "Numbers",
              "Plan",
              "gold",
              "Region",
              "us-west-2",
              "Country",
              "US",
              "Number type",
              "did",
              "Unit price",
              0.01)
          .add(
              "agreements.xlsx",
              "Discounts",
              "Discount",
              "half",
              "Name",
              "Half",
              "Kind",
              "discount",
              "Percent",
              50,
              "Plan",
              "gold")
          .add(
              "agreements.xlsx",
              "Fees",
              "Fee",
              "gold-fee",
              "Name",
              "Gold fee",
              "Amount",
              31,
              "Per",
              "instance",
              "Prorated",
              "yes",
              "Plan",
              "gold")
          .load();
    }
  }

  @Test
  void usageHasThePlanOfItsStartAndAHoldingThatOfEachDay() throws IOException {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Tariff tariff = tariff(tables);
    List<UsageRecord> usage =
        List.of(
            Real.record("a", "task", "2024-05-15T23:59:59Z").count(100).build(),
            Real.record("b", "task", "2024-05-16T00:00:00Z").count(100).build(),
            Real.record("m", "chat-message", "2024-05-10T00:00:00Z").quantity(100).build(),
            Real.record("n", "chat-message", "2024-05-20T00:00:00Z").quantity(300).build(),
            Real.record("h", "phone-number", "2024-05-14T00:00:00Z")
                .endTime(java.time.Instant.parse("2024-05-19T00:00:00Z"))
                .resourceId("+12065550100")
                .country("US")
                .numberType("did")
                .build());
    Invoice invoice = tariff.rate(CHANGING, Real.MAY, usage);
    // The number: 14 and 15 May at 0.03, 16 to 18 May at 0.01. Half off what the plan gold costs:
    // chat
    // 300 × 0.004 = 1.2, tasks 1, the number 0.03, and 16 days of the fee, 16.
    assertThat(Shown.of(invoice))
        .containsExactly(
            usage("phone-number", "2", "0.03", "0.06"),
            usage("phone-number", "3", "0.01", "0.03"),
            usage("chat-message", "400", "0.004", "1.6"),
            usage("task", "100", "0.04", "4"),
            usage("task", "100", "0.01", "1"),
            new Shown("gold-fee", "fee", "0.5161290323", "31", "16"),
            new Shown("half", "discount", "18.23", "-0.5", "-9.115"));
    assertThat(invoice.lines().get(6).standsOn()).containsExactly(2, 3, 5, 6);

    Path files = Files.createDirectory(folder.resolve("usage"));
    Files.writeString(
        files.resolve("account.yaml"),
        """
        account: "123456789012"
        currency: USD
        instances:
          - id: main
            region: us-west-2
            plan: [{ plan: standard }, { plan: gold, from: 2024-05-16 }]
        """);
    UsageFiles.csv(files, "usage.csv", usage);
    List<Invoice> rated = new ArrayList<>();
    BillingRun.of(
            new TariffEngine(tariff, null, new BulkMeter.Options(null, "1GB", 2, List.of())),
            Input.find(List.of(files.toString()), null),
            new Period(Real.MAY))
        .run(rated::add, Progress.NONE);
    assertThat(rated.get(0).lines()).isEqualTo(invoice.lines());
  }

  @Test
  void plansFollowEachOther() throws IOException {
    Path account = folder.resolve("account.yaml");
    Files.writeString(
        account,
        """
        account: "1"
        currency: USD
        instances:
          - id: main
            region: us-west-2
            plan:
              - { plan: standard }
              - { plan: gold, from: 2024-05-16 }
              - { plan: silver, from: 2024-05-16 }
              - { plan: standard }
              - { plan: gold, since: 2024-07-01 }
        """);
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                    FaultException.class,
                    () -> dev.tarife.billing.AccountReader.read(List.of(account), "USD"))
                .findings()
                .lines()
                .stream()
                .map(line -> line.replace(account.toString(), "account.yaml")))
        .containsExactly(
            "account.yaml:9: the plan (silver) begins on 2024-05-16, not after the plan before it;"
                + " list the plans in the order of their days, each day once",
            "account.yaml:10: the field (from) is missing; add from: 2026-05-15",
            "account.yaml:11: the field (from) is missing; add from: 2026-05-15",
            "account.yaml:11: the field (since) is unknown; leave it out; known are from, plan");
  }
}
