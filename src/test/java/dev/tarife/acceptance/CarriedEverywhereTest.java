package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.Bundle;
import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An account with agreements, scopes of all kinds and carried balances has one invoice, whether its
 * records are in a session or in files, and whether its rules were compiled now or in a bundle.
 * That the service gives the same is for its own tests.
 */
class CarriedEverywhereTest {
  private static final Object[] FIRST = {
    "Charge",
    "task",
    "Model",
    "graduated",
    "Scope",
    "account",
    "Tier to",
    100,
    "Unit price",
    0.04,
    "Counts over",
    "year",
    "Counts from",
    LocalDate.of(2024, 4, 1)
  };
  private static final Object[] ABOVE = {
    "Charge",
    "task",
    "Model",
    "graduated",
    "Scope",
    "account",
    "Tier from",
    100,
    "Unit price",
    0.03,
    "Counts over",
    "year",
    "Counts from",
    LocalDate.of(2024, 4, 1)
  };

  @TempDir private Path folder = Path.of("");

  @Test
  void sessionFilesAndBundleAgree() throws Exception {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Tariff tariff;
    try (EditedTables edited = EditedTables.copy(tables)) {
      tariff =
          edited
              .addColumns(
                  "prices.xlsx",
                  "Prices",
                  "Minimum amount",
                  "Maximum amount",
                  "Counts over",
                  "Counts from")
              .change("prices.xlsx", "Prices", "Charge", "task", FIRST)
              .add("prices.xlsx", "Prices", ABOVE)
              .change(
                  "prices.xlsx",
                  "Prices",
                  "Charge",
                  "in-app-web-calling",
                  "Scope",
                  "chain",
                  "Minimum amount",
                  0.02)
              .change("prices.xlsx", "Prices", "Charge", "case", "Model", "flat", "Scope", "day")
              .addColumns("allowances.xlsx", "Allowances", "Rolls over")
              .add(
                  "allowances.xlsx",
                  "Allowances",
                  "Allowance",
                  "some",
                  "Kind",
                  "free-tier",
                  "Clock",
                  "none",
                  "Quantity",
                  10,
                  "Unit",
                  "message",
                  "Counts towards tiers",
                  "no",
                  "Rolls over",
                  8)
              .add(
                  "allowances.xlsx",
                  "Draws",
                  "Allowance",
                  "some",
                  "Order",
                  1,
                  "Charge",
                  "chat-message")
              .add(
                  "agreements.xlsx",
                  "Discounts",
                  "Discount",
                  "tenth",
                  "Name",
                  "A tenth",
                  "Kind",
                  "discount",
                  "Percent",
                  10,
                  "Charges",
                  "task")
              .add(
                  "agreements.xlsx",
                  "Credits",
                  "Credit",
                  "welcome",
                  "Name",
                  "Welcome",
                  "Amount",
                  5,
                  "Granted",
                  LocalDate.of(2024, 4, 2))
              .load();
    }
    Account account =
        Account.of("123456789012", "USD", new Instance("main", "us-west-2"))
            .withCarried(
                new Carried(
                    new TreeMap<>(Map.of("welcome", Money.of("1.5"))),
                    new TreeMap<>(Map.of("some", Quantity.of(4))),
                    new TreeMap<>(Map.of("task", Quantity.of(90)))));
    List<UsageRecord> usage =
        List.of(
            Real.record("t", "task", "2024-05-06T09:00:00Z").quantity(30).build(),
            Real.record("m", "chat-message", "2024-05-06T09:00:00Z").quantity(7).build(),
            Real.record("w1", "web-call", "2024-05-06T09:00:00Z")
                .quantity(20)
                .contactId("c")
                .build(),
            Real.record("w2", "web-call", "2024-05-06T09:01:00Z")
                .quantity(30)
                .contactId("c")
                .build(),
            Real.record("w3", "web-call", "2024-05-06T09:02:00Z").quantity(600).build(),
            Real.record("a1", "case", "2024-05-06T09:02:00Z").build(),
            Real.record("a2", "case", "2024-05-06T19:02:00Z").build(),
            Real.record("a3", "case", "2024-05-07T09:02:00Z").build());
    Invoice session = tariff.rate(account, Real.MAY, usage);
    // Calls of 50 s and 600 s; tasks go on at 90. A tenth of 0.4 + 0.6, and a credit of 1.5.
    assertThat(Shown.of(session))
        .containsExactly(
            new Shown("voice-service", "usage", "10.8333333333", "0.018", "0.195"),
            new Shown("in-app-web-calling", "usage", "1", "0.02", "0.02"),
            new Shown("in-app-web-calling", "usage", "10", "0.01", "0.1"),
            new Shown("chat-message", "free-tier", "7", "0", "0"),
            new Shown("task", "usage", "10", "0.04", "0.4"),
            new Shown("task", "usage", "20", "0.03", "0.6"),
            new Shown("case", "usage", "2", "0.12", "0.24"),
            new Shown("tenth", "discount", "1", "-0.1", "-0.1"),
            new Shown("welcome", "credit", "1.455", "-1", "-1.455"));
    assertThat(session.carries())
        .isEqualTo(
            new Carried(
                new TreeMap<>(Map.of("welcome", Money.of("0.045"))),
                new TreeMap<>(Map.of("some", Quantity.of(7))),
                new TreeMap<>(Map.of("task", Quantity.of(120)))));

    assertThat(fromFiles(tariff, account, usage)).isEqualTo(session);
    Path jar = folder.resolve("tables.jar");
    Map<String, byte[]> workbooks = new TreeMap<>();
    try (var files = Files.list(tables)) {
      for (Path file : files.toList()) {
        workbooks.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    Files.write(jar, BundleBuilder.build(workbooks, BundleVersion.parse("1.0.0")).jar());
    Invoice bundled = Bundle.open(jar).tariff().rate(account, Real.MAY, usage);
    assertThat(bundled.lines()).isEqualTo(session.lines());
    assertThat(bundled.total()).isEqualTo(session.total());
    assertThat(bundled.carries()).isEqualTo(session.carries());
  }

  /** The invoice of records in a CSV file and an account in YAML: SQL counts them. */
  private Invoice fromFiles(Tariff tariff, Account account, List<UsageRecord> usage)
      throws IOException {
    Path files = Files.createDirectory(folder.resolve("usage"));
    UsageFiles.csv(files, "usage.csv", usage);
    Files.writeString(
        files.resolve("account.yaml"),
        """
        account: "123456789012"
        currency: USD
        instances: [{ id: main, region: us-west-2 }]
        carried:
          credits: { welcome: "1.50" }
          allowances: { some: "4" }
          counters: { task: "90" }
        """);
    List<Invoice> invoices = new ArrayList<>();
    BillingRun.of(
            new TariffEngine(tariff, null, BulkMeter.Options.standard()),
            Input.find(List.of(files.toString()), null),
            new Period(Real.MAY))
        .run(invoices::add, Progress.NONE);
    assertThat(account.id()).isEqualTo(invoices.get(0).account());
    return invoices.get(0);
  }
}
