package dev.tarife.acceptance;

import static dev.tarife.acceptance.Shown.free;
import static dev.tarife.acceptance.Shown.trial;
import static dev.tarife.acceptance.Shown.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What finance changes in the workbooks alone, without a line of Java: each test edits a copy, and
 * works the invoice out by hand.
 */
@Tag("slow")
class FinanceChangesTest {
  private static final String CHARGES = "charges.xlsx";
  private static final String METERING = "metering.xlsx";
  private static final String PRICES = "prices.xlsx";
  private static final String ALLOWANCES = "allowances.xlsx";
  private static final String TELEPHONY = "telephony.xlsx";
  private static final String CL_03 = "CL-03; A-39: only what is above";
  private static final String NOON = "2024-05-06T12:00:00Z";
  private static final Account ACCOUNT = Real.account("us-west-2");

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

  private Invoice rate(Account account, UsageRecord.Builder... records) {
    return rate(tables.load(), account, records);
  }

  private static Invoice rate(Tariff tariff, Account account, UsageRecord.Builder... records) {
    List<UsageRecord> usage = new ArrayList<>();
    for (UsageRecord.Builder record : records) {
      usage.add(record.build());
    }
    Invoice invoice = tariff.rate(account, Real.MAY, usage);
    assertThat(invoice.rejected()).isEmpty();
    return invoice;
  }

  @Test
  void aNewPriceFromADayInMidMonth() {
    tables.add(
        PRICES,
        "Prices",
        "Charge",
        "chat-message",
        "Unit price",
        0.005,
        "Effective from",
        LocalDate.of(2024, 5, 16));
    Invoice invoice =
        rate(
            ACCOUNT,
            Real.record("a", "chat-message", "2024-05-15T23:59:59Z").count(100),
            Real.record("b", "chat-message", "2024-05-16T00:00:00Z").count(200));
    // 100 x 0.004 = 0.4 before, 200 x 0.005 = 1 from the 16th.
    assertThat(Shown.of(invoice))
        .containsExactly(
            usage("chat-message", "100", "0.004", "0.4"),
            usage("chat-message", "200", "0.005", "1"));
    assertThat(invoice.totalExact()).hasToString("1.4");
  }

  @Test
  void twoSpellingsOfASenderAreOneSender() {
    tables
        .change(METERING, "Metering", "Value", "bot", "Value", "ÖZEL")
        .change(METERING, "Metering", "Value", "bot", "Value", "özel");
    Invoice invoice =
        rate(
            ACCOUNT,
            Real.record("m1", "chat-message", NOON).quantity(100).attribute("sender", "özel"),
            Real.record("m2", "chat-message", NOON).quantity(7).attribute("sender", "ÖZEL"));
    assertThat(Shown.of(invoice)).containsExactly(usage("chat-message", "107", "0.004", "0.428"));
  }

  @Test
  void usageThatIsChargedFromADay() {
    tables
        .change(METERING, "Metering", "Usage type", "task-transfer", "Attribute", "start_time")
        .change(METERING, "Metering", "Usage type", "task-transfer", "Test", "is from")
        .change(
            METERING, "Metering", "Usage type", "task-transfer", "Value", LocalDate.of(2024, 5, 15))
        .add(
            METERING,
            "Metering",
            "Usage type",
            "task-transfer",
            "Attribute",
            "start_time",
            "Test",
            "is before",
            "Value",
            "2024-05-15",
            "Charge",
            "not charged");
    Invoice invoice =
        rate(
            ACCOUNT,
            Real.record("a", "task-transfer", "2024-05-14T23:59:59Z").count(5),
            Real.record("b", "task-transfer", "2024-05-15T00:00:00Z").count(3));
    assertThat(Shown.of(invoice)).containsExactly(usage("task", "3", "0.04", "0.12"));
  }

