package dev.tarife.acceptance;

import static dev.tarife.acceptance.Shown.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rows of {@code agreements.xlsx} add to an invoice, worked out by hand. */
@Tag("slow")
class AgreementsTest {
  private static final String BOOK = "agreements.xlsx";
  private static final String NOON = "2024-05-06T12:00:00Z";
  private static final Account ACCOUNT = Real.account("us-west-2");

  /** 1,000 chat messages at 0.004 are 4; 100 tasks at 0.04 are 4. */
  private static final List<UsageRecord> USAGE =
      List.of(
          Real.record("m", "chat-message", NOON).quantity(1000).build(),
          Real.record("t", "task", NOON).count(100).build());

  private static final Shown CHAT = usage("chat-message", "1000", "0.004", "4");
  private static final Shown TASK = usage("task", "100", "0.04", "4");

  @TempDir private Path folder = Path.of("");
  private EditedTables tables = EditedTables.NONE;

  @BeforeEach
  void copyTheWorkbooks() {
    tables = EditedTables.copy(folder);
  }

  @AfterEach
  void closeTheWorkbooks() {
    tables.close();
  }

  private Invoice rate() {
    return tables.load().rate(ACCOUNT, Real.MAY, USAGE);
  }

  private static Shown line(
      String code, String kind, String quantity, String unitPrice, String amount) {
    return new Shown(code, kind, quantity, unitPrice, amount);
  }

  private static List<Integer> standsOn(Invoice invoice, int line) {
    return invoice.lines().get(line - 1).standsOn();
  }

  private static Money sum(Invoice invoice) {
    return invoice.lines().stream().map(LineItem::amount).reduce(Money.ZERO, Money::plus);
  }

  @Test
  void everyKindInItsOrder() {
    tables
        .add(BOOK, "Taxes", "Tax", "vat", "Name", "VAT", "Percent", 10)
        .add(
            BOOK,
            "Credits",
            "Credit",
            "welcome",
            "Name",
            "Welcome",
            "Amount",
            3,
            "Granted",
            LocalDate.of(2024, 5, 20),
            "Charges",
            "task")
        .add(
            BOOK,
            "Commitments",
            "Commitment",
            "least",
            "Name",
            "Least",
            "Amount",
            20,
            "Areas",
            "tasks",
            "Charges",
            "chat-message")
        .add(
            BOOK,
            "Discounts",
            "Discount",
            "half",
            "Name",
            "Half",
            "Kind",
            "discount",
            "Percent",
            50,
            "Charges",
            "chat-message")
        .add(
            BOOK,
            "Caps",
            "Cap",
            "most",
            "Name",
            "Most",
            "Amount",
            6,
            "Charges",
            "chat-message; task")
        .add(BOOK, "Fees", "Fee", "base", "Name", "Base", "Amount", 100);
    Invoice invoice = rate();
    // Usage 4 + 4 and the fee 100; the cap takes 2 of 8, 1 from each; half of the 3 that are left
    // of
    // chat is 1.5; 1.5 + 3 = 4.5 are 15.5 short of 20; of the 3 of tasks, the credit pays all; the
    // tax
    // is 10 % of 1.5 + 0 + 100 + 15.5.
    assertThat(Shown.of(invoice))
        .containsExactly(
            CHAT,
            TASK,
            line("base", "fee", "1", "100", "100"),
            line("most", "cap", "1", "-2", "-2"),
            line("half", "discount", "3", "-0.5", "-1.5"),
            line("least", "commitment", "1", "15.5", "15.5"),
            line("welcome", "credit", "3", "-1", "-3"),
            line("vat", "tax", "117", "0.1", "11.7"));
    assertThat(standsOn(invoice, 3)).isEmpty();
    assertThat(standsOn(invoice, 4)).containsExactly(1, 2);
    assertThat(standsOn(invoice, 5)).containsExactly(1);
    assertThat(standsOn(invoice, 6)).containsExactly(1, 2);
    assertThat(standsOn(invoice, 7)).containsExactly(2);
    assertThat(standsOn(invoice, 8)).containsExactly(1, 3, 6);
    assertThat(invoice.totalExact()).isEqualTo(sum(invoice)).hasToString("128.7");
    assertThat(invoice.total()).hasToString("128.7");
    assertThat(invoice.isTaxed()).isTrue();
    assertThat(invoice.carries().isEmpty()).isTrue();
    assertThat(invoice.notes()).isEmpty();
  }

  @Test
  void discountsStackInTheSheetsOrder() {
    tables
        .add(BOOK, "Discounts", "Discount", "a", "Name", "A", "Kind", "discount", "Percent", 10)
        .add(BOOK, "Discounts", "Discount", "b", "Name", "B", "Kind", "surcharge", "Percent", 5);
    // 8 - 0.8 = 7.2; 5 % of 7.2 = 0.36.
    assertThat(Shown.of(rate()))
        .containsExactly(
            CHAT,
            TASK,
            line("a", "discount", "8", "-0.1", "-0.8"),
            line("b", "surcharge", "7.2", "0.05", "0.36"));
  }

