package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.edit.ScenarioBook;
import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.FaultException;
import dev.tarife.model.Instance;
import dev.tarife.model.Instance.PlanChange;
import dev.tarife.model.Invoice;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.scenario.Scenarios;
import dev.tarife.table.Scenario;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scenario holds what agreements look at: the account, its country, its plans, what it carries.
 */
@Tag("slow")
class ScenarioAgreementsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aScenarioOfAnAllowanceInMoney() throws Exception {
    Files.copy(Real.TABLES.resolve(TablesReader.SCENARIOS), folder.resolve(TablesReader.SCENARIOS));
    try (EditedTables tables = EditedTables.copy(folder)) {
      tables
          .add(
              "allowances.xlsx",
              "Allowances",
              "Allowance",
              "first-dollar",
              "Kind",
              "free-tier",
              "Clock",
              "none",
              "Quantity",
              1,
              "Unit",
              "USD",
              "Counts towards tiers",
              "yes")
          .add(
              "allowances.xlsx",
              "Draws",
              "Allowance",
              "first-dollar",
              "Order",
              1,
              "Charge",
              "apple-message")
          .save();
      ScenarioBook.Added added =
          new ScenarioBook(Tariff.load(folder), TablesReader.workbooks(folder))
              .add(
                  "money",
                  "A dollar is free",
                  Real.account("us-west-2"),
                  Real.MAY,
                  List.of(
                      Real.record("m", "apple-message", "2024-05-06T09:00:00Z")
                          .quantity(300)
                          .build()),
                  Scenario.Contacts.NONE);
      // 300 at 0.01, and 1 of it free.
      assertThat(added.invoice().totalExact()).isEqualTo(Money.of("2"));
    }
  }

  @Test
  void aScenarioFromAnAccountWithAContract() throws Exception {
    Files.copy(Real.TABLES.resolve(TablesReader.SCENARIOS), folder.resolve(TablesReader.SCENARIOS));
    try (EditedTables tables = EditedTables.copy(folder)) {
      tables
          .add("charges.xlsx", "Plans", "Code", "gold", "Name", "Gold")
          .add(
              "agreements.xlsx",
              "Credits",
              "Credit",
              "welcome",
              "Name",
              "Welcome",
              "Amount",
              100,
              "Granted",
              LocalDate.of(2024, 4, 10),
              "Account",
              "123456789012")
          .add(
              "agreements.xlsx",
              "Taxes",
              "Tax",
              "vat",
              "Name",
              "VAT",
              "Percent",
              18,
              "Country",
              "TR")
          .add(
              "agreements.xlsx",
              "Discounts",
              "Discount",
              "gold",
              "Name",
              "Gold",
              "Kind",
              "discount",
              "Percent",
              10,
              "Plan",
              "gold")
          .save();
      Account account =
          new Account(
              "123456789012",
              "USD",
              null,
              List.of(
                  new Instance(
                      "main",
                      "us-west-2",
                      Instance.STANDARD,
                      List.of(new PlanChange(LocalDate.of(2024, 5, 16), "gold")))),
              new TreeMap<>(),
              null,
              "TR",
              new Carried(
                  new TreeMap<>(Map.of("welcome", Money.of("1.5"))),
                  new TreeMap<>(Map.of("minutes", Quantity.of(5399))),
                  new TreeMap<>(Map.of("task/instance=main", Quantity.of("120.5")))));
      List<UsageRecord> usage =
          List.of(
              Real.record("a", "task", "2024-05-10T12:00:00Z").count(100).build(),
              Real.record("b", "task", "2024-05-20T12:00:00Z").count(100).build());
      Tables before = TablesReader.read(folder);
      Tariff tariff = Tariff.of(before);
      ScenarioBook book = new ScenarioBook(tariff, TablesReader.workbooks(folder));
      assertThatThrownBy(
              () ->
                  book.add(
                      "contract", "A contract", account, Real.MAY, usage, Scenario.Contacts.NONE))
          .isInstanceOf(FaultException.class)
          .hasMessageContaining("the column Account is missing; add the column");
      tables
          .addColumns(
              TablesReader.SCENARIOS, "Scenarios", "Account", "Created", "Country", "Carried")
          .save();
      ScenarioBook.Added added =
          new ScenarioBook(tariff, TablesReader.workbooks(folder))
              .add("contract", "A contract", account, Real.MAY, usage, Scenario.Contacts.NONE);
      // 8; 10 % of the 4 on the plan gold are 0.4; the credit pays 1.5; 18 % of 6.1 are 1.098.
      assertThat(added.invoice().totalExact()).hasToString("7.198");
      Files.write(folder.resolve(TablesReader.SCENARIOS), added.workbook());
      Tables after = TablesReader.read(folder);
      Scenario scenario =
          after.scenarios().stream()
              .filter(each -> each.code().equals("contract"))
              .findFirst()
              .orElseThrow();
      assertThat(scenario.account()).isEqualTo(account);
      Invoice again = tariff.rate(scenario.account(), Real.MAY, scenario.usage());
      assertThat(again.lines()).isEqualTo(added.invoice().lines());
      assertThat(Scenarios.run(tariff.withScenariosOf(after)).list()).isEmpty();
    }
  }
}