  @Test
  void aMinimumThatTheIncrementDoesNotDivide() {
    tables
        .change(
            METERING,
            "Metering",
            "Charge",
            "in-app-web-calling",
            "Minimum",
            90,
            "Minimum per",
            "record",
            "Increment",
            60)
        .change(PRICES, "Prices", "Charge", "in-app-web-calling", "Unit price", 0.03);
    Invoice invoice =
        rate(
            ACCOUNT,
            Real.record("a", "in-app-call", NOON).quantity(61),
            Real.record("b", "in-app-call", NOON).quantity(90),
            Real.record("c", "in-app-call", NOON).quantity(91),
            Real.record("d", "in-app-call", NOON).quantity(150));
    // 90 + 90 + 150 + 150 seconds are 8 minutes.
    assertThat(Shown.of(invoice)).contains(usage("in-app-web-calling", "8", "0.03", "0.24"));
  }

  @Test
  void aNewChannelPricedByTheMessage() {
    tables
        .add(CHARGES, "Areas", "Area", "letters", "Name", "Letters")
        .add(
            CHARGES,
            "Charges",
            "Charge",
            "email-message",
            "Area",
            "letters",
            "Name",
            "E-mail message",
            "Unit",
            "message",
            "Kind",
            "usage")
        .add(METERING, "Usage types", "Code", "email-message", "Name", "E-mail sent or received")
        .meter("email-message", "email-message", "sum")
        .add(PRICES, "Prices", "Charge", "email-message", "Unit price", 0.05);
    Invoice invoice =
        rate(
            ACCOUNT,
            Real.record("a", "email-message", NOON).count(12),
            Real.record("b", "email-message", NOON));
    // 13 x 0.05
    assertThat(Shown.of(invoice)).containsExactly(usage("email-message", "13", "0.05", "0.65"));
    assertThat(invoice.lines().get(0).description()).isEqualTo("E-mail message");
    assertThat(invoice.totalExact()).hasToString("0.65");
  }

  @Test
  void aNewRegionWithItsHomeCountry() {
    tables
        .add(CHARGES, "Regions", "Code", "eu-west-1", "Name", "Europe (Ireland)")
        .add(ALLOWANCES, "Home countries", card("Allowance", "did-numbers"))
        .add(ALLOWANCES, "Home countries", card("Allowance", "did-inbound"))
        .add(TELEPHONY, "Numbers", card("Number type", "did", "Unit price", 0.1))
        .add(TELEPHONY, "Inbound", card("Number type", "did", "Unit price", 0.005))
        .add(TELEPHONY, "Outbound", card("Unit price", 0.03));
    Invoice invoice =
        rate(
            Real.account("eu-west-1", "2024-01-15"),
            Real.record("a", "phone-number", "2024-05-06T00:00:00Z")
                .endTime(Instant.parse("2024-05-08T00:00:00Z"))
                .country("IE")
                .numberType("did"),
            Real.record("b", "voice-inbound", NOON).quantity(2400).country("IE").numberType("did"),
            Real.record("c", "voice-outbound", NOON).quantity(120).country("IE").numberType("did"));
    // 42 minutes of service of 90, 2 number-days of 31 and 30 inbound minutes are free;
    // 10 x 0.005 = 0.05 inbound. No home country is given for outbound: 2 x 0.03 = 0.06.
    assertThat(Shown.of(invoice))
        .containsExactly(
            free("voice-service", "42"),
            free("phone-number", "2"),
            free("telephony-inbound", "30"),
            usage("telephony-inbound", "10", "0.005", "0.05"),
            usage("telephony-outbound", "2", "0.03", "0.06"));
    assertThat(invoice.totalExact()).hasToString("0.11");
  }

  private static Object[] card(Object... more) {
    List<Object> cells = new ArrayList<>(List.of("Region", "eu-west-1", "Country", "IE"));
    cells.addAll(List.of(more));
    return cells.toArray();
  }