  @Test
  void whatIsNotMetAddsNothing() {
    tables
        .add(BOOK, "Caps", "Cap", "c", "Name", "C", "Amount", 8)
        .add(BOOK, "Commitments", "Commitment", "d", "Name", "D", "Amount", 8)
        .add(
            BOOK,
            "Discounts",
            "Discount",
            "e",
            "Name",
            "E",
            "Kind",
            "discount",
            "Percent",
            10,
            "Account",
            "999999999999")
        .add(
            BOOK,
            "Discounts",
            "Discount",
            "f",
            "Name",
            "F",
            "Kind",
            "discount",
            "Percent",
            10,
            "Effective from",
            LocalDate.of(2024, 6, 1))
        .add(
            BOOK,
            "Discounts",
            "Discount",
            "g",
            "Name",
            "G",
            "Kind",
            "discount",
            "Percent",
            10,
            "Effective to",
            LocalDate.of(2024, 5, 1))
        .add(BOOK, "Taxes", "Tax", "h", "Name", "H", "Percent", 18, "Country", "TR");
    Invoice invoice = rate();
    assertThat(Shown.of(invoice)).containsExactly(CHAT, TASK);
    assertThat(invoice.notes())
        .containsExactly("the account names no country: the taxes of countries do not apply");
    assertThat(tables.load().rate(ACCOUNT.withCountry("TR"), Real.MAY, USAGE).totalExact())
        .hasToString("9.44");
  }

  @Test
  void aFeeIsDueWithoutUsageAndByDays() {
    tables
        .add("charges.xlsx", "Plans", "Code", "gold", "Name", "Gold")
        .add(
            BOOK,
            "Fees",
            "Fee",
            "seat",
            "Name",
            "Seat",
            "Amount",
            31,
            "Per",
            "instance",
            "Prorated",
            "yes",
            "Effective from",
            LocalDate.of(2024, 5, 21))
        .add(
            BOOK,
            "Fees",
            "Fee",
            "gold",
            "Name",
            "Gold",
            "Amount",
            7,
            "Per",
            "instance",
            "Plan",
            "gold");
    Account two =
        new Account(
            "1",
            "USD",
            null,
            List.of(new Instance("a", "us-west-2"), new Instance("b", "eu-west-2", "gold")),
            new TreeMap<>());
    Invoice invoice = tables.load().rate(two, Real.MAY, List.of());
    // From the 21st, 11 of 31 days.
    assertThat(Shown.of(invoice))
        .containsExactly(
            line("seat", "fee", "0.3548387097", "31", "11"),
            line("seat", "fee", "0.3548387097", "31", "11"),
            line("gold", "fee", "1", "7", "7"));
    assertThat(invoice.lines().stream().map(LineItem::instance)).containsExactly("a", "b", "b");
  }

  @Test
  void aCreditIsCarriedFromMonthToMonth() {
    tables
        .add(
            BOOK,
            "Credits",
            "Credit",
            "late",
            "Name",
            "Late",
            "Amount",
            5,
            "Granted",
            LocalDate.of(2024, 5, 1),
            "Expires",
            LocalDate.of(2024, 6, 1))
        .add(
            BOOK,
            "Credits",
            "Credit",
            "first",
            "Name",
            "First",
            "Amount",
            10,
            "Granted",
            LocalDate.of(2024, 5, 1),
            "Priority",
            1);
    Tariff tariff = tables.load();
    Invoice may = tariff.rate(ACCOUNT, Real.MAY, USAGE);
    // The first pays all 8 and has 2 left; the other had nothing to pay and expires.
    assertThat(Shown.of(may)).containsExactly(CHAT, TASK, line("first", "credit", "8", "-1", "-8"));
    assertThat(may.carries().credits()).isEqualTo(Map.of("first", Money.of("2")));
    YearMonth june = Real.MAY.plusMonths(1);
    List<UsageRecord> usage =
        List.of(Real.record("t", "task", "2024-06-06T12:00:00Z").count(100).build());
    Invoice next = tariff.rate(ACCOUNT.withCarried(may.carries()), june, usage);
    assertThat(Shown.of(next)).containsExactly(TASK, line("first", "credit", "2", "-1", "-2"));
    assertThat(next.carries()).isEqualTo(Carried.NONE);
    // Without what was carried, none of it is used, and the invoice says so.
    Invoice forgotten = tariff.rate(ACCOUNT, june, usage);
    assertThat(Shown.of(forgotten)).containsExactly(TASK);
    assertThat(forgotten.notes())
        .singleElement()
        .asString()
        .startsWith(
            "the credit (first) of 10 was granted on 2024-05-01, and the account does not say what"
                + " is left of it: none of it is used.");
  }
}