  @Test
  void aThirdTierOfSpeechAnalytics() {
    // The first row is tier 1, to 5,000,000; the new rows divide what was tier 2.
    tables
        .change(PRICES, "Prices", "Note", CL_03, "Tier to", 10_000_000)
        .add(
            PRICES,
            "Prices",
            "Charge",
            "speech-analytics",
            "Model",
            "graduated",
            "Scope",
            "account",
            "Tier from",
            10_000_000,
            "Unit price",
            0.01);
    Invoice invoice =
        rate(ACCOUNT, Real.record("a", "speech-analytics", NOON).quantity(12_000_000L * 60));
    // 5,000,000 x 0.015 + 5,000,000 x 0.0125 + 2,000,000 x 0.01
    assertThat(Shown.of(invoice))
        .containsExactly(
            usage("speech-analytics", "5000000", "0.015", "75000"),
            usage("speech-analytics", "5000000", "0.0125", "62500"),
            usage("speech-analytics", "2000000", "0.01", "20000"));
    assertThat(invoice.lines()).extracting(line -> line.tier()).containsExactly(1, 2, 3);
    assertThat(invoice.totalExact()).hasToString("157500");
  }

  @Test
  void aFourthTrialThatGoesBeforeTheFreeTier() {
    tables
        .addFirst(
            ALLOWANCES,
            "Allowances",
            "Allowance",
            "chat-trial",
            "Kind",
            "trial",
            "Clock",
            "activation",
            "Feature",
            "chat",
            "Lasts",
            30,
            "Lasts unit",
            "days",
            "Counts towards tiers",
            "no")
        .add(ALLOWANCES, "Draws", "Allowance", "chat-trial", "Order", 1, "Charge", "chat-message");
    Account account =
        Real.account("us-west-2", "2024-01-15")
            .withActivations(Map.of("chat", LocalDate.of(2024, 4, 11)));
    Invoice invoice =
        rate(
            account,
            Real.record("a", "chat-message", "2024-05-10T23:59:59Z").count(3000),
            Real.record("b", "chat-message", "2024-05-11T00:00:00Z").count(600));
    // Day 30 of 11 April is 10 May: 3,000 in trial. From the 11th 500 of the free tier are whole,
    // and 100 x 0.004 = 0.4 are charged.
    assertThat(Shown.of(invoice))
        .containsExactlyInAnyOrder(
            trial("chat-message", "3000"),
            free("chat-message", "500"),
            usage("chat-message", "100", "0.004", "0.4"));
    assertThat(invoice.totalExact()).hasToString("0.4");
  }

  @Test
  void aSecondChargeForUsageWithAnAttribute() {
    tables
        .add(
            CHARGES,
            "Charges",
            "Charge",
            "task-priority",
            "Area",
            "tasks",
            "Name",
            "Task of high priority",
            "Unit",
            "task",
            "Kind",
            "usage")
        .add(
            METERING,
            "Metering",
            "Usage type",
            "task",
            "Attribute",
            "priority",
            "Test",
            "is one of",
            "Value",
            "high; urgent",
            "Charge",
            "task-priority",
            "Measure",
            "amount",
            "Counting",
            "sum")
        .add(PRICES, "Prices", "Charge", "task-priority", "Unit price", 0.02);
    Invoice invoice =
        rate(
            ACCOUNT,
            Real.record("a", "task", NOON).count(6),
            Real.record("b", "task", NOON).count(3).attribute("priority", "high"),
            Real.record("c", "task", NOON).count(1).attribute("priority", "urgent"),
            Real.record("d", "task", NOON).count(5).attribute("priority", "low"));
    // All 15 x 0.04 = 0.6, and 4 x 0.02 = 0.08 on top.
    assertThat(Shown.of(invoice))
        .containsExactlyInAnyOrder(
            usage("task", "15", "0.04", "0.6"), usage("task-priority", "4", "0.02", "0.08"));
    assertThat(invoice.totalExact()).hasToString("0.68");
  }

  @Test
  void aSecondPricePlanOnOneOfTwoInstances() {
    tables.add(CHARGES, "Plans", "Code", "enterprise", "Name", "Enterprise");
    Map<String, Double> prices =
        Map.of(
            "voice-service",
            0.015,
            "chat-message",
            0.003,
            "task",
            0.03,
            "case",
            0.0,
            "guide-message",
            0.0);
    prices.forEach(
        (charge, price) ->
            tables.add(
                PRICES, "Prices", "Charge", charge, "Plan", "enterprise", "Unit price", price));
    Account account =
        new Account(
            "a",
            "USD",
            null,
            List.of(
                new Instance("gold", "us-west-2", "enterprise"),
                new Instance("plain", "us-west-2")),
            new TreeMap<>());
    List<UsageRecord.Builder> records = new ArrayList<>();
    for (Instance instance : account.instances()) {
      for (String type : List.of("chat-message", "task", "case", "guide-message")) {
        records.add(
            UsageRecord.of(instance.id() + type, instance.id(), type, Instant.parse(NOON))
                .count(10));
      }
      records.add(
          UsageRecord.of(instance.id(), instance.id(), "web-call", Instant.parse(NOON))
              .quantity(600));
    }
    Invoice invoice = rate(account, records.toArray(UsageRecord.Builder[]::new));
    assertThat(
            invoice.lines().stream().filter(line -> "gold".equals(line.instance())).map(Shown::of))
        .containsExactly(
            usage("voice-service", "10", "0.015", "0.15"),
            usage("in-app-web-calling", "10", "0.01", "0.1"),
            usage("chat-message", "10", "0.003", "0.03"),
            usage("task", "10", "0.03", "0.3"),
            usage("case", "10", "0", "0"),
            usage("guide-message", "10", "0", "0"));
    assertThat(
            invoice.lines().stream().filter(line -> "plain".equals(line.instance())).map(Shown::of))
        .containsExactly(
            usage("voice-service", "10", "0.018", "0.18"),
            usage("in-app-web-calling", "10", "0.01", "0.1"),
            usage("chat-message", "10", "0.004", "0.04"),
            usage("task", "10", "0.04", "0.4"),
            usage("case", "10", "0.12", "1.2"),
            usage("guide-message", "10", "0.005", "0.05"));
    // 0.58 of enterprise and 1.97 of standard
    assertThat(invoice.totalExact()).hasToString("2.55");
  }

  @Test
  void volumePackageAndFlatPrices() {
    tables
        // Apple messages by volume: up to 1,000 at 0.01, more than that all at 0.008.
        .change(PRICES, "Prices", "Charge", "apple-message", "Model", "volume", "Tier to", 1000)
        .add(
            PRICES,
            "Prices",
            "Charge",
            "apple-message",
            "Model",
            "volume",
            "Tier from",
            1000,
            "Unit price",
            0.008)
        // Cases in packages of 100 for 10, the first 50 free.
        .change(
            PRICES,
            "Prices",
            "Charge",
            "case",
            "Model",
            "package",
            "Package size",
            100,
            "Free quantity",
            50,
            "Unit price",
            10)
        // Guide messages at 25 a month, however many.
        .change(
            PRICES,
            "Prices",
            "Charge",
            "guide-message",
            "Model",
            "flat",
            "Scope",
            "account",
            "Unit price",
            25);
    Tariff tariff = tables.load();
    Invoice much =
        rate(
            tariff,
            ACCOUNT,
            Real.record("a", "apple-message", NOON).count(1001),
            Real.record("b", "case", NOON).count(251),
            Real.record("c", "guide-message", NOON).count(7000));
    // 1,001 x 0.008 = 8.008; 201 cases over the 50 are 3 packages = 30; 25.
    assertThat(Shown.of(much))
        .containsExactlyInAnyOrder(
            usage("apple-message", "1001", "0.008", "8.008"),
            usage("case", "50", "0", "0"),
            usage("case", "3", "10", "30"),
            usage("guide-message", "1", "25", "25"));
    assertThat(much.totalExact()).hasToString("63.008");
    Invoice little =
        rate(
            tariff,
            ACCOUNT,
            Real.record("a", "apple-message", NOON).count(1000),
            Real.record("b", "case", NOON).count(50),
            Real.record("c", "guide-message", NOON));
    // 1,000 x 0.01 = 10: the bound belongs to the lower tier; no package; 25.
    assertThat(Shown.of(little))
        .containsExactlyInAnyOrder(
            usage("apple-message", "1000", "0.01", "10"),
            usage("case", "50", "0", "0"),
            usage("guide-message", "1", "25", "25"));
    assertThat(little.totalExact()).hasToString("35");
  }
}
